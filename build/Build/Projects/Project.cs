namespace Build.Projects;

/// <summary>A subproject: a CDK app that projen manages.</summary>
public sealed record Project(string Name)
{
    public static readonly Project Pipeline = new("pipeline");
    public static readonly Project Infra = new("infra");

    /// <summary>Both, in the order in which they are deployed.</summary>
    public static readonly IReadOnlyList<Project> All = [Pipeline, Infra];

    public string DirectoryIn(string root) => Path.Combine(root, Name);

    /// <summary>Where its Cloud Assembly is written.</summary>
    public string AssemblyIn(string root) => Path.Combine(root, Name, "cdk.out");

    public override string ToString() => Name;
}
