using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.S3.Objects;
using LocalAws.Worlds;

namespace LocalAws.Logs;

/// <summary>All that CloudWatch Logs does.</summary>
public sealed class LogOperations
{
    internal LogOperations(
        World world,
        Authorizer authorizer,
        Func<CryptoOperations> crypto,
        Func<ServiceObjects> objects
    )
    {
        var access = new LogAccess(world, authorizer, crypto);
        Groups = new(access);
        Streams = new(access);
        Events = new(access);
        Exports = new(access, objects);
    }

    /// <summary>Groups.</summary>
    public LogGroupOperations Groups { get; }

    /// <summary>Streams.</summary>
    public LogStreamOperations Streams { get; }

    /// <summary>Exports to buckets.</summary>
    public ExportOperations Exports { get; }

    /// <summary>Events.</summary>
    public LogEventOperations Events { get; }
}
