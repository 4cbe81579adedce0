using Deployment;
using Diagnosis.Accounts;
using Diagnosis.Checks;
using Diagnosis.Environments;
using Diagnosis.Requirements;
using Diagnosis.Roles;

namespace Diagnosis.Permissions;

/// <summary>Whether the roles of an environment may do what the Cloud Assemblies ask of them.</summary>
/// <param name="bootstrap">How the check of the bootstrap stack ended: an outdated one's policies are outdated as well.</param>
/// <param name="kept">How the check of the policies ended that bootstrapping makes for the execution role; null: it makes none.</param>
sealed class PermissionChecks(
    PreparedEnvironment prepared,
    CheckResult bootstrap,
    CheckResult? kept,
    DeploymentRequirements requirements
)
{
    string Scope => prepared.Environment.Name;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var roles = requirements
            .Roles.Where(role =>
                role.Environment == prepared.Environment.Target
                && role.Account == prepared.Environment.Target.Account
                && role.Purpose is not RolePurpose.ChainLink
            )
            .DistinctBy(role => (role.Arn, role.Purpose));
        var judged = await Task.WhenAll(roles.Select(role => JudgeAsync(role, cancellationToken)));
        var shared = await FindSharedAsync(
            [.. judged.Select(one => one.Judged).OfType<EvaluatedRole>()],
            cancellationToken
        );
        return [.. judged.Select(one => one.Check ?? Check(one.Judged!, shared))];
    }

    /// <summary>A role with its verdicts, or the result where there is nothing to judge.</summary>
    async Task<(EvaluatedRole? Judged, CheckResult? Check)> JudgeAsync(
        RequiredRole role,
        CancellationToken cancellationToken
    )
    {
        var reading = await new RoleReader(prepared.Account).ReadAsync(role.Arn, cancellationToken);
        if (reading is ReadResult<RoleDescription>.Missing)
            return (null, MissingRole(role));
        CheckResult?[] before = [bootstrap, role.Arn == prepared.Environment.LeastPrivilegeRole ? kept : null];
        if (Array.Find(before, check => check is { Status: CheckStatus.Failure }) is { } failed)
            return (
                null,
                CheckResult.Unknown(Scope, NameOf(role), $"not checked until this is fixed: {failed.Detail}")
            );
        var permissions = requirements
            .Of(new Actor.Role(role.Arn))
            .Where(permission => !permission.Action.StartsWith("sts:", StringComparison.Ordinal))
            .ToList();
        var description = reading is ReadResult<RoleDescription>.Found(var found) ? found : null;
        var judge = new PermissionEvaluator(prepared.Account, prepared.Keys);
        return (
            new(role, description, await judge.JudgeAsync(role.Arn, description, permissions, cancellationToken)),
            null
        );
    }

    /// <summary>The findings about policies that several roles may share, by what they are about.</summary>
    async Task<ILookup<string, Finding>> FindSharedAsync(
        IReadOnlyList<EvaluatedRole> roles,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<(string Role, Finding Finding)>();
        var byKey = roles
            .SelectMany(role => role.Verdicts.OfType<Verdict.NotByKey>())
            .Select(verdict => verdict.Permission)
            .GroupBy(permission => permission.Resource);
        foreach (var key in byKey)
            Add([.. key], await SharedPolicyFindings.OfKeyAsync(key.Key, [.. key], prepared.Keys, cancellationToken));
        foreach (var group in roles.GroupBy(role => role.Description?.Boundary?.Name))
        {
            var permissions = group
                .SelectMany(role => role.Verdicts.OfType<Verdict.OutOfBounds>())
                .Select(verdict => verdict.Permission)
                .ToList();
            if (permissions.Count > 0)
                Add(permissions, SharedPolicyFindings.OfBoundary(group.First().Description?.Boundary, permissions));
        }
        return findings.ToLookup(entry => entry.Role, entry => entry.Finding);

        void Add(IReadOnlyList<RequiredPermission> permissions, Finding finding) =>
            findings.AddRange(
                permissions
                    .Select(permission => permission.Actor.ToString()!)
                    .Distinct()
                    .Select(role => (role, finding))
            );
    }

    CheckResult Check(EvaluatedRole judged, ILookup<string, Finding> shared)
    {
        var (role, description, verdicts) = judged;
        var name = NameOf(role);
        var own = new PermissionFindings(role.Arn, role.Purpose, description).Of(verdicts);
        var untrusting =
            role.Purpose == RolePurpose.CloudFormationExecution ? ExecutionTrust.Problem(description) : null;
        List<Finding> findings = [.. untrusting is null ? [] : (Finding[])[untrusting], .. own, .. shared[role.Arn]];
        if (findings.Count > 0)
            return CheckResult.Failure(Scope, name, findings);
        if (verdicts.OfType<Verdict.Unknown>().FirstOrDefault() is { } unknown)
            return CheckResult.Unknown(Scope, name, $"{unknown.Permission.Action}: {unknown.Why}");
        return UnknownTypes(role, description) is { Count: > 0 } types
            ? CheckResult.Unknown(Scope, name, $"it is not known what changing {string.Join(", ", types)} takes")
            : CheckResult.Ok(Scope, name, $"{verdicts.Count} allowed");
    }

    static string NameOf(RequiredRole role) => $"permissions of the {RolePurposes.NameOf(role.Purpose)}";

    /// <summary>Of the roles that are assumed the role's own check says it; CloudFormation's role has no other.</summary>
    CheckResult MissingRole(RequiredRole role)
    {
        var name = NameOf(role);
        if (role.Purpose != RolePurpose.CloudFormationExecution || bootstrap.Status == CheckStatus.Failure)
            return CheckResult.Unknown(Scope, name, "the role does not exist");
        var isOfBootstrap =
            prepared.Bootstrap is ReadResult<Bootstraps.BootstrapFacts>.Found(var facts)
            && RoleDescription.NameOf(role.Arn).StartsWith($"cdk-{facts.Qualifier}-", StringComparison.Ordinal);
        var creation = new RoleCreation(
            role.Purpose,
            [.. requirements.Of(new Actor.Role(role.Arn))],
            isOfBootstrap ? prepared.Environment.BootstrapCommand : null,
            isOfBootstrap
        );
        return CheckResult.Failure(Scope, name, creation.Finding(role.Arn, ExecutionTrust.Statement()));
    }

    /// <summary>Resource types of which it is not known what they take, unless the role may do everything with their service.</summary>
    IReadOnlyList<string> UnknownTypes(RequiredRole role, RoleDescription? description) =>
        [
            .. requirements
                .UnknownResources.Where(resource => resource.Actor == new Actor.Role(role.Arn))
                .Select(resource => resource.ResourceType)
                .Distinct()
                .Where(type => description is null || !MayDoAll(description, type)),
        ];

    static bool MayDoAll(RoleDescription role, string type)
    {
        var service = type.Split("::") is [_, var name, ..] ? name.ToLowerInvariant() : "cloudformation";
        var request = new Iam.AccessRequest(role.Session, $"{service}:Anything", "*");
        var policies = new Iam.Policies { Identity = role.Policies, Boundary = role.Boundary };
        return Iam.PolicyEvaluator.Evaluate(request, policies).IsAllowed;
    }
}
