using Iam.Evaluations;

namespace Iam.Simulations;

/// <summary>The condition keys that a decision hinges on although nobody knows their values yet.</summary>
public static class UndecidedKeys
{
    /// <summary>None where the decision is the same whatever those keys will be.</summary>
    /// <param name="isKnown">Whether the absence of a key that the request does not have is certain.</param>
    public static IReadOnlyList<string> Of(Decision decision, Policies policies, Func<string, bool> isKnown)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(policies);
        var search = new Search(new EvaluationContext(decision.Request), policies.Boundary is not null, isKnown);
        var all = policies.InOrder.SelectMany(policy => policy.Document.Statements.Select(s => (policy.Kind, s)));
        return decision switch
        {
            Decision.ExplicitDeny => Union([
                .. all.Select(entry => entry.s)
                    .Where(statement => statement.Effect == PolicyEffect.Deny && search.Applies(statement))
                    .Select(search.KeysAsked),
            ]),
            Decision.ImplicitDeny implicitly => Union([
                .. implicitly.Missing.Select(missing =>
                    all.Where(entry => entry.Kind == missing.Kind && entry.s.Effect == PolicyEffect.Allow)
                        .SelectMany(entry => search.KeysFailed(entry.s))
                        .Distinct(StringComparer.OrdinalIgnoreCase)
                        .ToList()
                ),
            ]),
            // A deny that such a key may bring about.
            _ =>
            [
                .. all.Select(entry => entry.s)
                    .Where(statement => statement.Effect == PolicyEffect.Deny)
                    .SelectMany(search.KeysFailed)
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ],
        };
    }

    /// <summary>All of them, unless one denies without asking for such a key.</summary>
    static IReadOnlyList<string> Union(IReadOnlyList<IReadOnlyList<string>> found) =>
        found.Any(keys => keys.Count == 0)
            ? []
            : [.. found.SelectMany(keys => keys).Distinct(StringComparer.OrdinalIgnoreCase)];

    sealed class Search(EvaluationContext context, bool hasBoundary, Func<string, bool> isKnown)
    {
        public bool Applies(PolicyStatement statement) => IsOfCaller(statement) && statement.Applies(context);

        public IReadOnlyList<string> KeysAsked(PolicyStatement statement) =>
            [
                .. statement
                    .Body.Conditions.SelectMany(condition => condition.Variables.Prepend(condition.Key))
                    .Where(IsUnknown),
            ];

        /// <summary>The unknown keys of a statement for the action that only they keep from applying.</summary>
        public IReadOnlyList<string> KeysFailed(PolicyStatement statement)
        {
            var body = statement.Body;
            if (!IsOfCaller(statement) || !body.CoversAction(context.Request.Action) || !body.CoversResource(context))
                return [];
            var failed = body
                .Conditions.Where(condition => !body.IsMet(condition, context))
                .Select(condition => condition.Variables.Prepend(condition.Key).Where(IsUnknown).ToList())
                .ToList();
            return failed.Exists(keys => keys.Count == 0) ? [] : [.. failed.SelectMany(keys => keys)];
        }

        bool IsOfCaller(PolicyStatement statement) =>
            statement.Principals is not { } principals
            || (
                statement.Effect == PolicyEffect.Allow
                    ? principals.Grants(context.Request.Caller) != GrantScope.None
                    : principals.Strikes(context.Request.Caller, hasBoundary)
            );

        bool IsUnknown(string key) => context.Find(key) is null && !isKnown(key);
    }
}
