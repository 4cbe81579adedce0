using System.Text.Json.Nodes;
using Deployment.Assemblies;
using Diagnosis.Access;
using Diagnosis.Pipelines;
using Diagnosis.Requirements;
using Iam;

namespace Diagnosis.Graphs;

/// <summary>Draws the graph out of what the access check found and what the settings say of trust.</summary>
public sealed class GraphBuilder
{
    readonly PipelineAccess access;
    readonly PipelineAccessInput input;
    readonly Dictionary<string, GraphRole> roles = new(StringComparer.Ordinal);
    readonly Dictionary<(string From, string To, EdgeKind Kind), GraphEdge> edges = [];

    GraphBuilder(PipelineAccess access, PipelineAccessInput input) => (this.access, this.input) = (access, input);

    public static AccessGraph Build(PipelineAccess access, PipelineAccessInput input)
    {
        var builder = new GraphBuilder(access, input);
        builder.AddActing();
        builder.AddNeeded();
        builder.AddAnswers();
        return builder.Finish();
    }

    string Cicd => input.Options.Cicd.Account;

    /// <summary>The pipeline's roles from left to right: the pipeline, its actions, the builds.</summary>
    void AddActing()
    {
        foreach (var role in access.Steps.Select(step => step.Role).DistinctBy(role => role.Arn))
        {
            var steps = access.Steps.Where(step => step.Role.Arn == role.Arn).ToList();
            var builds = steps.Where(step => step.Kind != StepKind.Pipeline).ToList();
            var assumed = access.Answers.Any(answer =>
                answer.Permission is { Action: "sts:AssumeRole", Actor: Actor.Role } permission
                && permission.Resource == role.Arn
            );
            roles[role.Arn] = new(
                role.Arn,
                Arns.AccountOf(role.Arn),
                LabelOf(role),
                builds.Count > 0 ? string.Join(", ", builds.Select(step => step.Name)) : role.LogicalId,
                builds.Count > 0 ? RoleKind.Build : RoleKind.Pipeline,
                builds.Count > 0 ? 2
                    : assumed ? 1
                    : 0
            )
            {
                Trust = StatementsOf([role.Trust]),
                Statements = StatementsOf(role.Identity),
            };
        }
    }

    /// <summary>What is not known before a deployment stands in them as it is at best.</summary>
    static IReadOnlyList<string> StatementsOf(IEnumerable<UncertainPolicy> policies) =>
        [
            .. policies
                .Select(policy => policy.AtBest)
                .OfType<Policy>()
                .SelectMany(policy => policy.Document.Statements)
                .Select(statement => OneLine(statement.Json)),
        ];

    /// <summary>The construct's name; of one that is only called "Role" its parent's with it.</summary>
    static string LabelOf(PipelineRole role) =>
        role.ConstructPath.Split('/') switch
        {
            [.., var parent, "Role"] => $"{parent} Role",
            [.., var own] => own,
            _ => role.LogicalId,
        };

    /// <summary>Chain links, then the roles of the environments; ways from roles whose own policies are not known here go by trust.</summary>
    void AddNeeded()
    {
        var needed = access
            .Steps.SelectMany(step => step.Roles.Select(role => (step, role)))
            .DistinctBy(entry => (entry.role.Arn, entry.role.Purpose, entry.role.AssumedBy))
            .ToList();
        foreach (var (_, role) in needed)
            roles.TryAdd(role.Arn, NodeOf(role));
        foreach (var (_, role) in needed)
        {
            if (role.AssumedBy is Actor.Role link)
                Add(new(link.Arn, role.Arn, EdgeKind.Assumes, EdgeState.Allowed, role.Reason));
            if (role.Purpose == RolePurpose.CloudFormationExecution)
                foreach (var deploy in needed.Select(entry => entry.role).Where(other => DeploysWith(other, role)))
                    Add(new(deploy.Arn, role.Arn, EdgeKind.Passes, EdgeState.Allowed, role.Reason));
        }
    }

    static bool DeploysWith(RequiredRole deploy, RequiredRole execution) =>
        deploy.Purpose == RolePurpose.Deploy
        && deploy.Environment == execution.Environment
        && deploy.NeededBy.Intersect(execution.NeededBy).Any();

    GraphRole NodeOf(RequiredRole role)
    {
        var name = role.Arn[(role.Arn.IndexOf(":role/", StringComparison.Ordinal) + ":role/".Length)..];
        var isLink = role.Purpose == RolePurpose.ChainLink;
        var depth = isLink ? 3 + DepthOf(role.AssumedBy) : -1;
        var kind = role.Purpose switch
        {
            RolePurpose.ChainLink => RoleKind.ChainLink,
            RolePurpose.Lookup or RolePurpose.ReadOnly => RoleKind.Lookup,
            RolePurpose.Deploy => RoleKind.Deploy,
            RolePurpose.CloudFormationExecution => RoleKind.Execution,
            _ => RoleKind.Publishing,
        };
        return new(role.Arn, role.Account, RolePurposes.NameOf(role.Purpose), name, kind, depth);
    }

