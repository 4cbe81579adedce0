namespace Cake.AWS.CloudFormation.Client.Connections;

/// <summary>What one run knows of one endpoint: whether it ever answered, and the trouble that it is in.</summary>
sealed class EndpointRecord(string host, AwsConnections connections)
{
    readonly Lock gate = new();
    long? begun;
    long lastSeen;
    long? lastTold;
    int tries;
    int underWay;

    public bool HasAnswered { get; private set; }

    /// <summary>How long has been waited for a first answer.</summary>
    public TimeSpan Waited => begun is { } start ? connections.Time.GetElapsedTime(start) : TimeSpan.Zero;

    /// <summary>An attempt begins; what was waited for long ago does not count against it.</summary>
    public void Begin()
    {
        lock (gate)
        {
            var now = connections.Time.GetTimestamp();
            if (
                begun is null
                || (underWay == 0 && connections.Time.GetElapsedTime(lastSeen, now) > ConnectionLimits.Episode)
            )
                (begun, lastTold, tries) = (now, null, 0);
            lastSeen = now;
            underWay++;
        }
    }

    public void End()
    {
        lock (gate)
        {
            underWay--;
            lastSeen = connections.Time.GetTimestamp();
        }
    }

    public void Answered()
    {
        lock (gate)
            (HasAnswered, begun, lastTold, tries) = (true, connections.Time.GetTimestamp(), null, 0);
    }

    /// <summary>Notes a failed attempt, and tells of it unless that was done a moment ago.</summary>
    public EndpointTrouble Failed(TroubleKind kind, string reason)
    {
        lock (gate)
        {
            tries++;
            return Tell(kind, reason);
        }
    }

    /// <summary>Says that an attempt has had no answer yet.</summary>
    public void Silent(TimeSpan since)
    {
        lock (gate)
            Tell(TroubleKind.Unreachable, $"no answer for {since.TotalSeconds:0} seconds");
    }

    EndpointTrouble Tell(TroubleKind kind, string reason)
    {
        var trouble = new EndpointTrouble(host, kind, reason, tries);
        var now = connections.Time.GetTimestamp();
        if (lastTold is { } told && connections.Time.GetElapsedTime(told, now) < ConnectionLimits.BetweenWords)
            return trouble;
        lastTold = now;
        connections.Report(trouble);
        return trouble;
    }
}
