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

    /// <summary>The actions as the document has them.</summary>
    public IReadOnlyList<string> Actions => Body.Actions.Sources;

    /// <summary>Whether those are the actions that the statement is not about.</summary>
    public bool ExceptsActions => Body.ExceptActions;

    /// <summary>The resources, incomplete ARNs completed; none in a trust policy.</summary>
    public IEnumerable<string> Resources => (Body.Resources ?? []).Select(resource => resource.Source);

    /// <summary>Whether those are the resources that the statement is not about.</summary>
    public bool ExceptsResources => Body.ExceptResources;

    /// <summary>The keys of its conditions, each once.</summary>
    public IEnumerable<string> ConditionKeys =>
        Body.Conditions.Select(condition => condition.Key).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whom Principal or NotPrincipal name.</summary>
    public IEnumerable<NamedPrincipal> NamedPrincipals =>
        (Principals?.Entries ?? []).Select(entry => new NamedPrincipal(entry.Type, entry.Value));

    internal StatementBody Body { get; }

    internal PrincipalElement? Principals => Body.Principals;

    /// <summary>Whether the statement speaks of the request, the principal aside.</summary>
    internal bool Applies(EvaluationContext context) =>
        Body.CoversAction(context.Request.Action) && Body.CoversResource(context) && Body.MeetsConditions(context);
}
