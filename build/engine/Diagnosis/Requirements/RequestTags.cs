using System.Text.Json.Nodes;
using Diagnosis.Templates;
using Iam;

namespace Diagnosis.Requirements;

/// <summary>The tags of a request as policies see them: aws:RequestTag/key and aws:TagKeys.</summary>
static class RequestTags
{
    public static RequestContext Of(IReadOnlyDictionary<string, string> tags) =>
        tags.Count == 0
            ? RequestContext.Empty
            : tags.Aggregate(
                RequestContext.Empty.With("aws:TagKeys", [.. tags.Keys]),
                (context, tag) => context.With($"aws:RequestTag/{tag.Key}", tag.Value)
            );

    /// <summary>Those that CloudFormation creates a resource with: its own over the stack's.</summary>
    /// <param name="properties">The resource's; Tags is a list of keys and values, or a map.</param>
    public static RequestContext Of(StackTemplate stack, JsonObject properties)
    {
        var tags = new Dictionary<string, string>(stack.Stack.Artifact.Tags, StringComparer.Ordinal);
        var own = properties["Tags"] switch
        {
            JsonArray list => list.OfType<JsonObject>().Select(tag => (Key: tag["Key"], Value: tag["Value"])),
            JsonObject map => map.Select(tag => (Key: (JsonNode?)JsonValue.Create(tag.Key), tag.Value)),
            _ => [],
        };
        foreach (var (key, value) in own)
            if (key is not null && stack.Values.Text(key) is { } name)
                tags[name] = (stack.Values.Text(value) ?? "").Replace(
                    Unknown.Mark,
                    AwsArns.MadeUp,
                    StringComparison.Ordinal
                );
        return Of(tags);
    }
}
