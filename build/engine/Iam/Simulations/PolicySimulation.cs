namespace Iam.Simulations;

/// <summary>What-if questions about one principal, as SimulatePrincipalPolicy and a check without AWS ask them.</summary>
public sealed record PolicySimulation(Principal Caller, Policies Policies)
{
    /// <summary>Condition keys taken as given in every request.</summary>
    public RequestContext Context { get; init; } = RequestContext.Empty;

    /// <summary>The account of the resources, where their ARNs do not say.</summary>
    public string? ResourceAccount { get; init; }

    /// <summary>Every action on every resource, actions first; "*" where no resource is given.</summary>
    public IReadOnlyList<SimulationResult> Run(IReadOnlyList<string> actions, IReadOnlyList<string> resources)
    {
        IReadOnlyList<string> targets = resources.Count == 0 ? ["*"] : resources;
        return [.. actions.SelectMany(_ => targets, Evaluate)];
    }

    SimulationResult Evaluate(string action, string resource)
    {
        var request = new AccessRequest(Caller, action, resource) { Context = Context };
        if (ResourceAccount is { } account)
            request = request with { ResourceAccount = account };
        var decision = PolicyEvaluator.Evaluate(request, Policies);
        return new SimulationResult(decision, PolicyKeys.MissingIn(request, Policies))
        {
            AllowedByOrganizations =
                Policies.ServiceControl.Count == 0 ? null : !IsKeptBackBy(PolicyKind.ServiceControl, decision),
            AllowedByBoundary = Policies.Boundary is null ? null : !IsKeptBackBy(PolicyKind.Boundary, decision),
        };
    }

    static bool IsKeptBackBy(PolicyKind kind, Decision decision) =>
        decision switch
        {
            Decision.ExplicitDeny deny => deny.By.Policy.Kind == kind,
            Decision.ImplicitDeny implicitly => implicitly.Missing.Any(missing => missing.Kind == kind),
            _ => false,
        };
}
