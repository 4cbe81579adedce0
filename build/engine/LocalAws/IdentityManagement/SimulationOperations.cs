using Iam;
using Iam.Simulations;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>What-if questions about users and roles of the caller's account.</summary>
public sealed class SimulationOperations
{
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;
    readonly PrincipalPolicies _principals;

    internal SimulationOperations(IdentityStore identities, Authorizer authorizer, PrincipalPolicies principals)
    {
        _identities = identities;
        _authorizer = authorizer;
        _principals = principals;
    }

    /// <summary>Evaluates every action on every resource with the policies of a user, group or role.</summary>
    public IReadOnlyList<SimulationResult> Simulate(Caller caller, SimulationRequest request)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        _authorizer.Demand(caller, IamRegion.Name, "iam:SimulatePrincipalPolicy", request.PrincipalArn);
        var (principal, policies) = Find(caller, request.PrincipalArn);
        return Run(principal, policies, request);
    }

    /// <summary>Evaluates with the request's policies besides those of a principal.</summary>
    internal static IReadOnlyList<SimulationResult> Run(
        Principal principal,
        Policies policies,
        SimulationRequest request
    )
    {
        // What the organization is, a simulation knows only where it is told.
        principal = principal with
        {
            OrganizationId = null,
            OrganizationPaths = [],
        };
        var added = request.Policies.Select(
            (json, index) => Parse($"PolicyInputList.{index + 1}", PolicyKind.Identity, json)
        );
        policies = policies with { Identity = [.. policies.Identity, .. added] };
        if (request.Boundary is { } boundary)
            policies = policies with
            {
                Boundary = Parse("PermissionsBoundaryPolicyInputList.1", PolicyKind.Boundary, boundary),
            };
        if (request.ResourcePolicy is { } resource)
            policies = policies with { Resource = Parse("ResourcePolicy", PolicyKind.Resource, resource) };
        return new PolicySimulation(principal, policies)
        {
            Context = RequestContext.Empty.With(request.Context),
            ResourceAccount = request.ResourceOwner,
        }.Run(request.Actions, request.Resources);
    }

    (Principal Principal, Policies Policies) Find(Caller caller, string arn)
    {
        var account = _identities.Of(caller.Account);
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        if (account.Roles.Find(name) is { } role && Partitions.Same(role.Arn, arn))
        {
            var session = new RoleSession
            {
                RoleArn = role.Arn,
                RoleName = role.Name,
                RoleId = role.Id,
                Name = "simulation",
                Expiration = DateTimeOffset.MaxValue,
            };
            return _principals.Of(Authenticator.CallerOf(caller.Account, accessKeyId: null, session));
        }
        if (account.Users.Find(name) is { } user && Partitions.Same(user.Arn, arn))
        {
            return _principals.Of(
                new()
                {
                    Account = caller.Account,
                    Arn = user.Arn,
                    UserId = user.Id,
                    UserName = user.Name,
                }
            );
        }
        // A group is nobody: what it lets its users do, as one of them may.
        if (account.Groups.Find(name) is { } group && Partitions.Same(group.Arn, arn))
            return (Principal.User(arn, group.Id), PrincipalPolicies.Attached(account, group.Policies));
        throw IamErrors.NoSuchEntity($"The principal {arn} cannot be found.");
    }

    static Policy Parse(string name, PolicyKind kind, string json)
    {
        try
        {
            return Policy.Parse(name, kind, json);
        }
        catch (PolicyDocumentException malformed)
        {
            throw new AwsException("InvalidInput", malformed.Errors[0]);
        }
    }
}

/// <summary>The parameters of SimulatePrincipalPolicy.</summary>
/// <param name="PrincipalArn">The user, group or role.</param>
/// <param name="Actions">What it would do.</param>
/// <param name="Resources">On what; on "*" where there is none.</param>
public sealed record SimulationRequest(
    string PrincipalArn,
    IReadOnlyList<string> Actions,
    IReadOnlyList<string> Resources
)
{
    /// <summary>Policies that it would have besides its own.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>A boundary in place of its own.</summary>
    public string? Boundary { get; init; }

    /// <summary>The policy that every resource would have.</summary>
    public string? ResourcePolicy { get; init; }

    /// <summary>The account of the resources.</summary>
    public string? ResourceOwner { get; init; }

    /// <summary>Condition keys with their values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
}
