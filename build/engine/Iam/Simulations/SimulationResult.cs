namespace Iam.Simulations;

/// <param name="MissingContextKeys">Condition keys that the policies ask for and that were not given.</param>
public sealed record SimulationResult(Decision Decision, IReadOnlyList<string> MissingContextKeys)
{
    /// <summary>Whether the service control policies let it be allowed; null where none apply.</summary>
    public bool? AllowedByOrganizations { get; init; }

    /// <summary>Whether the permissions boundary lets it be allowed; null where there is none.</summary>
    public bool? AllowedByBoundary { get; init; }

    /// <summary>EvalDecision of the IAM API.</summary>
    public string EvalDecision =>
        Decision switch
        {
            Decision.Allowed => "allowed",
            Decision.ExplicitDeny => "explicitDeny",
            _ => "implicitDeny",
        };
}
