using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Identities;

/// <summary>Finds the principal and the secret of an access key; the key carries its account, so the cost does not depend on how many there are.</summary>
sealed class Authenticator(World world, IdentityStore identities, SessionSeal seal)
{
    /// <summary>The caller and the secret, or throws <see cref="SignatureException"/>.</summary>
    public (Caller Caller, string Secret) Authenticate(string accessKeyId, string? token)
    {
        if (AccessKeyIds.AccountOf(accessKeyId) is not { } account || identities.Find(account) is not { } known)
            throw new SignatureException(SignatureFault.UnknownKey);
        return token is null ? OfUser(identities.SeenIn(account), accessKeyId) : OfSession(known, accessKeyId, token);
    }

    static (Caller Caller, string Secret) OfUser(AccountIdentities known, string accessKeyId)
    {
        if (
            known.AccessKeys.Find(accessKeyId) is not { Active: true } key
            || known.Users.Find(key.UserName) is not { } user
        )
        {
            throw new SignatureException(SignatureFault.UnknownKey);
        }
        var caller = new Caller
        {
            Account = known.Account,
            Arn = user.Arn,
            UserId = user.Id,
            AccessKeyId = accessKeyId,
            UserName = user.Name,
        };
        return (caller, key.Secret);
    }

    (Caller Caller, string Secret) OfSession(AccountIdentities known, string accessKeyId, string token)
    {
        if (seal.Open(token) is not { } opened || opened.AccessKeyId != accessKeyId || opened.Account != known.Account)
            throw new SignatureException(SignatureFault.InvalidToken);
        if (opened.User is { } session)
            return OfUserSession(known, opened, session);
        if (opened.Session is null || !Knows(known, opened.Session))
            throw new SignatureException(SignatureFault.InvalidToken);
        if (opened.Session.Expiration <= world.Now)
            throw new SignatureException(SignatureFault.ExpiredToken);
        return (CallerOf(opened.Account, opened.AccessKeyId, opened.Session), opened.Secret);
    }

    (Caller Caller, string Secret) OfUserSession(AccountIdentities known, SealedSession opened, UserSession session)
    {
        if (known.Users.Find(session.UserName) is not { } user || user.Id != session.UserId)
            throw new SignatureException(SignatureFault.InvalidToken);
        if (session.Expiration <= world.Now)
            throw new SignatureException(SignatureFault.ExpiredToken);
        var caller = new Caller
        {
            Account = opened.Account,
            Arn = user.Arn,
            UserId = user.Id,
            AccessKeyId = opened.AccessKeyId,
            UserName = user.Name,
        };
        return (caller, opened.Secret);
    }

    /// <summary>A service may have a session of a role that not everybody has heard of; one of a deleted role lives on until everybody has.</summary>
    bool Knows(AccountIdentities known, RoleSession session) =>
        known.Roles.Find(session.RoleName)?.Id == session.RoleId
        || identities.SeenIn(known.Account).Roles.Find(session.RoleName)?.Id == session.RoleId;

    /// <summary>The caller of a session; services that act with a role have no access key.</summary>
    public static Caller CallerOf(string account, string? accessKeyId, RoleSession session) =>
        new()
        {
            Account = account,
            Arn =
                $"arn:{Iam.Arns.PartitionOf(session.RoleArn)}:sts::{account}:assumed-role/{session.RoleName}/{session.Name}",
            UserId = $"{session.RoleId}:{session.Name}",
            AccessKeyId = accessKeyId,
            Session = session,
        };
}
