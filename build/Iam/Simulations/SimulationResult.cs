namespace Iam.Simulations;

/// <param name="MissingContextKeys">Condition keys that the policies ask for and that were not given.</param>
public sealed record SimulationResult(Decision Decision, IReadOnlyList<string> MissingContextKeys)
{
    /// <summary>EvalDecision of the IAM API.</summary>
    public string EvalDecision =>
        Decision switch
        {
            Decision.Allowed => "allowed",
            Decision.ExplicitDeny => "explicitDeny",
            _ => "implicitDeny",
        };
}
