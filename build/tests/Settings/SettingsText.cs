using System.Text;
using Deployment;
using Settings;

namespace Build.Tests.Settings;

/// <summary>The repository's own settings as text, to be changed and read again.</summary>
static class SettingsText
{
    public static readonly string Valid = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), SettingsFile.Name));

    public static BuildSettings Parse(string text) =>
        SettingsFile.Parse(Encoding.UTF8.GetBytes(text), SettingsFile.Name);

    /// <summary>Puts a mistake into a text, and expects that reading it names the mistake.</summary>
    /// <returns>What reading it throws.</returns>
    public static BuildException AssertNamed(
        string whole,
        string right,
        string wrong,
        string expected,
        Func<string, BuildSettings> parse
    )
    {
        Assert.Contains(right, whole, StringComparison.Ordinal);
        var failure = Assert.Throws<BuildException>(() => parse(whole.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(failure.Findings, finding => finding.What.Contains(expected, StringComparison.Ordinal));
        return failure;
    }
}