    int DepthOf(Actor actor) =>
        actor is Actor.Role { Arn: var arn } && roles.GetValueOrDefault(arn) is { Kind: RoleKind.ChainLink } link
            ? link.Depth - 2
            : 0;

    void AddAnswers()
    {
        foreach (var answer in access.Answers)
        {
            if (answer.Permission is { Action: "sts:AssumeRole", Actor: Actor.Role from } permission)
                Add(EdgeOf(answer, from.Arn, permission.Resource, EdgeKind.Assumes));
            else if (answer.Permission.Action == "codebuild:StartBuild")
                foreach (
                    var step in access.Steps.Where(step =>
                        answer.Permission.Reason.Contains($" {step.Name} ", StringComparison.Ordinal)
                    )
                )
                    Add(EdgeOf(answer, answer.Step.Role.Arn, step.Role.Arn, EdgeKind.Starts));
        }
    }

    static GraphEdge EdgeOf(AccessAnswer answer, string from, string to, EdgeKind kind)
    {
        var state = answer.Access switch
        {
            Access.Access.Allowed => EdgeState.Allowed,
            Access.Access.Undecided => EdgeState.Undecided,
            _ => EdgeState.Missing,
        };
        var statement = answer.Access switch
        {
            Access.Access.Denied denied => $"denied by {denied.By}: {OneLine(denied.By.Statement.Json)}",
            Access.Access.Missing { OfTrust: true } => OneLine(MissingStatements.TrustJson(answer.Permission, from)),
            Access.Access.Missing => OneLine(MissingStatements.Json([answer.Permission])),
            _ => null,
        };
        return new(from, to, kind, state, answer.Permission.Reason, statement);
    }

    /// <summary>Of several answers to the same way the worst counts; trust counts last, for without it nothing else helps.</summary>
    void Add(GraphEdge edge)
    {
        if (!roles.ContainsKey(edge.From) || !roles.ContainsKey(edge.To))
            return;
        if (edge is { Kind: EdgeKind.Assumes, State: EdgeState.Allowed } && !IsTrusted(edge))
            edge = edge with
            {
                State = EdgeState.Missing,
                Statement =
                    $"the bootstrap stack of {Arns.AccountOf(edge.To)} trusts {Cicd}, not {Arns.AccountOf(edge.From)}: "
                    + OneLine(
                        $$"""{"Effect":"Allow","Principal":{"AWS":"{{Arns.AccountOf(edge.From)}}"},"Action":"sts:AssumeRole"}"""
                    ),
            };
        var key = (edge.From, edge.To, edge.Kind);
        if (!edges.TryGetValue(key, out var known) || edge.State > known.State)
            edges[key] = edge;
    }

    /// <summary>The bootstrap stack lets its own account and the CI/CD account assume its roles.</summary>
    bool IsTrusted(GraphEdge edge) =>
        BootstrapRoles.TagOf(edge.To) is null
        || Arns.AccountOf(edge.From) == Cicd
        || Arns.AccountOf(edge.From) == Arns.AccountOf(edge.To);

    AccessGraph Finish()
    {
        var accounts = roles
            .Values.Select(role => role.Account)
            .Append(Cicd)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(account => account != Cicd)
            .ThenBy(account => account, StringComparer.Ordinal)
            .Select(account => new GraphAccount(account, NamesOf(account), account == Cicd))
            .ToList();
        return new(
            $"The pipeline of account {Cicd}, {input.Options.Cicd.Region}",
            accounts,
            [
                .. roles
                    .Values.OrderBy(role => role.Depth < 0)
                    .ThenBy(role => role.Depth)
                    .ThenBy(role => role.Kind)
                    .ThenBy(role => role.Arn, StringComparer.Ordinal),
            ],
            [
                .. edges
                    .Values.OrderBy(edge => edge.From, StringComparer.Ordinal)
                    .ThenBy(edge => edge.To, StringComparer.Ordinal)
                    .ThenBy(edge => edge.Kind),
            ]
        );
    }

    IReadOnlyList<string> NamesOf(string account) =>
        [
            .. input
                .Environments.Where(environment => environment.Value.Account == account && environment.Key != "cicd")
                .Select(environment => $"{environment.Key} {environment.Value.Region}")
                .Order(StringComparer.Ordinal),
        ];

    static string OneLine(string json) => JsonNode.Parse(json)!.ToJsonString(UnescapedJson.Json);
}
