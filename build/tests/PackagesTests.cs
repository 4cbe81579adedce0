using System.Xml.Linq;
using Settings;

namespace Build.Tests;

/// <summary>What --target=Pack makes packages of.</summary>
public sealed class PackagesTests
{
    static readonly string build = Path.Combine(RepositoryRoot.Find(), "build", "engine");

    static IEnumerable<string> Packed =>
        XDocument
            .Load(Path.Combine(build, "Packages.proj"))
            .Descendants()
            .Where(item => item.Name.LocalName is "Packed" or "PackedLast")
            .SelectMany(item => item.Attribute("Include")!.Value.Split(';'));

    [Fact]
    public void Packages_AreTheProjectsThatSayTheyAreOne() =>
        Assert.Equal(
            Directory
                .GetFiles(
                    build,
                    "*.csproj",
                    new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }
                )
                .Where(file => File.ReadAllText(file).Contains("Directory.Package.props", StringComparison.Ordinal))
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
            Packed.Order(StringComparer.Ordinal)
        );

    public static TheoryData<string> Names => [.. Packed];

    [Theory]
    [MemberData(nameof(Names))]
    public void Package_SaysWhatItIsAndNeedsOnlyPackages(string name)
    {
        var folder = Path.Combine(build, name);
        var project = XDocument.Load(Path.Combine(folder, $"{name}.csproj"));

        Assert.NotEmpty(project.Descendants("Description").Single().Value);
        Assert.StartsWith("# ", File.ReadAllText(Path.Combine(folder, "README.md")), StringComparison.Ordinal);
        Assert.Subset(
            Packed.ToHashSet(),
            project
                .Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
                .ToHashSet()
        );
    }
}
