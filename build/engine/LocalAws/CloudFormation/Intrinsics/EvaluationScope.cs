using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>What the functions of one template look at while one stack is created or updated.</summary>
public sealed record EvaluationScope
{
    public required Template Template { get; init; }
    public required string AccountId { get; init; }
    public required string Region { get; init; }
    public required string StackId { get; init; }
    public required string StackName { get; init; }
    public IReadOnlyList<string> NotificationArns { get; init; } = [];

    /// <summary>Resolved parameter values: text, or a list for the list types.</summary>
    public IReadOnlyDictionary<string, JsonNode> Parameters { get; init; } = new Dictionary<string, JsonNode>();

    /// <summary>What Ref gives for a resource; null when there is none (yet).</summary>
    public Func<string, JsonNode?> ResourceReference { get; init; } = _ => null;

    /// <summary>What Fn::GetAtt gives for a resource's attribute; null when it has no such attribute.</summary>
    public Func<string, string, JsonNode?> ResourceAttribute { get; init; } = (_, _) => null;

    /// <summary>An export's value in this account and region; null when nothing exports the name.</summary>
    public Func<string, string?> Export { get; init; } = _ => null;

    /// <summary>The value of another stack's output, by account, region, stack and output; null when there is none.</summary>
    public Func<string, string, string, string, string?> StackOutput { get; init; } = (_, _, _, _) => null;

    public string Partition => Partitions.Of(Region);
    public string UrlSuffix => Partitions.UrlSuffixOf(Region);
}
