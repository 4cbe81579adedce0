using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsCatalog.Names;
using AwsCatalog.Schemas;
using Deployment.Assemblies;
using Diagnosis.Requirements;
using Diagnosis.Requirements.ResourceTypes;

namespace Diagnosis.Templates;

/// <summary>What Ref, Fn::GetAtt and Fn::FindInMap find in a template.</summary>
sealed partial class TemplateReferences(
    JsonObject template,
    TargetEnvironment environment,
    string stackName,
    IReadOnlyDictionary<string, string>? parameters
)
{
    const string ResourcesSection = "Resources";

    /// <summary>As many resources as CloudFormation takes in a template: no name leads further.</summary>
    const int LongestChain = 500;

    /// <summary>Types whose Ref is their ARN, which their schemas call an id.</summary>
    static readonly HashSet<string> namedByArn = new(StringComparer.Ordinal) { "AWS::SecretsManager::Secret" };

    readonly Dictionary<string, TemplateResource> resources = Read(template);
    readonly HashSet<string> naming = new(StringComparer.Ordinal);

    /// <summary>The variables of Fn::Sub.</summary>
    public static Regex Variable => VariablePattern();

    public IEnumerable<TemplateResource> Resources => resources.Values;

    public TemplateResource? Find(string logicalId) => resources.GetValueOrDefault(logicalId);

    public JsonNode? Ref(string name, TemplateValues values) =>
        name switch
        {
            "AWS::AccountId" => environment.Account,
            "AWS::Region" => environment.Region,
            "AWS::Partition" => environment.Partition,
            "AWS::URLSuffix" => environment.UrlSuffix,
            "AWS::StackName" => stackName,
            "AWS::NoValue" => null,
            _ when Find(name) is { } resource => IsNamedByArn(resource.Type)
                ? ArnOf(resource, values)
                : NameOf(resource, values),
            _ => ValueOf(name),
        };

    public JsonNode GetAtt(string logicalId, string attribute, TemplateValues values) =>
        attribute is "Arn" or "TopicArn" && Find(logicalId) is { } resource ? ArnOf(resource, values) : Unknown.Mark;

    public JsonNode FindInMap(string? map, string? first, string? second) =>
        map is not null && first is not null && second is not null
            ? template["Mappings"]?[map]?[first]?[second]?.DeepClone() ?? Unknown.Mark
            : Unknown.Mark;

    /// <summary>A parameter that SSM fills has its parameter's name as value here.</summary>
    JsonNode ValueOf(string parameter)
    {
        var declared = template["Parameters"]?[parameter];
        var isStored =
            declared?["Type"]?.ToString().StartsWith("AWS::SSM::Parameter::", StringComparison.Ordinal) == true;
        var value = parameters?.GetValueOrDefault(parameter) ?? declared?["Default"]?.ToString();
        // What is not to be shown is in no message as a part of a name either.
        var isHidden = declared?["NoEcho"]?.ToString() == "true";
        return value is not null && !isStored && !isHidden ? value : Unknown.Mark;
    }

    static bool IsNamedByArn(string type) =>
        namedByArn.Contains(type)
        || SchemaCatalog.Find(type) is { Reference: [{ IsNested: false } own] }
            && own.Property.EndsWith("Arn", StringComparison.Ordinal);

    string NameOf(TemplateResource resource, TemplateValues values)
    {
        var type = KnownResourceTypes.Find(resource.Type);
        if (
            (type is null ? GivenName(resource.Type) : type.NamedBy) is { } property
            && resource.Properties[property] is { } given
        )
        {
            // A name that leads back to itself is none.
            if (naming.Count == LongestChain || !naming.Add(resource.LogicalId))
                return Unknown.Mark;
            var name = values.Text(given is JsonArray and [{ } first, ..] ? first : given) ?? Unknown.Mark;
            naming.Remove(resource.LogicalId);
            return name;
        }
        if (type is null)
            return SchemaCatalog.Find(resource.Type) is { NameProperty: { } named } && named == GivenName(resource.Type)
                ? MadeUpNameOf(resource)
                : Unknown.Mark;
        return type.MadeUpNameOf(resource.LogicalId, stackName)
            .Replace("{id}", AwsArns.MadeUp, StringComparison.Ordinal);
    }

    string MadeUpNameOf(TemplateResource resource) =>
        GeneratedNames
            .Pattern(resource.Type, stackName, resource.LogicalId)
            .Replace("*", Unknown.Mark, StringComparison.Ordinal);

    /// <summary>The property that Ref gives back of a type of the catalogue.</summary>
    static string? GivenName(string type) =>
        SchemaCatalog.Find(type) is { Reference: [{ IsNested: false } own] } schema
        && schema.ReadOnly.All(path => path.Pointer != own.Pointer)
            ? own.Property
            : null;

    string ArnOf(TemplateResource resource, TemplateValues values)
    {
        if (KnownResourceTypes.Find(resource.Type) is not { } type)
            return CatalogType.ArnOf(
                resource.Type,
                property =>
                    resource.Properties[property] is { } given ? values.Text(given)
                    : SchemaCatalog.Find(resource.Type)?.NameProperty == property ? MadeUpNameOf(resource)
                    : null,
                environment
            );
        var name = NameOf(resource, values);
        var path = resource.Type == "AWS::IAM::Role" ? values.Text(resource.Properties["Path"])?.Trim('/') : null;
        return type.ArnOf(string.IsNullOrEmpty(path) ? name : $"{path}/{name}", environment, AwsArns.MadeUp);
    }

    static Dictionary<string, TemplateResource> Read(JsonObject template)
    {
        var all = new Dictionary<string, TemplateResource>(StringComparer.Ordinal);
        foreach (var (logicalId, body) in template[ResourcesSection] as JsonObject ?? [])
            if (body?["Type"] is { } type)
                all[logicalId] = new(
                    logicalId,
                    type.ToString(),
                    body["Properties"] as JsonObject ?? [],
                    body["Metadata"]?["aws:cdk:path"]?.ToString()
                );
        return all;
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex VariablePattern();
}
