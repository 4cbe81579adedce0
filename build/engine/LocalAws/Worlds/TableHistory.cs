namespace LocalAws.Worlds;

/// <summary>What a table's records were before their last changes, for as long as anybody may still see them so.</summary>
/// <param name="service">The service whose stale reads see them so.</param>
sealed class TableHistory<T>(string service, TimeSpan kept, TimeProvider clock)
    where T : class
{
    readonly Queue<(DateTimeOffset At, string Key, T? Before)> _changes = new();

    /// <summary>The moment as of which the call that runs reads the table, or null.</summary>
    public DateTimeOffset? ReadAt => Moment.Current is { } moment && moment.Service == service ? moment.At : null;

    /// <summary>The moment as of which whoever sees everything last sees the table.</summary>
    public DateTimeOffset Last => clock.GetUtcNow() - kept;

    public void Note(string key, T? before)
    {
        Forget();
        _changes.Enqueue((clock.GetUtcNow(), key, before));
    }

    /// <summary>What was changed counts as ever so.</summary>
    public void Clear() => _changes.Clear();

    /// <summary>The records as they were then, of those that have changed since.</summary>
    public Dictionary<string, T?> Since(DateTimeOffset then)
    {
        Forget();
        var before = new Dictionary<string, T?>(StringComparer.Ordinal);
        foreach (var change in _changes)
        {
            if (change.At > then)
                before.TryAdd(change.Key, change.Before);
        }
        return before;
    }

    void Forget()
    {
        var last = Last;
        while (_changes.TryPeek(out var oldest) && oldest.At <= last)
            _changes.Dequeue();
    }
}
