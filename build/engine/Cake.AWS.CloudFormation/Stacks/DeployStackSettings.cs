namespace Cake.AWS.CloudFormation.Stacks;

/// <summary>A stack to be created or updated.</summary>
public sealed record DeployStackSettings : CloudFormationSettings
{
    /// <summary>The template, JSON or YAML; this, or <see cref="TemplateUrl"/>.</summary>
    public string? TemplateFile { get; init; }

    /// <summary>A template in S3, for those over 51,200 bytes.</summary>
    public string? TemplateUrl { get; init; }

    /// <summary>Those left out keep the stack's value, or take the template's default.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Null leaves the stack's own.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    public IReadOnlyList<string> Capabilities { get; init; } = [];
    public IReadOnlyList<string>? NotificationArns { get; init; }

    /// <summary>The role that CloudFormation acts as.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Null leaves the stack's own setting.</summary>
    public bool? TerminationProtection { get; init; }
}
