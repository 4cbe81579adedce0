using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Stacks;

namespace Deployment.Bootstrapping.Repairs;

/// <summary>What a template's values come to in one stack, as far as its parameters and the names of its resources tell.</summary>
sealed partial class TemplateValues
{
    readonly TemplateDocument template;
    readonly TargetEnvironment environment;
    readonly IReadOnlyDictionary<string, string> parameters;
    readonly IReadOnlyDictionary<string, StackResource> resources;

    /// <param name="parameters">Those of the stack that is there; the template's defaults where it has none of a name.</param>
    public TemplateValues(
        TemplateDocument template,
        TargetEnvironment environment,
        IReadOnlyDictionary<string, string> parameters
    )
        : this(template, environment, parameters, new Dictionary<string, StackResource>()) { }

    TemplateValues(
        TemplateDocument template,
        TargetEnvironment environment,
        IReadOnlyDictionary<string, string> parameters,
        IReadOnlyDictionary<string, StackResource> resources
    ) =>
        (this.template, this.environment, this.parameters, this.resources) = (
            template,
            environment,
            parameters,
            resources
        );

    /// <summary>The same, knowing the stack's resources.</summary>
    public TemplateValues With(IEnumerable<StackResource> found) =>
        new(template, environment, parameters, found.ToDictionary(r => r.LogicalId, StringComparer.Ordinal));

    /// <summary>A property of a resource; null where it is not known.</summary>
    public string? TextOf(string logicalId, string property) => Text(PropertyOf(logicalId, property));

    /// <summary>The items of a property that are known.</summary>
    public IReadOnlyList<string> TextsOf(string logicalId, string property) =>
        PropertyOf(logicalId, property) is JsonArray list ? [.. list.Select(Text).OfType<string>()] : [];

    /// <summary>What a Ref to a parameter or a resource comes to; null where it is not known.</summary>
    public string? Ref(string name) =>
        name switch
        {
            "AWS::AccountId" => environment.Account,
            "AWS::Region" => environment.Region,
            "AWS::Partition" => environment.Partition,
            "AWS::URLSuffix" => environment.UrlSuffix,
            _ => resources.GetValueOrDefault(name)?.PhysicalId
                ?? parameters.GetValueOrDefault(name)
                ?? template.Section("Parameters")[name]?["Default"]?.ToString(),
        };

    /// <summary>What an attribute of a resource comes to; null where it is not known.</summary>
    public string? Attribute(string logicalId, string attribute)
    {
        if (resources.GetValueOrDefault(logicalId) is not { PhysicalId: { } id, ResourceType: var type })
            return null;
        var (partition, region, account) = (environment.Partition, environment.Region, environment.Account);
        return (type, attribute) switch
        {
            ("AWS::S3::Bucket", "Arn") => $"arn:{partition}:s3:::{id}",
            ("AWS::S3::Bucket", "RegionalDomainName") => $"{id}.s3.{region}.{environment.UrlSuffix}",
            ("AWS::IAM::Role", "Arn") when PathOf(logicalId) is { } path =>
                $"arn:{partition}:iam::{account}:role{path}{id}",
            ("AWS::KMS::Key", "Arn") => $"arn:{partition}:kms:{region}:{account}:key/{id}",
            ("AWS::ECR::Repository", "Arn") => $"arn:{partition}:ecr:{region}:{account}:repository/{id}",
            _ => null,
        };
    }

    /// <summary>Of a role: it is a part of the ARN, and not of the name.</summary>
    string? PathOf(string logicalId) => PropertyOf(logicalId, "Path") is { } path ? Text(path) : "/";

    JsonNode? PropertyOf(string logicalId, string property) =>
        template.Section("Resources")[logicalId]?["Properties"]?[property];

    string? Text(JsonNode? value) =>
        value switch
        {
            JsonValue text => text.ToString(),
            JsonObject { Count: 1 } function when function["Ref"] is JsonValue name => Ref(name.ToString()),
            JsonObject { Count: 1 } function when function["Fn::Sub"] is JsonValue text => Substitute(text.ToString()),
            _ => null,
        };

    string? Substitute(string text)
    {
        var isKnown = true;
        var result = Placeholder()
            .Replace(
                text,
                match =>
                {
                    var name = match.Groups["name"].Value.Split('.', 2);
                    var value = name.Length == 1 ? Ref(name[0]) : Attribute(name[0], name[1]);
                    isKnown &= value is not null;
                    return value ?? "";
                }
            );
        return isKnown ? result : null;
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9:.]+)\}")]
    private static partial Regex Placeholder();
}
