using System.Collections.Concurrent;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Diagnosis.Environments;

/// <summary>Sessions that grow out of the base credentials, each role assumed once however many ways lead through it.</summary>
/// <param name="recent">The environments that were bootstrapped of late; null: none is known of.</param>
sealed class SessionTree(AwsEndpoint endpoint, TimeProvider time, RecentBootstraps? recent) : IDisposable
{
    readonly ConcurrentDictionary<string, Lazy<EnvironmentAccess>> accesses = new(StringComparer.Ordinal);

    /// <exception cref="Deployment.BuildException">The role was refused.</exception>
    public async Task<SessionNode> AssumeAsync(
        SessionNode from,
        RoleReference role,
        TargetEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var session = await AccessOf(from).OpenAsync(role, environment, cancellationToken);
        var options = role.Options;
        var tags = options is null ? "" : string.Join(' ', options.Tags.Select(tag => $"{tag.Key}={tag.Value}"));
        return new(
            session,
            $"{from.Key}\n{role.Arn} {role.ExternalId} {options?.Duration} {tags} {environment.Region}"
        );
    }

    /// <summary>The same session for another region of its account.</summary>
    public async Task<SessionNode> ReuseAsync(
        SessionNode node,
        TargetEnvironment environment,
        CancellationToken cancellationToken
    ) => node with { Session = await AccessOf(node).OpenAsync(null, environment, cancellationToken) };

    public void Dispose()
    {
        foreach (var access in accesses.Values)
            access.Value.Dispose();
    }

    EnvironmentAccess AccessOf(SessionNode node) =>
        accesses
            .GetOrAdd(
                node.Key,
                _ => new(() => new EnvironmentAccess(node.Session, endpoint, time, _ => null, recent: recent))
            )
            .Value;
}

/// <param name="Key">Equal for sessions that were come by in the same way.</param>
sealed record SessionNode(Session Session, string Key)
{
    /// <summary>Whether it is itself a role's session, so that an hour is the most it can ask for.</summary>
    public bool IsRole => Session.Identity.Arn.Contains(":assumed-role/", StringComparison.Ordinal);
}
