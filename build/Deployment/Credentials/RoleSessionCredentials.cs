using Amazon.Runtime;

namespace Deployment.Credentials;

/// <summary>
/// Credentials of an assumed role that renew themselves in time. However many callers ask at once, AWS is asked once;
/// a refusal stands for the rest of the run.
/// </summary>
sealed class RoleSessionCredentials(SecurityTokens source, RoleRequest request, TimeProvider time)
    : AWSCredentials,
        IDisposable
{
    readonly Lock gate = new();
    Task<RoleSession>? current;
    bool disposed;

    public override DateTime? Expiration
    {
        get => current is { IsCompletedSuccessfully: true } session ? session.Result.Expiry.UtcDateTime : null;
        set => throw new NotSupportedException("A role session's expiry is AWS's to say.");
    }

    public async Task<RoleSession> GetSessionAsync(CancellationToken cancellationToken)
    {
        Task<RoleSession> session;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (current is null || IsSpent(current))
                current = source.AssumeRoleAsync(request, CancellationToken.None);
            session = current;
        }
        return await session.WaitAsync(cancellationToken);
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync() =>
        (await GetSessionAsync(CancellationToken.None)).Keys;

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            current = null;
        }
    }

    bool IsSpent(Task<RoleSession> session) =>
        session.IsCompletedSuccessfully && time.GetUtcNow() >= session.Result.RefreshFrom;
}
