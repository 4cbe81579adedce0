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
        return new SimulationResult(
            PolicyEvaluator.Evaluate(request, Policies),
            PolicyKeys.MissingIn(request, Policies)
        );
    }
}
