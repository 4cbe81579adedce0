namespace Build.Tests.Build.Fingerprints;

public class FingerprintsArchitectureTests
{
    [Fact]
    public void Sources_OfFingerprints_KnowNeitherCakeNorAConsoleNorTheRestOfTheBuild()
    {
        var folder = Path.Combine(RepositoryFolder(), "build", "Build", "Fingerprints");
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).ToList();

        Assert.True(sources.Count > 20);
        Assert.All(
            sources.SelectMany(File.ReadLines).Where(line => line.StartsWith("using ", StringComparison.Ordinal)),
            line =>
                Assert.Matches(
                    @"^using (Guards|System[\w.]*|Microsoft\.Win32\.SafeHandles|Deployment(\.Files)?|Build\.Fingerprints[\w.]*|var .*);$",
                    line
                )
        );
        Assert.DoesNotContain(
            sources.SelectMany(File.ReadLines),
            line => line.Contains("Console.", StringComparison.Ordinal)
        );
    }

    private static string RepositoryFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "build", "settings.json")))
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return folder;
    }
}
