namespace Settings.Projects;

/// <summary>A CDK app that the build deploys.</summary>
/// <param name="Name">What <c>--project=</c> takes.</param>
public sealed record Project(string Name)
{
    public static readonly Project Pipeline = new("pipeline") { Releases = true };
    public static readonly Project Infra = new("infra");

    /// <summary>Those of settings that name none, in the order in which they are deployed.</summary>
    public static readonly IReadOnlyList<Project> Defaults = [Pipeline, Infra];

    /// <summary>The name of the folder of a Cloud Assembly.</summary>
    public const string AssemblyFolder = "cdk.out";

    /// <summary>Its folder, from the repository's root, with slashes.</summary>
    public string Folder { get; init; } = Name;

    public ProjectKind Kind { get; init; }

    /// <summary>The names of the projects that are deployed before it, and destroyed after it.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Whether its app is the pipeline, which releases the others.</summary>
    public bool Releases { get; init; }

    /// <summary>Whether it has a Cloud Assembly. The project that releases has none where another system than CodePipeline does: it generates that system's files.</summary>
    public bool HasAssembly { get; init; } = true;

    /// <summary>The commands in place of those that are found by convention.</summary>
    public ProjectCommands Commands { get; init; } = new();

    /// <summary>The folder of its Cloud Assembly where that is made elsewhere; null where this build synthesizes it.</summary>
    public string? Assembly { get; init; }

    public string DirectoryIn(string root) => Path.Combine(root, Folder);

    /// <summary>Where its Cloud Assembly for AWS itself is written.</summary>
    public string AssemblyIn(string root) => Path.Combine(root, Assembly ?? $"{Folder}/{AssemblyFolder}");

    public override string ToString() => Name;
}
