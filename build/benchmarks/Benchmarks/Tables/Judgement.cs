namespace Benchmarks.Tables;

/// <summary>What was to be reached and what was, in a line.</summary>
static class Judgement
{
    public static string Line(FormattableString wanted, string reached, bool isReached) =>
        $"{(isReached ? "reached" : "MISSED")}: {FormattableString.Invariant(wanted)}: {reached}";
}
