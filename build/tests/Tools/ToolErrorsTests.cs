using System.Text.Json;
using Tools;
using Tools.Failures;

namespace Build.Tests.Tools;

public sealed class ToolErrorsTests
{
    const string Root = "/repo";

    static readonly IReadOnlyList<Case> cases = JsonSerializer.Deserialize<List<Case>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Findings/Fixtures/tool-errors.json")),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string> Tools => [.. cases.Select(one => one.Tool)];

    /// <summary>What tools printed, each with its first error and the next action.</summary>
    [Theory]
    [MemberData(nameof(Tools))]
    public void Find_OutputOfATool_IsItsFirstErrorWithItsPlace(string tool)
    {
        var one = cases.Single(one => one.Tool == tool);

        var found = ToolErrors.Find(one.Lines, $"{Root}/infra", Root);

        Assert.Equal((one.Error, one.Next), (found?.ToString(), found?.Next));
    }

    /// <summary>A form that nothing is tried with may match anything, or nothing.</summary>
    [Fact]
    public void Forms_EachOfThem_IsTheFirstToRecognizeSomething()
    {
        var lines = cases.SelectMany(one => one.Lines).Select(line => line.Replace("│ ", "", StringComparison.Ordinal));

        Assert.Empty(ErrorForms.All.Where(form => !lines.Any(form.Message.IsMatch)).Select(form => form.Tool));
    }

    [Fact]
    public void Of_ACommandOfNode_NamesTheToolAndNotTheCommand()
    {
        var command = new Command(
            "/usr/bin/node",
            ["--require", "/repo/x.js", "/repo/infra/node_modules/typescript-native/bin/tsc", "--project", "test"],
            $"{Root}/infra",
            "infra"
        );

        var finding = ToolFailure.Of(command, 2, ["what happened", "", "the end"], "The type check of infra", "look");

        Assert.Equal(["what happened", "the end", "tsc ended with exit code 2"], finding.Why);
        Assert.Equal("look", finding.Next);
    }

    [Fact]
    public void All_MoreLinesThanAreKept_AreTheFirstAndTheLast()
    {
        var printed = new PrintedLines();
        for (var line = 0; line < 5000; line++)
            printed.Add($"{line}");

        Assert.Equal(2000, printed.All.Count);
        Assert.Equal(("0", "4999"), (printed.All[0], printed.All[^1]));
    }

    sealed record Case(string Tool, IReadOnlyList<string> Lines, string? Error, string? Next);
}
