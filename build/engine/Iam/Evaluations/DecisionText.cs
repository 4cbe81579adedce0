namespace Iam.Evaluations;

/// <summary>Words a decision for a reader.</summary>
static class DecisionText
{
    public static IEnumerable<string> Lines(Decision decision) =>
        decision switch
        {
            Decision.Allowed allowed => [Allowed(allowed)],
            Decision.ExplicitDeny deny => [deny.Message, $"Denied by {deny.By}:", deny.By.Statement.Json],
            Decision.ImplicitDeny deny =>
            [
                deny.Message,
                .. deny.Missing.SelectMany(Missing),
                .. deny.Prove().Where(v => v.IsNearMiss).Select(v => $"Nearly: {v}"),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(decision)),
        };

    static string Allowed(Decision.Allowed allowed) =>
        $"{allowed.Request.Caller.Arn} may {allowed.Request.Action} on {allowed.Request.Resource} {allowed.Reason}";

    static IEnumerable<string> Missing(MissingAllow missing)
    {
        var level = missing.Level is { } number ? $" of level {number + 1}" : "";
        return [$"Missing in a {PolicyKinds.Describe(missing.Kind)}{level}:", missing.Statement];
    }
}
