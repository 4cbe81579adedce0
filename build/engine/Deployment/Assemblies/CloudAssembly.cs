using Deployment.Credentials;

namespace Deployment.Assemblies;

/// <summary>A Cloud Assembly, what <c>cdk synth</c> writes, with the assemblies of its stages.</summary>
public sealed record CloudAssembly
{
    /// <summary>The highest schema major that is understood, that of the pinned CDK CLI.</summary>
    public const int HighestSchemaMajor = 55;

    /// <summary>The absolute path of the assembly's directory.</summary>
    public required string Directory { get; init; }

    /// <summary>The manifest's schema version, <c>54.0.0</c>.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>All stacks, those of the stages included, dependencies before dependents.</summary>
    public required IReadOnlyList<StackArtifact> Stacks { get; init; }

    /// <summary>The context that synthesis looked for and did not find; the templates hold dummy values for it.</summary>
    public IReadOnlyList<MissingContext> Missing { get; init; } = [];

    /// <summary>Reads and checks the assembly in a directory.</summary>
    /// <exception cref="BuildException">All that is wrong with it, each finding with its file and JSON path; or it is a rehearsal's, and is to reach AWS.</exception>
    /// <param name="world">Where it is to be deployed, or held against what is; null: AWS itself.</param>
    /// <param name="remake">What makes the assembly anew; null: the target Synth.</param>
    public static CloudAssembly Load(string directory, AwsEndpoint? world = null, string? remake = null) =>
        AssemblyReader.Read(directory, world ?? AwsEndpoint.Aws, remake);
}

/// <summary>A context value that has to be looked up before the assembly is whole.</summary>
/// <param name="Key">The key in <c>cdk.context.json</c>.</param>
/// <param name="Provider">The kind of lookup: ssm, vpc-provider, hosted-zone...</param>
/// <param name="Properties">The lookup's properties, JSON.</param>
public sealed record MissingContext(string Key, string Provider, string Properties);
