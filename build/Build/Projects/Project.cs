namespace Build.Projects;

/// <summary>A subproject: a CDK app that projen manages.</summary>
public sealed record Project(string Name)
{
    public static readonly Project Pipeline = new("pipeline");
    public static readonly Project Infra = new("infra");

    /// <summary>Both, in the order in which they are deployed.</summary>
    public static readonly IReadOnlyList<Project> All = [Pipeline, Infra];

    /// <summary>The name of the folder of a Cloud Assembly.</summary>
    public const string AssemblyFolder = "cdk.out";

    /// <summary>The folder of its Cloud Assembly where that is made elsewhere; null where this build synthesizes it.</summary>
    public string? Assembly { get; init; }

    public string DirectoryIn(string root) => Path.Combine(root, Name);

    /// <summary>Where its Cloud Assembly for AWS itself is written.</summary>
    public string AssemblyIn(string root) => Assembly ?? Path.Combine(root, Name, AssemblyFolder);

    public override string ToString() => Name;
}
