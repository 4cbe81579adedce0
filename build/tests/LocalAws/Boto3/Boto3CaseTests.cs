using System.Text.RegularExpressions;

namespace Build.Tests.LocalAws.Boto3;

/// <summary>What boto3 is answered, by cases that are data: a file for each service.</summary>
public sealed partial class Boto3CaseTests
{
    static string Folder => Path.Combine(AppContext.BaseDirectory, "LocalAws", "Boto3", "Fixtures");

    public static IEnumerable<TheoryDataRow<string>> Files =>
        Directory.GetFiles(Folder, "*.json").Select(file => new TheoryDataRow<string>(Path.GetFileName(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Boto3_EachCaseOfAFile_IsAnsweredAsOnAws(string file)
    {
        Boto3.SkipWithout();
        await using var world = await LocalWorld.StartAsync();

        var output = await Boto3.RunAsync(world, "run_cases.py", Path.Combine(Folder, file));

        Assert.True(Ended().IsMatch(output), output);
    }

    [GeneratedRegex(@"^[1-9][0-9]* cases(, [0-9]+ of them for a newer boto3)?\s*$")]
    private static partial Regex Ended();
}
