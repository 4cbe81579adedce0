using System.Diagnostics.CodeAnalysis;

namespace LocalAws.Worlds;

/// <summary>The records of one kind in one account and region, ordered by key; each change is in the journal when its call returns.</summary>
public sealed class Table<T>
    where T : class
{
    readonly Lock _sync = new();
    readonly SortedSet<string> _keys = new(StringComparer.Ordinal);
    readonly Dictionary<string, T> _records = new(StringComparer.Ordinal);
    readonly Action<string, T?> _append;
    readonly TableHistory<T>? _history;

    /// <param name="records">What it begins with.</param>
    /// <param name="append">Told of each change.</param>
    /// <param name="history">Null for a table whose changes everybody sees at once.</param>
    internal Table(
        IEnumerable<KeyValuePair<string, T>> records,
        Action<string, T?> append,
        TableHistory<T>? history = null
    )
    {
        (_append, _history) = (append, history);
        foreach (var (key, record) in records)
        {
            _records[key] = record;
            _keys.Add(key);
        }
    }

    /// <summary>How many records there are.</summary>
    public int Count
    {
        get
        {
            lock (_sync)
                return AsRead()?.Count ?? _records.Count;
        }
    }

    /// <summary>The record of that key, or null.</summary>
    public T? Find(string key)
    {
        lock (_sync)
            return AsRead() is { } then ? then.Find(key) : _records.GetValueOrDefault(key);
    }

    /// <summary>Whether there is a record of that key.</summary>
    public bool TryFind(string key, [NotNullWhen(true)] out T? record)
    {
        record = Find(key);
        return record is not null;
    }

    /// <summary>Sets the record of that key.</summary>
    public void Put(string key, T record)
    {
        lock (_sync)
            Set(key, record);
    }

    /// <summary>Adds the record unless its key is taken; says whether it did.</summary>
    public bool TryAdd(string key, T record)
    {
        lock (_sync)
        {
            if (_records.ContainsKey(key))
                return false;
            Set(key, record);
            return true;
        }
    }

    /// <summary>Removes and returns the record of that key, or null.</summary>
    public T? Remove(string key)
    {
        lock (_sync)
        {
            if (_records.GetValueOrDefault(key) is not { } record)
                return null;
            Set(key, null);
            return record;
        }
    }

    /// <summary>Reads, changes and writes one record atomically; null in means absent, null out removes it. The change must not call this table.</summary>
    public T? Update(string key, Func<T?, T?> change)
    {
        lock (_sync)
        {
            var before = _records.GetValueOrDefault(key);
            var after = change(before);
            if (!ReferenceEquals(before, after))
                Set(key, after);
            return after;
        }
    }

    /// <summary>All records, in the order of their keys.</summary>
    public IReadOnlyList<T> All() => Range("", null, int.MaxValue).Select(pair => pair.Value).ToList();

    /// <summary>Up to <paramref name="limit"/> records whose keys begin with the prefix and come after <paramref name="after"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, T>> Range(string prefix, string? after, int limit)
    {
        var found = new List<KeyValuePair<string, T>>();
        lock (_sync)
        {
            if (AsRead() is { } then)
                return then.Range(prefix, after, limit);
            if (_keys.Count == 0 || string.CompareOrdinal(_keys.Max, prefix) < 0)
                return found;
            var from = after is not null && string.CompareOrdinal(after, prefix) > 0 ? after : prefix;
            if (string.CompareOrdinal(_keys.Max, from) < 0)
                return found;
            foreach (var key in _keys.GetViewBetween(from, _keys.Max))
            {
                if (found.Count >= limit || !key.StartsWith(prefix, StringComparison.Ordinal))
                    break;
                if (after is null || string.CompareOrdinal(key, after) > 0)
                    found.Add(new(key, _records[key]));
            }
        }
        return found;
    }

    /// <summary>The table as those see it who see changes last; itself where nothing has changed of late.</summary>
    internal Table<T> AsSeenLast()
    {
        if (_history is null)
            return this;
        lock (_sync)
            return At(_history.Last) ?? this;
    }

    /// <summary>What was changed so far counts as ever so.</summary>
    internal void Settle()
    {
        lock (_sync)
            _history?.Clear();
    }

    /// <summary>The table as of the moment that the call reads it at; null where that is as it is.</summary>
    Table<T>? AsRead() => _history?.ReadAt is { } moment ? At(moment) : null;

    Table<T>? At(DateTimeOffset moment)
    {
        var before = _history!.Since(moment);
        if (before.Count == 0)
            return null;
        var same = _records.Where(record => !before.ContainsKey(record.Key));
        var other = before
            .Where(record => record.Value is not null)
            .Select(record => new KeyValuePair<string, T>(record.Key, record.Value!));
        return new(same.Concat(other), static (_, _) => { });
    }

    void Set(string key, T? record)
    {
        _append(key, record);
        _history?.Note(key, _records.GetValueOrDefault(key));
        if (record is null)
        {
            _records.Remove(key);
            _keys.Remove(key);
            return;
        }
        _records[key] = record;
        _keys.Add(key);
    }
}
