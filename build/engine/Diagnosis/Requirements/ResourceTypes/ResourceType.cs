using AwsCatalog.Names;
using Deployment.Assemblies;

namespace Diagnosis.Requirements.ResourceTypes;

/// <summary>What creating, updating and deleting a resource takes, as AWS's resource schemas and service references have it.</summary>
/// <param name="Name">Like AWS::S3::Bucket.</param>
/// <param name="Arn">The resource's ARN with {partition}, {region}, {account} and {name}; "*" where actions have no resource.</param>
/// <param name="Create">Actions; also those that look at the resource while it stabilizes.</param>
sealed record ResourceType(string Name, string Arn, string[] Create, string[] Update, string[] Delete)
{
    /// <summary>What a policy is to name it by, where that is more than the ARN with wildcards.</summary>
    public string? Pattern { get; init; }

    /// <summary>The property that names the resource; where it is absent, CloudFormation makes a name up.</summary>
    public string? NamedBy { get; init; }

    /// <summary>What AWS calls what a template does not name, with {id} for what only it knows; null: as CloudFormation makes names up.</summary>
    public string? MadeUpName { get; init; }

    /// <summary>Actions for properties that are set by calls of their own.</summary>
    public IReadOnlyDictionary<string, string[]> ForProperty { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Properties that hand a role to a service, with the service.</summary>
    public IReadOnlyDictionary<string, string> PassesRole { get; init; } = new Dictionary<string, string>();

    /// <summary>Those of the actions that IAM knows no resource for: a policy can only allow them on everything.</summary>
    public IReadOnlyCollection<string> WithoutResource { get; init; } = [];

    /// <summary>The name that is made up, whole, with {id} for what only AWS knows.</summary>
    public string MadeUpNameOf(string logicalId, string stackName)
    {
        if (MadeUpName is not null)
            return MadeUpName;
        var start = GeneratedNames.StartOf(Name, stackName);
        var name = start.Length == 0 ? $"{logicalId}-{{id}}" : $"{start}-{logicalId}-{{id}}";
        return GeneratedNames.Spelled(Name, name);
    }

    /// <summary>The ARN of a resource of this name; a name that is an ARN already stays.</summary>
    /// <param name="id">What stands for ids that AWS makes up.</param>
    public string ArnOf(string name, TargetEnvironment environment, string id) => Fill(Arn, name, environment, id);

    /// <summary>What a policy is to name resources by, of this name, which may have wildcards.</summary>
    public string PatternOf(string name, TargetEnvironment environment) => Fill(Pattern ?? Arn, name, environment, "*");

    static string Fill(string arn, string name, TargetEnvironment environment, string id) =>
        name.StartsWith("arn:", StringComparison.Ordinal)
            ? name
            : arn.Replace("{partition}", environment.Partition, StringComparison.Ordinal)
                .Replace("{region}", environment.Region, StringComparison.Ordinal)
                .Replace("{account}", environment.Account, StringComparison.Ordinal)
                .Replace("/{name}", $"/{name.TrimStart('/')}", StringComparison.Ordinal)
                .Replace("{name}", name, StringComparison.Ordinal)
                .Replace("{id}", id, StringComparison.Ordinal);
}
