using Iam.Documents;
using Iam.Evaluations;

namespace Iam;

/// <summary>A statement of a policy document.</summary>
public sealed class PolicyStatement
{
    internal PolicyStatement(int index, string? sid, string json, StatementBody body) =>
        (Index, Sid, Json, Body) = (index, sid, json, body);

    /// <summary>Position in the document, from 0.</summary>
    public int Index { get; }

    public string? Sid { get; }

    public PolicyEffect Effect => Body.Effect;

    /// <summary>The statement as the document has it.</summary>
    public string Json { get; }

    internal StatementBody Body { get; }

    internal PrincipalElement? Principals => Body.Principals;

    /// <summary>Whether the statement speaks of the request, the principal aside.</summary>
    internal bool Applies(EvaluationContext context) =>
        Body.CoversAction(context.Request.Action) && Body.CoversResource(context) && Body.MeetsConditions(context);
}
