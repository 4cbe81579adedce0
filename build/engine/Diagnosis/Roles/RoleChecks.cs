using Deployment;
using Deployment.Assemblies;
using Diagnosis.Accounts;
using Diagnosis.Bootstraps;
using Diagnosis.Checks;
using Diagnosis.Environments;
using Diagnosis.Requirements;

namespace Diagnosis.Roles;

/// <summary>Assumes every role of an environment as deployments and lookups will.</summary>
/// <param name="bootstrap">How the check of the bootstrap stack ended, which the roles come with.</param>
sealed class RoleChecks(
    PreparedEnvironment prepared,
    CheckResult bootstrap,
    DeploymentRequirements requirements,
    SessionTree tree
)
{
    DiagnosedEnvironment Environment => prepared.Environment;

    /// <summary>The links of the chains that end here.</summary>
    public async Task<IReadOnlyList<CheckResult>> CheckChainsAsync(
        Func<string, AccountReader?> readerOf,
        CancellationToken cancellationToken
    )
    {
        var checks = new List<CheckResult>();
        foreach (
            var (chain, (assumption, refusal)) in prepared.Chains.SelectMany(
                chain => chain.Links,
                (chain, link) => (chain.Chain, link)
            )
        )
        {
            if (refusal is null)
            {
                checks.Add(CheckResult.Ok(Environment.Name, assumption.Label, assumption.Arn));
                continue;
            }
            var creation = new RoleCreation(RolePurpose.ChainLink, [], bootstrapCommand: null, isBootstrapped: false);
            var diagnosis = new RefusalDiagnosis(readerOf(assumption.Environment.Account), creation);
            var finding = await diagnosis.ExplainAsync(assumption, refusal, cancellationToken);
            var refused = finding with { Role = assumption.Arn };
            // Who deploys need not be allowed to bootstrap.
            checks.Add(
                chain.Purpose == "bootstrap"
                    ? CheckResult.Warning(Environment.Name, assumption.Label, refused)
                    : CheckResult.Failure(Environment.Name, assumption.Label, refused)
            );
        }
        return checks;
    }

    public async Task<IReadOnlyList<CheckResult>> CheckRolesAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(RolesToAssume().Select(role => CheckAsync(role, cancellationToken)));

    /// <summary>The settings' roles, and those that only an assembly names.</summary>
    IEnumerable<(DiagnosedRole Role, RequiredRole? Required)> RolesToAssume()
    {
        var required = requirements
            .Roles.Where(role =>
                role.Environment == Environment.Target
                && role.Purpose is not (RolePurpose.ChainLink or RolePurpose.CloudFormationExecution)
            )
            .ToList();
        foreach (var role in Environment.Roles)
        {
            var match = required.Find(r => r.Arn == role.Arn && r.Purpose == role.Purpose);
            if (match is not null)
                required.Remove(match);
            yield return (role, match);
        }
        foreach (var role in required)
            yield return (
                new DiagnosedRole(
                    role.Purpose,
                    role.Arn,
                    DiagnosedChain.PurposeOf(role.Purpose),
                    ComesWithBootstrap: false
                ),
                role
            );
    }

    async Task<CheckResult> CheckAsync(
        (DiagnosedRole Role, RequiredRole? Required) entry,
        CancellationToken cancellationToken
    )
    {
        var (role, required) = entry;
        var name = RolePurposes.NameOf(role.Purpose);
        var chain = prepared.Chains.FirstOrDefault(chain => chain.Chain.Purpose == role.ChainPurpose);
        if (chain?.End is not { } end)
            return CheckResult.Unknown(
                Environment.Name,
                name,
                $"the {role.ChainPurpose} chain, which leads to it, is not assumed"
            );
        var assumption = AssumptionOf(role, required, end);
        try
        {
            await tree.AssumeAsync(end, assumption.Request, Environment.Target, cancellationToken);
            return CheckResult.Ok(Environment.Name, name, role.Arn);
        }
        catch (BuildException refusal)
        {
            var finding = await new RefusalDiagnosis(prepared.Account, CreationOf(role)).ExplainAsync(
                assumption,
                refusal,
                cancellationToken
            );
            return finding.Code == DiagnosisCodes.MissingRole && role.ComesWithBootstrap && !IsBootstrapped
                ? CheckResult.Unknown(
                    Environment.Name,
                    name,
                    $"comes with the bootstrap stack: {bootstrap.Detail}"
                ) with
                {
                    Findings = [.. bootstrap.Findings.Select(cause => cause with { Role = role.Arn })],
                }
                : CheckResult.Failure(Environment.Name, name, finding with { Role = role.Arn });
        }
    }

    bool IsBootstrapped => bootstrap.Status != CheckStatus.Failure;

    RoleCreation CreationOf(DiagnosedRole role) =>
        new(
            role.Purpose,
            [.. requirements.Of(new Actor.Role(role.Arn))],
            role.ComesWithBootstrap ? Environment.BootstrapCommand : null,
            IsBootstrapped
        );

    Assumption AssumptionOf(DiagnosedRole role, RequiredRole? required, SessionNode end)
    {
        var options = required is null
            ? null
            : new RoleSessionOptions
            {
                Duration = required.Duration,
                Tags = required.Tags,
                SourceIdentity = required.SourceIdentity,
            };
        return new Assumption(
            RolePurposes.NameOf(role.Purpose),
            new RoleReference(role.Arn, required?.ExternalId, options),
            Environment.Target,
            end.Session.Identity,
            end.IsRole
        )
        {
            BootstrapCommand = role.ComesWithBootstrap ? Environment.BootstrapCommand : null,
            BootstrapMendsTrust =
                prepared.Bootstrap is ReadResult<BootstrapFacts>.Found(var facts)
                && !facts.Trusts(end.Session.Identity.Account),
        };
    }
}
