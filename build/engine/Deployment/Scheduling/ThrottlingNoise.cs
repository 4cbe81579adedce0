namespace Deployment.Scheduling;

/// <summary>
/// Throttling that does not come from the rate: calls are throttled also at a rate that no API refuses. Somebody else uses the
/// account's rate up, or AWS is in trouble; slowing down then only costs time.
/// </summary>
sealed class ThrottlingNoise
{
    /// <summary>So many throttled calls at an innocent rate are no accident.</summary>
    const int Evidence = 3;

    /// <summary>A larger share at an innocent rate is a limit lower than any that is known of, and is kept to.</summary>
    const double LargestShare = 0.45;

    /// <summary>The least that is assumed of it at first, as the evidence is of few calls.</summary>
    const double FirstShare = 0.3;

    /// <summary>A smaller share is none.</summary>
    const double SmallestShare = 0.03;

    /// <summary>So far above its share, throttling is the rate's again.</summary>
    const double Tolerance = 0.25;

    /// <summary>The last calls, which tell what a change of the rate did.</summary>
    const int Window = 40;

    /// <summary>After so many calls the share is measured anew.</summary>
    const int Batch = 100;

    readonly Queue<bool> recent = new();
    (double Calls, double Throttled) innocent;
    (int Calls, int Throttled) batch;

    /// <summary>There is such throttling.</summary>
    public bool IsKnown => Share > 0;

    /// <summary>The share of calls that it throttles.</summary>
    public double Share { get; private set; }

    /// <summary>The last calls were not throttled more than it explains.</summary>
    public bool Explains =>
        IsKnown && (recent.Count < Window || recent.Count(throttled => throttled) < (Share + Tolerance) * Window);

    /// <summary>Learns from a call that was sent since the rate was last lowered.</summary>
    public void Add(bool isThrottled, bool atInnocentRate)
    {
        if (atInnocentRate && !IsKnown)
            Suspect(isThrottled);
        recent.Enqueue(isThrottled);
        if (recent.Count > Window)
            recent.Dequeue();
        if (IsKnown)
            Measure(isThrottled);
    }

    /// <summary>The rate was lowered: what came before tells nothing of it.</summary>
    public void Restart()
    {
        recent.Clear();
        batch = default;
    }

    void Suspect(bool isThrottled)
    {
        innocent = (innocent.Calls + 1, innocent.Throttled + (isThrottled ? 1 : 0));
        var share = innocent.Throttled / innocent.Calls;
        if (innocent.Throttled >= Evidence && share <= LargestShare)
            Share = Math.Max(share, FirstShare);
        else if (innocent.Calls >= Window)
            innocent = (innocent.Calls / 2, innocent.Throttled / 2);
    }

    /// <summary>It may end as it came.</summary>
    void Measure(bool isThrottled)
    {
        batch = (batch.Calls + 1, batch.Throttled + (isThrottled ? 1 : 0));
        if (batch.Calls < Batch)
            return;
        Share = Math.Min(Share, (Share + (batch.Throttled / (double)Batch)) / 2);
        batch = default;
        if (Share < SmallestShare)
            (Share, innocent) = (0, default);
    }
}
