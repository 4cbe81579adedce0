namespace Deployment.Scheduling;

/// <summary>How a rate budget starts and learns.</summary>
public sealed record RateBudgetOptions
{
    /// <summary>Calls that leave at once before anything is known; 10.</summary>
    public int InitialBurst { get; init; } = 10;

    /// <summary>Calls a second that follow the first burst, where nothing is known of the API; 20.</summary>
    public double InitialRate { get; init; } = 20;

    /// <summary>The time in which the rate doubles for as long as nothing was throttled; 1 s.</summary>
    public TimeSpan Doubling { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The highest rate to begin at, whatever was borne before; 100.</summary>
    public double HighestInitialRate { get; init; } = 100;

    /// <summary>The part of the measured rate to stay at: the account's other tools have to be answered too; 0.93.</summary>
    public double Share { get; init; } = 0.93;

    /// <summary>The part of the measured rate to go on with after a throttled call; 0.6.</summary>
    public double Decrease { get; init; } = 0.6;

    /// <summary>The time in which the rate comes back to what was measured; 5 s.</summary>
    public TimeSpan Recovery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time in which the rate doubles after a first throttled call, until a second one confirms what was measured; 4 s.</summary>
    public TimeSpan Searching { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The time after which the rate has doubled beyond what was measured, slowly at first; 60 s.</summary>
    public TimeSpan Probing { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The lowest rate, calls a second; 1.</summary>
    public double LowestRate { get; init; } = 1;

    /// <summary>A rate that no API refuses, calls a second: what is throttled at it is throttled for other reasons than the rate; 2.</summary>
    public double InnocentRate { get; init; } = 2;

    /// <summary>For an API of which an earlier run has learnt something; one that was throttled is asked for hardly more, and never at once.</summary>
    public RateBudgetOptions Remembering(SustainedRate rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        var remembering = this with
        {
            InitialRate = Math.Clamp(rate.CallsPerSecond * Share, LowestRate, HighestInitialRate),
        };
        return rate.IsLimit
            ? remembering with
            {
                InitialBurst = Math.Clamp((int)rate.CallsPerSecond, 1, InitialBurst),
                Doubling = Probing,
            }
            : remembering;
    }

    /// <summary>For an API of which nothing is known but that another one of its service answered so many calls a second.</summary>
    public RateBudgetOptions Beside(double rate) =>
        this with
        {
            InitialRate = Math.Clamp(rate * Share, LowestRate, InitialRate),
            Doubling = Searching,
        };
}
