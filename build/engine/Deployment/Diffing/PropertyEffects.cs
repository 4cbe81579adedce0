using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using Cake.AWS.CloudFormation.Client;

namespace Deployment.Diffing;

/// <summary>What the change of each property does to its resource: as the change set says it, else as AWS's schema of the type does.</summary>
sealed class PropertyEffects
{
    const string Root = "Properties";
    readonly ResourceSchema? schema;
    readonly Dictionary<string, ChangeEffect> effects;

    PropertyEffects(ResourceSchema? schema, Dictionary<string, ChangeEffect> effects) =>
        (this.schema, this.effects) = (schema, effects);

    /// <summary>The strongest of all.</summary>
    public ChangeEffect Strongest => effects.Values.DefaultIfEmpty().Max();

    /// <summary>What functions stand for may be the same on both sides.</summary>
    /// <param name="before">The resource's declaration, functions resolved as far as they are known.</param>
    /// <param name="change">Null where there is no change set.</param>
    public static PropertyEffects Of(string type, JsonObject? before, JsonObject? after, ResourceChange? change)
    {
        var schema = SchemaCatalog.Find(type);
        if (change is not null)
            return new(
                schema,
                change
                    .Details.Where(detail => detail.Name is not null)
                    .GroupBy(detail => detail.Name!, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Max(EffectOf), StringComparer.Ordinal)
            );
        var (old, now) = (before?[Root] as JsonObject ?? [], after?[Root] as JsonObject ?? []);
        return new(
            schema,
            schema is null
                ? []
                : old.Concat(now)
                    .Select(property => property.Key)
                    .Distinct(StringComparer.Ordinal)
                    .Where(name => !Values.AreSame(old[name], now[name]))
                    .ToDictionary(name => name, name => EffectOf(schema, name, old[name], now[name]))
        );
    }

    /// <summary>Marks the values whose change replaces the resource, or may.</summary>
    public IEnumerable<ValueDifference> Mark(IReadOnlyList<ValueDifference> values)
    {
        foreach (var value in values)
        {
            var segments = SegmentsOf(value.Path);
            var effect =
                segments is [Root, var name, ..] && effects.TryGetValue(name, out var known)
                    ? known
                    : ChangeEffect.InPlace;
            yield return effect == ChangeEffect.InPlace || !IsCause(segments[1..], values)
                ? value
                : value with
                {
                    Effect = effect,
                };
        }
    }

    /// <summary>Of what differs within one property, what the schema names; all of it where it names nothing of that.</summary>
    bool IsCause(string[] segments, IReadOnlyList<ValueDifference> values)
    {
        List<PropertyPath> causes =
        [
            .. (schema?.CreateOnly ?? [])
                .Concat(schema?.ConditionalCreateOnly ?? [])
                .Where(path => path.Property == segments[0]),
        ];
        return causes.Exists(path => Overlap(path.Segments, segments))
            || !values
                .Select(value => SegmentsOf(value.Path))
                .Any(other =>
                    other.Length > 1
                    && other[1] == segments[0]
                    && causes.Exists(path => Overlap(path.Segments, other[1..]))
                );
    }

    static bool Overlap(IReadOnlyList<string> path, string[] segments) =>
        path.Zip(segments).All(pair => pair.First == pair.Second || pair.First == "*" || pair.Second == "*");

    /// <summary>Places in lists are "*", as schemas have them.</summary>
    static string[] SegmentsOf(string path) =>
        [.. path.Split('.').SelectMany(part => part.Split('[')).Select(part => part.EndsWith(']') ? "*" : part)];

    static ChangeEffect EffectOf(ChangeDetail detail) =>
        detail switch
        {
            { RequiresRecreation: "Always", Evaluation: "Static" } => ChangeEffect.Replaces,
            { RequiresRecreation: "Always" or "Conditionally" } => ChangeEffect.MayReplace,
            _ => ChangeEffect.InPlace,
        };

    static ChangeEffect EffectOf(ResourceSchema schema, string name, JsonNode? before, JsonNode? after)
    {
        var effect = ChangeEffects.Of(schema, name, before, after, Values.AreSame);
        return effect == ChangeEffect.Replaces && (HasFunction(before) || HasFunction(after))
            ? ChangeEffect.MayReplace
            : effect;
    }

    static bool HasFunction(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.Any(member => TemplateFunctions.IsFunction(member.Key) || HasFunction(member.Value)),
            JsonArray list => list.Any(HasFunction),
            _ => false,
        };
}
