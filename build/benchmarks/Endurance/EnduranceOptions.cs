using System.Globalization;

namespace Endurance;

/// <summary>What the command line asks for.</summary>
/// <param name="Events">How many events at most.</param>
/// <param name="Seed">Which events they are; the same seed chooses the same.</param>
/// <param name="Time">How long at most; an event that has begun is judged.</param>
/// <param name="Kinds">Only kinds whose name begins with one of these; all where there is none.</param>
sealed record EnduranceOptions(int Events, int Seed, TimeSpan Time, IReadOnlyList<string> Kinds)
{
    const string Help = "Endurance [--events=500] [--seed=N] [--minutes=N] [--kinds=NAME,...]";

    /// <exception cref="EnduranceException">An argument is not known.</exception>
    public static EnduranceOptions Parse(IEnumerable<string> arguments)
    {
        var options = new EnduranceOptions(500, Random.Shared.Next(), TimeSpan.FromDays(1), []);
        foreach (var argument in arguments)
        {
            options = argument.Split('=', 2) switch
            {
                ["--events", var value] => options with { Events = Number(value) },
                ["--seed", var value] => options with { Seed = Number(value) },
                ["--minutes", var value] => options with { Time = TimeSpan.FromMinutes(Number(value)) },
                ["--kinds", var value] => options with { Kinds = value.Split(',') },
                _ => throw new EnduranceException($"{argument} is not known. {Help}"),
            };
        }
        return options;
    }

    static int Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new EnduranceException($"{value} is no number. {Help}");
}
