using System.Text.RegularExpressions;
using Settings;

namespace Build.Tests.Guards;

/// <summary>The page about threats claims nothing without a test.</summary>
public sealed partial class SecurityPageTests
{
    static readonly string[] _lines = File.ReadAllLines(
        Path.Combine(RepositoryRoot.Find(), "build", "docs", "security.md")
    );

    [Fact]
    public void Page_TestsThatItNames_Exist()
    {
        var known = typeof(SecurityPageTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        var named = _lines.SelectMany(line => TestName().Matches(line)).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, known));
    }

    [Fact]
    public void Page_ClaimsOfTheLocalAws_EachNameATest() =>
        Assert.All(
            _lines
                .SkipWhile(line => line != "## The local AWS")
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Skip(1),
            line => Assert.Matches(TestName(), line)
        );

    [GeneratedRegex("`([A-Za-z0-9]+Tests)`")]
    private static partial Regex TestName();
}
