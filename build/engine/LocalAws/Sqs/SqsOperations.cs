using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.Worlds;

namespace LocalAws.Sqs;

/// <summary>What SQS does.</summary>
public sealed class SqsOperations
{
    internal SqsOperations(World world, Authorizer authorizer, Func<CryptoOperations> crypto)
    {
        var access = new QueueAccess(world, authorizer, crypto);
        Queues = new(access);
        Messages = new(access);
        MoveTasks = new(access, Messages);
    }

    /// <summary>Queues.</summary>
    public QueueOperations Queues { get; }

    /// <summary>Messages.</summary>
    public MessageOperations Messages { get; }

    /// <summary>Moves of dead letters.</summary>
    public MoveTasks MoveTasks { get; }
}
