using LocalAws.Identities;

namespace LocalAws.Sts;

/// <summary>What STS does.</summary>
public sealed class StsOperations
{
    /// <summary>Whoever signs may ask who they are.</summary>
    public static (string Account, string Arn, string UserId) GetCallerIdentity(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return (caller.Account, caller.Arn, caller.UserId);
    }
}
