using System.Text;
using Amazon.Runtime;

namespace Deployment.Credentials;

/// <summary>One answer of sts:AssumeRole.</summary>
sealed record RoleSession(
    ImmutableCredentials Keys,
    DateTimeOffset Issued,
    DateTimeOffset Expiry,
    CallerIdentity Identity
)
{
    static readonly TimeSpan longestMargin = TimeSpan.FromMinutes(10);

    /// <summary>A quarter of the session before its end, and ten minutes at most: no call that starts then is cut off.</summary>
    public DateTimeOffset RefreshFrom
    {
        get
        {
            var quarter = (Expiry - Issued) / 4;
            return Expiry - (quarter < longestMargin ? quarter : longestMargin);
        }
    }

    bool PrintMembers(StringBuilder builder)
    {
        builder.Append(Identity).Append(", until ").Append(Expiry);
        return true;
    }
}
