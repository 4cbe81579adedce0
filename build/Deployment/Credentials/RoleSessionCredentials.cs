using Amazon.Runtime;

namespace Deployment.Credentials;

/// <summary>
/// Credentials of an assumed role that renew themselves in time. However many callers ask at once, AWS is asked once. A
/// refusal stands for a moment, since it may pass; a renewal that fails or takes its time leaves the session that is still good.
/// </summary>
sealed class RoleSessionCredentials(SecurityTokens source, RoleRequest request, TimeProvider time)
    : AWSCredentials,
        IDisposable
{
    /// <summary>For so long nobody asks again.</summary>
    static readonly TimeSpan refusalStands = TimeSpan.FromMilliseconds(500);

    /// <summary>For so long a renewal is waited for while there is a good session.</summary>
    static readonly TimeSpan renewalTime = TimeSpan.FromSeconds(5);

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
            if (asked is null || IsOver(asked))
                asked = AskAsync();
            asking = asked;
            good = now < current?.Expiry - reserve ? current : null;
        }
        if (good is null)
            return await asking.WaitAsync(cancellationToken);
        try
        {
            return await asking.WaitAsync(renewalTime, time, cancellationToken);
        }
        catch (Exception e) when (e is BuildException or AmazonClientException or TimeoutException)
        {
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

    bool IsOver(Task<RoleSession> asking) =>
        asking.IsCompletedSuccessfully || (asking.IsCompleted && time.GetElapsedTime(refused) >= refusalStands);

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
