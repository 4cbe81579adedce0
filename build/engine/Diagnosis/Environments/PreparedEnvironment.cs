using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Accounts;
using Diagnosis.Bootstraps;
using Diagnosis.Permissions;
using Diagnosis.Requirements;
using Diagnosis.Staging;

namespace Diagnosis.Environments;

/// <summary>An environment with the ways into it opened, and what is read there before anything is judged.</summary>
sealed record PreparedEnvironment(DiagnosedEnvironment Environment, IReadOnlyList<OpenedChain> Chains)
{
    public required AccountReader Account { get; init; }

    public required ReadResult<BootstrapFacts> Bootstrap { get; init; }

    public required string BucketName { get; init; }

    public required string RepositoryName { get; init; }

    public required ReadResult<StagingFacts> Staging { get; init; }

    public required KeyPolicies Keys { get; init; }

    public string? StagingKey => Staging is ReadResult<StagingFacts>.Found(var facts) ? facts.KeyArn : null;

    /// <param name="simulations">The pace of simulations in the environment's account.</param>
    public static async Task<PreparedEnvironment> PrepareAsync(
        DiagnosedEnvironment environment,
        SessionNode root,
        SessionTree tree,
        DoctorOptions options,
        CallPace simulations,
        CancellationToken cancellationToken
    )
    {
        var chains = await Task.WhenAll(
            environment.Chains.Select(chain =>
                OpenedChain.OpenAsync(chain, root, tree, environment.Target, cancellationToken)
            )
        );
        var sessions = await ReadersAsync(environment, chains, root, tree, cancellationToken);
        var account = new AccountReader(environment.Target, sessions, options.Endpoint, simulations, options.Time)
        {
            Organization = options.OrganizationId is { } id
                ? new(id, options.KnownTargets.Select(target => target.Account).ToHashSet(StringComparer.Ordinal))
                : null,
        };
        var bootstrap = await BootstrapChecks.ReadAsync(account, cancellationToken);
        var facts = FactsOf(bootstrap, options.Qualifier);
        var place = $"{environment.Target.Account}-{environment.Target.Region}";
        var bucket = facts?.BucketName ?? $"cdk-{options.Qualifier}-assets-{place}";
        return new(environment, chains)
        {
            Account = account,
            Bootstrap = bootstrap,
            BucketName = bucket,
            RepositoryName = facts?.RepositoryName ?? $"cdk-{options.Qualifier}-container-assets-{place}",
            Staging = await StagingFacts.ReadAsync(account, bucket, cancellationToken),
            Keys = new KeyPolicies(account),
        };
    }

    /// <summary>What a bootstrap stack of the settings' qualifier says; null without one.</summary>
    static BootstrapFacts? FactsOf(ReadResult<BootstrapFacts> bootstrap, string qualifier) =>
        (bootstrap as ReadResult<BootstrapFacts>.Found)?.Value is { } facts && facts.Qualifier == qualifier
            ? facts
            : null;

    /// <summary>The sessions that are in the environment's account, those with the fewest rights first.</summary>
    static async Task<IReadOnlyList<Session>> ReadersAsync(
        DiagnosedEnvironment environment,
        IReadOnlyList<OpenedChain> chains,
        SessionNode root,
        SessionTree tree,
        CancellationToken cancellationToken
    )
    {
        var sessions = new List<Session>();
        foreach (var role in environment.Roles.Where(r => r.Purpose is RolePurpose.Lookup or RolePurpose.ReadOnly))
        {
            if (chains.FirstOrDefault(chain => chain.Chain.Purpose == role.ChainPurpose)?.End is not { } end)
                continue;
            try
            {
                var reference = new RoleReference(role.Arn);
                sessions.Add((await tree.AssumeAsync(end, reference, environment.Target, cancellationToken)).Session);
            }
            catch (BuildException)
            {
                // Why it is refused is the finding of its own check.
            }
        }
        foreach (var chain in chains.Where(chain => chain.Chain.Chain.Links.Count > 0))
        {
            if (chain.End is { } end && end.Session.Identity.Account == environment.Target.Account)
                sessions.Add(end.Session);
        }
        if (root.Session.Identity.Account == environment.Target.Account)
            sessions.Add((await InRegionAsync(root, tree, environment, cancellationToken)).Session);
        return sessions;
    }

    static async Task<SessionNode> InRegionAsync(
        SessionNode root,
        SessionTree tree,
        DiagnosedEnvironment environment,
        CancellationToken cancellationToken
    ) =>
        root.Session.Region == environment.Target.Region
            ? root
            : await tree.ReuseAsync(root, environment.Target, cancellationToken);
}
