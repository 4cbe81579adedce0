using System.Reflection;
using Build.Tasks;

namespace Build;

/// <summary>Keeps standard output for the one result of a target that programs read.</summary>
static class MachineOutput
{
    /// <summary>Where such a target is asked for, sends everything else to standard error, and asks the host to say little.</summary>
    /// <returns>The arguments for the host.</returns>
    public static IReadOnlyList<string> Reserve(IReadOnlyList<string> arguments)
    {
        if (!Targets(arguments).Any(IsMachineReadable))
            return arguments;
        Console.SetOut(Console.Error);
        // What the user says of it comes later and wins.
        return ["--verbosity=Quiet", .. arguments];
    }

    static bool IsMachineReadable(string target) =>
        TaskNames.TypeOf(target)?.IsDefined(typeof(MachineReadableAttribute)) == true;

    static IEnumerable<string> Targets(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split(['=', ':'], 2);
            if (parts[0] is not ("--target" or "-t"))
                continue;
            if (parts.Length == 2)
                yield return parts[1];
            else if (i + 1 < arguments.Count)
                yield return arguments[i + 1];
        }
    }
}
