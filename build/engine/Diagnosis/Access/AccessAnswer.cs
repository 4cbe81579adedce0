using Diagnosis.Requirements;
using Iam;

namespace Diagnosis.Access;

/// <summary>Whether a step may do one of the things that it will ask for.</summary>
/// <param name="Permission">What it asks for.</param>
public sealed record AccessAnswer(PipelineStep Step, RequiredPermission Permission, Access Access);

/// <summary>What the policies say to a request.</summary>
public abstract record Access
{
    Access() { }

    public sealed record Allowed : Access;

    /// <summary>No statement allows it.</summary>
    /// <param name="OfTrust">The trust policy of the role in question lacks the statement, not an identity policy.</param>
    public sealed record Missing(bool OfTrust) : Access
    {
        /// <summary>Statements that allow the action and not this request: where the mistake likely is.</summary>
        public IReadOnlyList<StatementVerdict> Near { get; init; } = [];
    }

    /// <param name="By">The statement that forbids it.</param>
    public sealed record Denied(StatementReference By) : Access;

    /// <summary>It depends on what is known only once the pipeline is deployed, or when the request is made.</summary>
    public sealed record Undecided(string Why) : Access;
}
