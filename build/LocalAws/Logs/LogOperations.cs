using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.Worlds;

namespace LocalAws.Logs;

/// <summary>All that CloudWatch Logs does.</summary>
public sealed class LogOperations
{
    internal LogOperations(World world, Authorizer authorizer, Func<CryptoOperations> crypto)
    {
        var access = new LogAccess(world, authorizer, crypto);
        Groups = new(access);
        Streams = new(access);
        Events = new(access);
    }

    /// <summary>Groups.</summary>
    public LogGroupOperations Groups { get; }

    /// <summary>Streams.</summary>
    public LogStreamOperations Streams { get; }

    /// <summary>Events.</summary>
    public LogEventOperations Events { get; }
}
