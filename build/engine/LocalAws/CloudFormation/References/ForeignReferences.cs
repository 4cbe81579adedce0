using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.References;

/// <summary>
/// Says once of each id and ARN in a resource's properties that it was not checked, where no stack made it and no lookup fixture
/// names it: AWS may have it or not. What the local AWS has itself, roles, buckets, functions and others, their services check.
/// </summary>
sealed partial class ForeignReferences(Action<string> log)
{
    /// <summary>Documents name whatever they like, also what does not exist yet.</summary>
    static readonly string[] _documents = ["Policy", "Document", "Template", "Definition", "Pattern"];

    /// <summary>Services whose resources are there, so that their own operations say what is missing.</summary>
    static readonly HashSet<string> _present = new(StringComparer.Ordinal)
    {
        "cloudformation",
        "codebuild",
        "codepipeline",
        "ecr",
        "iam",
        "kms",
        "lambda",
        "logs",
        "s3",
        "secretsmanager",
        "sns",
        "sqs",
        "ssm",
        "sts",
    };

    readonly ConcurrentDictionary<(string Account, string Region, string Value), bool> _seen = new();

    public void Note(StackRun run, string type, string logicalId, JsonObject properties)
    {
        foreach (var (path, value) in Values(properties, ""))
            if (
                IsReference(path, value)
                && !GeneratedValues.IsIn(value)
                && _seen.TryAdd((run.Stack.Account, run.Stack.Region, value), true)
                && !IsKnown(run, value)
            )
                log(
                    $"CloudFormation: {value}, {path} of {logicalId} ({type}) in stack {run.Stack.Name}, was not checked: no stack made it, and no lookup names it."
                );
    }

    static bool IsReference(string path, string value) =>
        Id().IsMatch(value)
        || (path.EndsWith("HostedZoneId", StringComparison.Ordinal) && Zone().IsMatch(value))
        || (
            value.Split(':', 6) is ["arn", _, var service, _, { Length: 12 } account, var resource]
            && account.All(char.IsAsciiDigit)
            && !_present.Contains(service)
            && resource.AsSpan().IndexOfAny('*', '?') < 0
        );

    static bool IsKnown(StackRun run, string value)
    {
        var ec2 = run.Environment.Services.Ec2;
        return ec2.Knows(run.Stack.Account, run.Stack.Region, value)
            || run.Environment.Services.World.Options.Lookups.HostedZones.Any(zone => zone.Id == value)
            || RepositoryOf(run, value)
                .Resources.All()
                .Any(resource => resource.Exists && IsOf(run, resource.Current!, value));
    }

    /// <summary>Where the stack would be that made it: an ARN says its account and region.</summary>
    static StackRepository RepositoryOf(StackRun run, string value) =>
        value.Split(':', 6) is ["arn", _, _, var region, { Length: 12 } account, _]
            ? run.Repository.In(account, region.Length > 0 ? region : run.Stack.Region)
            : run.Repository;

    /// <summary>Whether a value is what Ref or an attribute gives of a resource.</summary>
    static bool IsOf(StackRun run, ResourceInstance instance, string value)
    {
        if (instance.PhysicalId == value || instance.Reference == value)
            return true;
        var name = instance.Attributes.Text("@name");
        return name is not null
            && value.Contains(name, StringComparison.Ordinal)
            && AwsCatalog.Schemas.SchemaCatalog.Find(instance.Type) is { } schema
            && schema.ReadOnly.Any(path =>
                !path.IsNested
                && path.Property.EndsWith("Arn", StringComparison.Ordinal)
                && run.Environment.Types.Of(instance.Type).AttributeOf(instance, path.Property)?.AsText() == value
            );
    }

    static IEnumerable<(string Path, string Value)> Values(JsonNode? node, string path) =>
        node switch
        {
            JsonObject map => map.Where(member =>
                    !Array.Exists(_documents, word => member.Key.Contains(word, StringComparison.Ordinal))
                )
                .SelectMany(member => Values(member.Value, path.Length == 0 ? member.Key : $"{path}/{member.Key}")),
            JsonArray list => list.SelectMany(item => Values(item, path)),
            JsonValue value => [(path, value.AsText())],
            _ => [],
        };

    /// <summary>The ids of EC2's, EFS's and others' resources: what it is, and eight or seventeen hexadecimal digits.</summary>
    [GeneratedRegex(
        "^(acl|ami|cagw|cgw|dopt|eigw|eipalloc|eni|fs|fsap|i|igw|lt|nat|pcx|pl|rtb|sg|snap|subnet|tgw|tgw-attach|tgw-rtb|vgw|vol|vpc|vpce|vpce-svc|vpn)-([0-9a-f]{8}|[0-9a-f]{17})$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Id();

    [GeneratedRegex("^Z[A-Z0-9]{5,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex Zone();
}
