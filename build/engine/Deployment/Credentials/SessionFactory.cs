using System.Collections.Concurrent;
using Amazon.Runtime;

namespace Deployment.Credentials;

/// <summary>Opens sessions: base credentials, then the chain's roles one after the other, then the account is checked.</summary>
public sealed class SessionFactory(AwsEndpoint endpoint, TimeProvider time)
{
    readonly ConcurrentDictionary<BaseCredentials, Lazy<Task<AWSCredentials>>> resolved = new();

    /// <summary>Asks the user for a code of the MFA device of that ARN; null where there is nobody to ask.</summary>
    public Func<string, CancellationToken, Task<string>>? AskForToken { get; init; }

    /// <exception cref="BuildException">NoCredentials, ExpiredCredentials, AssumeRoleFailed or WrongAccount.</exception>
    public async Task<Session> OpenAsync(
        BaseCredentials baseCredentials,
        RoleChain chain,
        string? expectedAccount,
        string region,
        string sessionName,
        CancellationToken cancellationToken
    )
    {
        var findings = new CredentialFindings(baseCredentials);
        var name = SessionNames.Sanitize(sessionName);
        var credentials = await ResolveAsync(baseCredentials, region, name, cancellationToken);
        List<IDisposable> owned = [];
        try
        {
            CallerIdentity? assumed = null;
            foreach (var link in chain.Links)
            {
                var source = new SecurityTokens(credentials, endpoint, region, findings, time);
                owned.Add(source);
                var role = new RoleSessionCredentials(source, RoleRequest.Of(link, name), time);
                owned.Add(role);
                // STS answers with whom it has made the caller.
                assumed = (await role.GetSessionAsync(cancellationToken)).Identity;
                credentials = role;
            }
            var identity = assumed ?? await IdentityAsync();
            return expectedAccount is null || identity.Account == expectedAccount
                ? new Session(identity, credentials, baseCredentials, region, name, endpoint, owned)
                : throw new BuildException(CredentialFindings.WrongAccount(identity, expectedAccount));
        }
        catch
        {
            foreach (var item in owned)
                item.Dispose();
            throw;
        }

        async Task<CallerIdentity> IdentityAsync()
        {
            using var tokens = new SecurityTokens(credentials, endpoint, region, findings, time);
            return await tokens.GetCallerIdentityAsync(cancellationToken);
        }
    }

    /// <summary>Once for all sessions of a run: a process is started, a code asked for, one time.</summary>
    async Task<AWSCredentials> ResolveAsync(
        BaseCredentials asked,
        string region,
        string sessionName,
        CancellationToken cancellationToken
    )
    {
        var resolver = new BaseCredentialsResolver(endpoint, region, time, AskForToken);
        // Cancelled with the run: whoever asks first is not the only one to wait for it.
        var resolving = resolved.GetOrAdd(
            asked,
            _ => new(() => resolver.ResolveAsync(asked, sessionName, cancellationToken))
        );
        try
        {
            return await resolving.Value.WaitAsync(cancellationToken);
        }
        catch when (resolving.Value.IsCompleted && !resolving.Value.IsCompletedSuccessfully)
        {
            resolved.TryRemove(new(asked, resolving));
            throw;
        }
    }
}
