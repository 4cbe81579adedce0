using System.Text;
using Deployment;
using Deployment.Assemblies;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Build.Tests.Deployment.Assemblies;

/// <summary>Whatever happens to an assembly's files, what is thrown is a BuildException with findings.</summary>
public class AssemblyMutationTests
{
    static readonly string Original = Path.Combine(
        AppContext.BaseDirectory,
        "Deployment",
        "Assemblies",
        "Fixtures",
        "stages"
    );

    static readonly string[] Tokens =
    [
        "null",
        "7",
        "1e400",
        "\"\"",
        "\"../x\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[null]",
        "true",
        "\"99.0.0\"",
        "\"/\"",
        "\".\"",
    ];

    [Property(MaxTest = 150)]
    public void Load_ValueReplaced_NeverThrowsAnythingButBuildException(
        NonNegativeInt file,
        NonNegativeInt place,
        NonNegativeInt token
    ) =>
        Survives(
            file.Get,
            text =>
            {
                var values = System.Text.RegularExpressions.Regex.Matches(
                    text,
                    """(?<=: |\[\s*)("[^"\n]*"|true|false|\d+|\{|\[)"""
                );
                var value = values[place.Get % values.Count];
                return text[..value.Index] + Tokens[token.Get % Tokens.Length] + text[(value.Index + value.Length)..];
            }
        );

    [Property(MaxTest = 100)]
    public void Load_BytesSpoilt_NeverThrowsAnythingButBuildException(
        NonNegativeInt file,
        NonNegativeInt place,
        byte[] noise
    ) =>
        Survives(
            file.Get,
            text =>
            {
                var start = place.Get % text.Length;
                return text[..start]
                    + Encoding.Latin1.GetString(noise)
                    + text[Math.Min(text.Length, start + 1 + noise.Length)..];
            }
        );

    [Property(MaxTest = 50)]
    public void Load_FileCutShort_NeverThrowsAnythingButBuildException(NonNegativeInt file, NonNegativeInt length) =>
        Survives(file.Get, text => text[..(length.Get % text.Length)]);

    static void Survives(int which, Func<string, string> spoil)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Original, "*", SearchOption.AllDirectories))
        {
            var copy = folder.At(Path.GetRelativePath(Original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var files = Directory.GetFiles(folder.Path, "*.json", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        var chosen = files[which % files.Length];
        // Latin-1 keeps bytes as they are, so that what is written may be no UTF-8 at all.
        File.WriteAllText(chosen, spoil(File.ReadAllText(chosen, Encoding.Latin1)), Encoding.Latin1);
        try
        {
            Assert.NotEmpty(CloudAssembly.Load(folder.Path).SchemaVersion);
        }
        catch (BuildException exception)
        {
            Assert.NotEmpty(exception.Findings);
            Assert.All(
                exception.Findings,
                finding => Assert.Contains(folder.Path, finding.What, StringComparison.Ordinal)
            );
        }
    }
}
