using System.Collections.Concurrent;
using System.Collections.Frozen;
using AwsCatalog.Actions;
using Iam;

namespace LocalAws.Identities;

/// <summary>Which condition keys count for which action, as the Service Authorization Reference says.</summary>
static class ActionKeys
{
    const string ResourceTag = "aws:ResourceTag/";

    static readonly ConcurrentDictionary<string, FrozenSet<string>> _actions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// A question with those keys that its request answered and that count for its action, and with the service's own names
    /// for the tags of the resource, such as ecr:ResourceTag/team.
    /// </summary>
    public static AccessQuestion Answered(AccessQuestion question, RequestContext request)
    {
        var counting = CountingFor(question.Action);
        var own = question.Action.Split(':')[0] + ":ResourceTag";
        var more = request.Values.Where(one => counting.Contains(NameOf(one.Key))).ToList();
        if (counting.Contains(own))
            more.AddRange(
                question
                    .Context.Values.Where(one => one.Key.StartsWith(ResourceTag, StringComparison.OrdinalIgnoreCase))
                    .Select(one => KeyValuePair.Create($"{own}/{one.Key[ResourceTag.Length..]}", one.Value))
            );
        more.RemoveAll(one => question.Context.Find(one.Key) is not null);
        return more.Count == 0 ? question : question with { Context = question.Context.With(more) };
    }

    /// <summary>Whether a key counts for an action.</summary>
    public static bool Counts(string action, string key) => CountingFor(action).Contains(key);

    static FrozenSet<string> CountingFor(string action) => _actions.GetOrAdd(action, Of);

    static FrozenSet<string> Of(string action)
    {
        if (
            ActionCatalog.Find(action) is not { } known
            || ActionCatalog.Service(action.Split(':')[0]) is not { } service
        )
            return [];
        return known
            .ConditionKeys.Concat(known.Resources.SelectMany(one => service.Resource(one)?.ConditionKeys ?? []))
            .Select(NameOf)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The part of a key that is the same for all tags: aws:RequestTag of aws:RequestTag/team.</summary>
    static string NameOf(string key) => key.AsSpan().IndexOf('/') is var end and > 0 ? key[..end] : key;
}
