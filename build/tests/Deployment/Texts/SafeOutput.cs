using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Build.Tests.Deployment.Texts;

/// <summary>What must hold of anything that is printed, whoever's text it holds.</summary>
static partial class SafeOutput
{
    /// <summary>No control character but the end of a line and a tab, nothing invisible, no command of a build server.</summary>
    public static void AssertLog(string output)
    {
        AssertVisible(output);
        Assert.All(
            output.Split('\n'),
            line => Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line)
        );
        Assert.DoesNotMatch(MarkedCommand(), output);
    }

    public static void AssertVisible(string output)
    {
        // The message is as long as the output: it is made for what is wrong alone.
        foreach (var rune in output.EnumerateRunes().Where(IsInvisible))
            Assert.Fail($"U+{rune.Value:X4} in {output}");
        Assert.Equal(output, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(output)));
    }

    static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => rune.Value is not ('\n' or '\r' or '\t'),
            UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            _ => false,
        };

    [GeneratedRegex(@"##\w*\[")]
    private static partial Regex MarkedCommand();
}
