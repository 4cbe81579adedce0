using System.Globalization;

namespace Reporting;

/// <summary>Says in a line what runs and for how long, whenever nothing else was said for ten seconds.</summary>
sealed class SignsOfLife(Action<string> write, TimeProvider time) : IDisposable
{
    /// <summary>Nobody waits longer for a sign.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>More names make no line.</summary>
    const int Few = 3;

    readonly Lock sync = new();
    readonly Dictionary<string, Running> running = [];
    ITimer? timer;

    /// <param name="last">How long it took the last time; null where that is not known.</param>
    public void Begin(string name, TimeSpan? last = null)
    {
        lock (sync)
        {
            running[name] = new(time.GetTimestamp(), last);
            timer ??= time.CreateTimer(_ => Say(), null, Interval, Interval);
        }
    }

    public void End(string name)
    {
        lock (sync)
        {
            if (running.Remove(name) && running.Count == 0)
                Stop();
        }
    }

    /// <summary>Something else was said: the next sign is due ten seconds from now.</summary>
    public void Said()
    {
        lock (sync)
            timer?.Change(Interval, Interval);
    }

    public void Dispose()
    {
        lock (sync)
            Stop();
    }

    void Stop()
    {
        timer?.Dispose();
        timer = null;
    }

    void Say()
    {
        string line;
        lock (sync)
        {
            if (running.Count == 0)
                return;
            var shown = running.OrderBy(one => one.Value.Since).Take(Few).Select(one => Text(one.Key, one.Value));
            line = $"Still running: {string.Join(", ", shown)}";
            if (running.Count > Few)
                line += string.Create(CultureInfo.InvariantCulture, $" and {running.Count - Few} more");
        }
        write(line);
    }

    string Text(string name, Running one)
    {
        var elapsed = Durations.Text(time.GetElapsedTime(one.Since));
        return one.Last is { } last
            ? $"{name} ({elapsed}, {Durations.Text(last)} the last time)"
            : $"{name} ({elapsed})";
    }

    readonly record struct Running(long Since, TimeSpan? Last);
}
