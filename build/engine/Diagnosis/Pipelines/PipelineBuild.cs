namespace Diagnosis.Pipelines;

/// <summary>A CodeBuild project: what it runs as, what it runs, and what it writes.</summary>
/// <param name="RoleArn">The service role.</param>
/// <param name="LogGroup">Null for CodeBuild's own group, which the build makes.</param>
/// <param name="Cache">Bucket and prefix of its cache; null where it has none.</param>
/// <param name="Secrets">What the environment's variables are read from.</param>
/// <param name="Commands">All commands of the buildspec.</param>
/// <param name="ReportGroups">Names or ARNs.</param>
public sealed record PipelineBuild(
    string LogicalId,
    string ConstructPath,
    string Name,
    string RoleArn,
    string? LogGroup,
    string? Cache,
    IReadOnlyList<BuildSecret> Secrets,
    IReadOnlyList<string> Commands,
    IReadOnlyList<string> ReportGroups
)
{
    /// <summary>The image, where it is pulled with the service role; null for CodeBuild's own and public ones.</summary>
    public string? PulledImage { get; init; }
}

/// <summary>An environment variable whose value is read when a build starts.</summary>
/// <param name="Type">SECRETS_MANAGER or PARAMETER_STORE.</param>
/// <param name="Value">The secret's name or ARN with what to take of it, or the parameter's name.</param>
public sealed record BuildSecret(string Name, string Type, string Value);
