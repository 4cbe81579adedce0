using Deployment;
using Deployment.Assemblies;
using FsCheck.Xunit;

namespace Build.Tests.Deployment.Assemblies;

public class StackSelectorTests
{
    static readonly IReadOnlyList<StackArtifact> Stacks =
    [
        Stack("Shared"),
        Stack("Prod/Network", "Shared"),
        Stack("Prod/Service", "Prod/Network"),
        Stack("Prod/Eu/Edge", "Prod/Service"),
        Stack("Dev/Network"),
    ];

    static StackArtifact Stack(string path, params string[] dependencies) =>
        new()
        {
            ArtifactId = path.Replace("/", "", StringComparison.Ordinal) + "1A2B",
            HierarchicalId = path,
            StackName = path.Replace('/', '-'),
            Environment = new("111111111111", "eu-west-1"),
            TemplateFile = "template.json",
            Dependencies = dependencies,
        };

    static string[] Select(bool exclusively, params string[] patterns) =>
        [.. new StackSelector(patterns, exclusively).Select(Stacks).Stacks.Select(stack => stack.HierarchicalId)];

    [Theory]
    [InlineData("Prod/*", "Prod/Network,Prod/Service")]
    [InlineData("Prod/**", "Prod/Network,Prod/Service,Prod/Eu/Edge")]
    [InlineData("**", "Shared,Prod/Network,Prod/Service,Prod/Eu/Edge,Dev/Network")]
    [InlineData("*", "Shared,Prod/Network,Prod/Service,Prod/Eu/Edge,Dev/Network")]
    [InlineData("**/Network", "Prod/Network,Dev/Network")]
    [InlineData("{Prod,Dev}/Network", "Prod/Network,Dev/Network")]
    [InlineData("Prod-Service", "Prod/Service")]
    [InlineData("ProdService1A2B", "Prod/Service")]
    [InlineData("Prod/Service (Prod-Service)", "Prod/Service")]
    [InlineData("Pr?d/[N-Z]ervice", "Prod/Service")]
    [InlineData("[!P]*/Network", "Dev/Network")]
    public void Select_Exclusively_TakesWhatMatches(string pattern, string expected) =>
        Assert.Equal(expected.Split(','), Select(exclusively: true, pattern));

    [Fact]
    public void Select_WithDependencies_TakesThemFirst()
    {
        Assert.Equal(["Shared", "Prod/Network", "Prod/Service"], Select(exclusively: false, "Prod/Service"));
        var selection = new StackSelector(["Prod/Service"]).Select(Stacks);
        Assert.Equal(["Shared", "Prod/Network"], selection.Dependencies.Select(stack => stack.HierarchicalId));
    }

    [Fact]
    public void Select_NoPattern_TakesEverything() =>
        Assert.Equal(5, StackSelector.Everything.Select(Stacks).Stacks.Count);

    [Fact]
    public void Select_PatternsThatMatchNothing_AreAllNamedWithTheStacks()
    {
        var exception = Assert.Throws<BuildException>(() => Select(exclusively: false, "Nope", "Shared", "Prod/X*"));
        Assert.Equal(BuildException.WrongInput, exception.ExitCode);
        Assert.Equal(
            ["No stack matches Nope", "No stack matches Prod/X*"],
            exception.Findings.Select(finding => finding.What)
        );
        Assert.Contains("Dev/Network", exception.Findings[0].Why[0], StringComparison.Ordinal);
    }

    [Property]
    public void GlobPattern_AnyText_IsAPattern(FsCheck.NonNull<string> pattern) =>
        Assert.Null(Record.Exception(() => new GlobPattern(pattern.Get).IsMatch("a/b")));
}
