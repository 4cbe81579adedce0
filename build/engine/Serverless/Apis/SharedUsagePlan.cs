using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>The usage plan that several APIs share, with the attributes of all.</summary>
sealed class SharedUsagePlan
{
    const string AnyCondition = "SharedUsagePlanCondition";

    readonly HashSet<string> _conditions = new(StringComparer.Ordinal);
    string? _deletion;
    string? _replacement;
    bool _always;

    public List<string> Apis { get; } = [];
    public JsonArray Stages { get; } = [];
    public JsonArray Keys { get; } = [];

    public JsonObject Attributes(SourceResource source, Transformation transformation)
    {
        var own = source.PassedAttributes;
        if (own["DeletionPolicy"].Text() is { } deletion && (_deletion is null || deletion == "Retain"))
            _deletion = deletion;
        if (
            own["UpdateReplacePolicy"].Text() is { } replacement
            && (
                _replacement is null
                || replacement == "Retain"
                || (replacement == "Snapshot" && _replacement == "Delete")
            )
        )
            _replacement = replacement;
        AddCondition(source.Condition, transformation);
        return Map(
            ("DeletionPolicy", _deletion),
            ("UpdateReplacePolicy", _replacement),
            ("Condition", _conditions.Count > 0 && !_always ? AnyCondition : null)
        );
    }

    void AddCondition(string? condition, Transformation transformation)
    {
        if (_always)
            return;
        if (condition is null)
        {
            _always = true;
            (transformation.Template["Conditions"] as JsonObject)?.Remove(AnyCondition);
        }
        else if (_conditions.Add(condition))
        {
            transformation.AddCondition(AnyCondition, _conditions.Count == 1 ? condition : Calls.Or(_conditions));
        }
    }
}
