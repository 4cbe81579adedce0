namespace Deployment.Scheduling;

/// <summary>What is known of an API's rate: a ceiling measured when a call was throttled, and from it the rate to call at.</summary>
sealed class RateEstimate(RateBudgetOptions options, TimeProvider time)
{
    static readonly TimeSpan MeasuredOver = TimeSpan.FromSeconds(2);

    readonly Queue<long> successes = new();
    readonly long started = time.GetTimestamp();
    long lowered;
    double ceiling;
    double floor;

    /// <summary>False until the first throttled call.</summary>
    public bool IsLearnt { get; private set; }

    /// <summary>Calls a second that may be made now.</summary>
    public double Rate
    {
        get
        {
            if (!IsLearnt)
                return options.InitialRate * Math.Pow(2, Math.Min(time.GetElapsedTime(started) / options.Doubling, 20));
            var since = time.GetElapsedTime(lowered);
            if (since < options.Recovery)
                return floor + ((ceiling - floor) * (since / options.Recovery));
            return ceiling * (1 + Math.Pow((since - options.Recovery) / options.Probing, 3));
        }
    }

    public void Succeeded()
    {
        successes.Enqueue(time.GetTimestamp());
        Forget();
    }

    /// <summary>Lowers the rate, once for all calls that were under way together.</summary>
    /// <param name="sent">When the throttled call was sent, a timestamp.</param>
    public bool Throttled(long sent)
    {
        if (IsLearnt && sent < lowered)
            return false;
        Forget();
        var rate = Rate;
        var over =
            IsLearnt && time.GetElapsedTime(lowered) < MeasuredOver ? time.GetElapsedTime(lowered) : MeasuredOver;
        var measured = successes.Count(at => time.GetElapsedTime(at) <= over) / Math.Max(over.TotalSeconds, 0.5);
        ceiling = Math.Max(Math.Min(rate, measured), options.LowestRate);
        floor = Math.Max(ceiling * options.Decrease, options.LowestRate);
        lowered = time.GetTimestamp();
        IsLearnt = true;
        return true;
    }

    void Forget()
    {
        while (successes.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > MeasuredOver)
            successes.Dequeue();
    }
}
