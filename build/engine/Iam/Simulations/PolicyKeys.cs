using Iam.Evaluations;

namespace Iam.Simulations;

/// <summary>The condition keys that policies ask for.</summary>
public static class PolicyKeys
{
    /// <summary>Keys of conditions and policy variables, in the order of the document, as GetContextKeysForPolicy.</summary>
    public static IReadOnlyList<string> Of(PolicyDocument document) =>
        [.. document.Statements.SelectMany(Keys).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// Keys that the policies ask for and the request lacks. As IAM's simulator tells them: those that only a service
    /// control policy asks for are not among them, although it is evaluated without them (aws/aws-cli issue 10525).
    /// </summary>
    internal static IReadOnlyList<string> MissingIn(AccessRequest request, Policies policies)
    {
        var context = new EvaluationContext(request);
        return
        [
            .. (policies with { ServiceControl = [] })
                .InOrder.SelectMany(p => p.Document.Statements)
                .Where(s => s.Body.CoversAction(request.Action))
                .SelectMany(Keys)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(key => context.Find(key) is null),
        ];
    }

    static IEnumerable<string> Keys(PolicyStatement statement) =>
        [
            .. (statement.Body.Resources ?? []).SelectMany(r => r.Variables),
            .. statement.Body.Conditions.SelectMany(c => c.Variables.Prepend(c.Key)),
        ];
}
