using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Steps;

/// <summary>How many tests passed and failed.</summary>
public sealed partial record TestCounts(int Passed, int Failed)
{
    public static readonly TestCounts None = new(0, 0);

    public static TestCounts operator +(TestCounts left, TestCounts right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed);

    public static TestCounts Add(TestCounts left, TestCounts right) => left + right;

    /// <summary>A run that failed without a failed test, as one that does not compile, counts as one failure.</summary>
    public TestCounts OfRunThatEndedWith(int exitCode) =>
        exitCode != 0 && Failed == 0 ? this with { Failed = 1 } : this;

    /// <summary>Adds a line of dotnet test's summary, <c>  succeeded: 4</c> or <c>  failed: 0</c>.</summary>
    public TestCounts WithSummaryLine(string line)
    {
        var match = SummaryLine().Match(line);
        if (!match.Success)
            return this;
        var count = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups[1].Value == "failed" ? this with { Failed = count } : this with { Passed = count };
    }

    /// <summary>Reads the report that jest's <c>--json</c> writes; a suite that did not run counts as one failure.</summary>
    public static TestCounts OfJest(ReadOnlyMemory<byte> report)
    {
        using var json = JsonDocument.Parse(report);
        var root = json.RootElement;
        return new(
            root.GetProperty("numPassedTests").GetInt32(),
            root.GetProperty("numFailedTests").GetInt32() + root.GetProperty("numRuntimeErrorTestSuites").GetInt32()
        );
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static TestCounts Parse(string text)
    {
        var words = text.Split(' ');
        return new(
            int.Parse(words[0], CultureInfo.InvariantCulture),
            int.Parse(words[2], CultureInfo.InvariantCulture)
        );
    }

    public override string ToString() => $"{Passed} passed, {Failed} failed";

    [GeneratedRegex("^ *(succeeded|failed): ([0-9]+)$")]
    private static partial Regex SummaryLine();
}
