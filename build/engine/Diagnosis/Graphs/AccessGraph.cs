using Diagnosis.Requirements;

namespace Diagnosis.Graphs;

/// <summary>Who may assume what: accounts, the roles in them, and the ways between those.</summary>
/// <param name="Title">Where the pipeline lives.</param>
/// <param name="Accounts">The CI/CD account first, then the environments' in the order of their numbers.</param>
public sealed record AccessGraph(
    string Title,
    IReadOnlyList<GraphAccount> Accounts,
    IReadOnlyList<GraphRole> Roles,
    IReadOnlyList<GraphEdge> Edges
)
{
    public IReadOnlyList<GraphEdge> Missing => [.. Edges.Where(edge => edge.State == EdgeState.Missing)];

    public GraphRole Role(string arn) => Roles.First(role => role.Arn == arn);
}

/// <param name="Names">The environments that are in it.</param>
public sealed record GraphAccount(string Id, IReadOnlyList<string> Names, bool IsCicd);

/// <param name="Label">What it is: deploy role, BuildRole ...</param>
/// <param name="Detail">Its name, or the steps that run as it.</param>
/// <param name="Depth">Of acting roles, how many are assumed before it; -1 for roles that work in an environment.</param>
public sealed record GraphRole(string Arn, string Account, string Label, string Detail, RoleKind Kind, int Depth = -1)
{
    /// <summary>Roles that assume others, as opposed to those that work in an environment.</summary>
    public bool IsActing => Depth >= 0;

    /// <summary>Of a role of the pipeline's template, who may assume it: statements, JSON on a line each.</summary>
    public IReadOnlyList<string> Trust { get; init; } = [];

    /// <summary>Of a role of the pipeline's template, what it may do: statements, JSON on a line each.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [];
}

public enum RoleKind
{
    /// <summary>The pipeline's own roles.</summary>
    Pipeline,

    /// <summary>What a CodeBuild project runs as.</summary>
    Build,
    ChainLink,
    Lookup,
    Publishing,
    Deploy,
    Execution,
}

/// <param name="Label">assumes, starts or passes.</param>
/// <param name="Reason">Why the way is needed.</param>
/// <param name="Statement">What is missing, JSON on one line; for a Deny the statement that denies.</param>
public sealed record GraphEdge(
    string From,
    string To,
    EdgeKind Kind,
    EdgeState State,
    string Reason,
    string? Statement = null
);

public enum EdgeKind
{
    Assumes,

    /// <summary>Starts a build, which runs as the role.</summary>
    Starts,

    /// <summary>Hands CloudFormation the role.</summary>
    Passes,
}

public enum EdgeState
{
    Allowed,
    Undecided,
    Missing,
}
