namespace Deployment.Scheduling;

/// <summary>What is known of an API's rate: a ceiling measured when a call was throttled, and from it the rate to call at.</summary>
/// <remarks>The rate grows only while calls wait for it: a rate that nobody used has proved nothing.</remarks>
sealed class RateEstimate(RateBudgetOptions options, TimeProvider time)
{
    static readonly TimeSpan LongestMeasure = TimeSpan.FromSeconds(3);
    static readonly TimeSpan ShortestMeasure = TimeSpan.FromSeconds(1);

    /// <summary>A rate so far above the ceiling without a throttled call says that the ceiling was wrong.</summary>
    const double Refuted = 1.5;

    readonly Queue<long> successes = new();
    readonly ThrottlingNoise noise = new();
    TimeSpan grown;
    long lowered;
    double ceiling;
    double highest;
    double floor;
    bool isConfirmed;

    /// <summary>False until the first throttled call.</summary>
    public bool IsLearnt { get; private set; }

    /// <summary>Calls a second that may be made now.</summary>
    public double Rate =>
        !IsLearnt ? options.InitialRate * Doubled(grown, options.Doubling)
        : grown < Recovery ? floor + ((Kept - floor) * (grown / Recovery))
        : isConfirmed ? Kept * (1 + Math.Pow((grown - Recovery) / options.Probing, 3))
        : ceiling * Doubled(grown - Recovery, options.Searching);

    /// <summary>What a later run can begin with: what was measured, or what was called at without a throttled call; null where that is nothing new.</summary>
    public SustainedRate? Borne =>
        noise.IsKnown ? null
        : IsLearnt ? new(ceiling, IsLimit: true)
        : highest > options.InitialRate ? new(highest, IsLimit: false)
        : null;

    /// <summary>What is used of a ceiling that is known for sure.</summary>
    double Kept => isConfirmed ? ceiling * options.Share : ceiling;

    /// <summary>What was measured; null before, and where throttling comes from elsewhere.</summary>
    public double? Ceiling => IsLearnt && !noise.IsKnown ? ceiling : null;

    /// <summary>Where the search goes on once throttling is known to come from elsewhere.</summary>
    double Resumed => options.InitialRate / 2;

    bool IsInnocent => Rate <= options.InnocentRate;

    TimeSpan Recovery => isConfirmed ? options.Recovery : options.Recovery / 5;

    /// <summary>Calls waited for the rate for so long.</summary>
    public void Grow(TimeSpan waited)
    {
        grown += waited;
        if (isConfirmed && Rate > ceiling * Refuted)
            (isConfirmed, ceiling, floor, grown) = (false, Rate, Rate, TimeSpan.Zero);
    }

    /// <param name="sent">When the call was sent, a timestamp.</param>
    public void Succeeded(long sent)
    {
        if (IsLearnt && sent >= lowered)
            noise.Add(isThrottled: false, IsInnocent);
        successes.Enqueue(time.GetTimestamp());
        Forget();
        highest = Math.Max(highest, successes.Count / LongestMeasure.TotalSeconds);
    }

    /// <summary>Lowers the rate, once for all calls that were under way together.</summary>
    /// <param name="sent">When the throttled call was sent, a timestamp.</param>
    /// <returns>False when it was lowered for calls of the same time already.</returns>
    public bool Throttled(long sent)
    {
        if (IsLearnt && sent < lowered)
            return false;
        if (IsLearnt)
        {
            var wasKnown = noise.IsKnown;
            noise.Add(isThrottled: true, IsInnocent);
            if (noise.IsKnown && !wasKnown)
                // The rate was lowered for nothing, and what it may be is still to be found.
                (isConfirmed, ceiling, floor, grown) = (false, Resumed, Resumed, TimeSpan.Zero);
            if (noise.Explains)
                return false;
        }
        Forget();
        var since = IsLearnt ? time.GetElapsedTime(lowered) : TimeSpan.Zero;
        var over =
            since < ShortestMeasure ? ShortestMeasure
            : since < LongestMeasure ? since
            : LongestMeasure;
        var measured = successes.Count(at => time.GetElapsedTime(at) <= over) / over.TotalSeconds;
        // What went through before may have been saved up; only some time after a lowering does it tell the rate itself.
        var rate = IsLearnt && since < ShortestMeasure ? Rate / 2 : Rate;
        isConfirmed = since >= ShortestMeasure;
        ceiling = Math.Max(Math.Min(rate, measured / (1 - noise.Share)), options.LowestRate);
        floor = Math.Max(ceiling * options.Decrease, options.LowestRate);
        lowered = time.GetTimestamp();
        grown = TimeSpan.Zero;
        IsLearnt = true;
        noise.Restart();
        return true;
    }

    static double Doubled(TimeSpan after, TimeSpan each) => Math.Pow(2, Math.Min(after / each, 20));

    void Forget()
    {
        while (successes.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > LongestMeasure)
            successes.Dequeue();
    }
}
