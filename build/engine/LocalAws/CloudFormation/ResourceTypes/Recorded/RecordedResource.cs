using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.CloudFormation.ResourceTypes.Recorded;

/// <summary>A resource of a service that has no API of its own here: its name is taken and its permissions count.</summary>
public sealed record RecordedResource(string Type, string Identifier, string Arn, string StackId, JsonObject Properties)
{
    /// <summary>When it was made or last changed; null in records from before it was noted.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>Its tags, the stack's and CloudFormation's own among them.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

static class RecordedTables
{
    /// <summary>By type and identifier.</summary>
    public static readonly TableDefinition<RecordedResource> Records = new(
        "cfn.governed",
        RecordedJson.Default.RecordedResource
    );
}

[JsonSerializable(typeof(RecordedResource))]
sealed partial class RecordedJson : JsonSerializerContext;
