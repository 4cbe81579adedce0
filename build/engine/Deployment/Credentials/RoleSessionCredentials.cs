using Amazon.Runtime;

namespace Deployment.Credentials;

/// <summary>
/// Credentials of an assumed role that renew themselves in time. However many callers ask at once, AWS is asked once. A
/// refusal stands for a moment, since it may pass; a renewal that fails leaves the session that is still good.
/// </summary>
sealed class RoleSessionCredentials(SecurityTokens source, RoleRequest request, TimeProvider time)
    : AWSCredentials,
        IDisposable
{
    /// <summary>For so long nobody asks again.</summary>
    static readonly TimeSpan refusalStands = TimeSpan.FromMilliseconds(500);

    /// <summary>For so long nobody asks again while there is a good session.</summary>
    static readonly TimeSpan betweenRenewals = TimeSpan.FromSeconds(30);

    /// <summary>A session that ends so soon is good for no further call.</summary>
    static readonly TimeSpan reserve = TimeSpan.FromSeconds(30);

    readonly Lock gate = new();
    RoleSession? current;
    Task<RoleSession>? asked;
    long refused;
    bool disposed;

    public override DateTime? Expiration
    {
        get => current?.Expiry.UtcDateTime;
        set => throw new NotSupportedException("A role session's expiry is AWS's to say.");
    }

    public async Task<RoleSession> GetSessionAsync(CancellationToken cancellationToken)
    {
        Task<RoleSession> asking;
        RoleSession? good;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var now = time.GetUtcNow();
            if (current is { } fresh && now < fresh.RefreshFrom)
                return fresh;
            good = now < current?.Expiry - reserve ? current : null;
            if (asked is null || IsOver(asked, good is null ? refusalStands : betweenRenewals))
                asked = AskAsync();
            asking = asked;
        }
        try
        {
            return await asking.WaitAsync(cancellationToken);
        }
        catch (Exception e) when (good is not null && (e is BuildException || TransientFaults.Includes(e)))
        {
            // What kept it from being renewed may pass until it ends.
            return good;
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync() =>
        (await GetSessionAsync(CancellationToken.None)).Keys;

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            (current, asked) = (null, null);
        }
    }

    bool IsOver(Task<RoleSession> asking, TimeSpan stands) =>
        asking.IsCompletedSuccessfully || (asking.IsCompleted && time.GetElapsedTime(refused) >= stands);

    async Task<RoleSession> AskAsync()
    {
        try
        {
            var session = await source.AssumeRoleAsync(request, CancellationToken.None);
            lock (gate)
                current = disposed ? null : session;
            return session;
        }
        catch
        {
            lock (gate)
                refused = time.GetTimestamp();
            throw;
        }
    }
}
