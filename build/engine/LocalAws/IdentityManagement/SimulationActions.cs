using System.Xml.Linq;
using Iam;
using Iam.Simulations;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>SimulatePrincipalPolicy over the Query protocol.</summary>
static class SimulationActions
{
    public static void Add(Dictionary<string, QueryOperation> operations, SimulationOperations simulations) =>
        IamService.Register(
            operations,
            "SimulatePrincipalPolicy",
            (caller, form) =>
                Answer(form, simulations.Simulate(caller, Request(form, form.Required("PolicySourceArn"))))
        );

    /// <summary>What the two simulations ask alike.</summary>
    internal static SimulationRequest Request(QueryPairs form, string principal) =>
        new(principal, form.List("ActionNames"), form.List("ResourceArns"))
        {
            Policies = form.List("PolicyInputList"),
            Boundary = form.List("PermissionsBoundaryPolicyInputList") is [var boundary, ..] ? boundary : null,
            ResourcePolicy = form["ResourcePolicy"],
            ResourceOwner = form["ResourceOwner"] is { } owner ? Arns.AccountOf(owner) : null,
            Context = form.Members("ContextEntries")
                .ToDictionary(
                    member => form.Required(member + ".ContextKeyName"),
                    member => form.List(member + ".ContextKeyValues"),
                    StringComparer.OrdinalIgnoreCase
                ),
        };

    internal static XElement Answer(QueryPairs form, IReadOnlyList<SimulationResult> results)
    {
        List<IReadOnlyList<SimulationResult>> byAction =
        [
            .. results.GroupBy(result => result.Decision.Request.Action, (_, group) => group.ToList()),
        ];
        return IamPaging.Page(form, "EvaluationResults", byAction, Describe);
    }

    /// <summary>
    /// One result for each action. Where resources are named, each has its own decision and missing keys under
    /// ResourceSpecificResults, and what stands above them sums up (IAM API Reference, EvaluationResult).
    /// </summary>
    static XElement Describe(IReadOnlyList<SimulationResult> results)
    {
        var first = results[0].Decision.Request;
        var isSpecific = results.Count > 1 || first.Resource != "*";
        var decisive =
            results.FirstOrDefault(result => result.Decision is Decision.ExplicitDeny)
            ?? results.FirstOrDefault(result => !result.Decision.IsAllowed)
            ?? results[0];
        return new(
            "member",
            new XElement("EvalActionName", first.Action),
            new XElement("EvalResourceName", results.Count == 1 ? first.Resource : "*"),
            new XElement("EvalDecision", decisive.EvalDecision),
            new XElement("EvalDecisionDetails"),
            Matched(decisive),
            isSpecific ? new XElement("MissingContextValues") : Missing(decisive),
            Detail(
                "OrganizationsDecisionDetail",
                "AllowedByOrganizations",
                All(results, result => result.AllowedByOrganizations)
            ),
            Detail(
                "PermissionsBoundaryDecisionDetail",
                "AllowedByPermissionsBoundary",
                All(results, result => result.AllowedByBoundary)
            ),
            isSpecific ? new XElement("ResourceSpecificResults", results.Select(Specific)) : null
        );
    }

    static XElement Specific(SimulationResult result) =>
        new(
            "member",
            new XElement("EvalResourceName", result.Decision.Request.Resource),
            new XElement("EvalResourceDecision", result.EvalDecision),
            Matched(result),
            Missing(result),
            Detail("PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary", result.AllowedByBoundary)
        );

    /// <summary>Null where none applies, false where one of them is.</summary>
    static bool? All(IReadOnlyList<SimulationResult> results, Func<SimulationResult, bool?> detail) =>
        results.Select(detail).OfType<bool>().ToList() is { Count: > 0 } given ? given.TrueForAll(one => one) : null;

    static XElement? Detail(string name, string member, bool? isAllowed) =>
        isAllowed is { } answer ? new(name, new XElement(member, answer)) : null;

    static XElement Missing(SimulationResult result) =>
        new("MissingContextValues", result.MissingContextKeys.Select(key => new XElement("member", key)));

    static XElement Matched(SimulationResult result)
    {
        IEnumerable<StatementReference> statements = result.Decision switch
        {
            Decision.Allowed allowed => allowed.By,
            // What an organization denies with is not shown to its members.
            Decision.ExplicitDeny { By.Policy.Kind: not PolicyKind.ServiceControl } denied => [denied.By],
            _ => [],
        };
        return new(
            "MatchedStatements",
            statements
                .Where(statement => statement.Policy.Kind != PolicyKind.ServiceControl)
                .Select(statement => new XElement(
                    "member",
                    new XElement("SourcePolicyId", statement.Policy.Name),
                    new XElement(
                        "SourcePolicyType",
                        statement.Policy.Kind == PolicyKind.Resource ? "resource" : "IAM Policy"
                    ),
                    Positions(statement)
                ))
        );
    }

    static XElement[] Positions(StatementReference reference)
    {
        var (start, end) = StatementPositions.Of(reference.Statement, reference.Policy.Document);
        return [Position("StartPosition", start), Position("EndPosition", end)];
    }

    static XElement Position(string name, TextPosition position) =>
        new(name, new XElement("Line", position.Line), new XElement("Column", position.Column));
}
