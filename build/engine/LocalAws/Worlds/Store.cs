using System.Collections.Concurrent;
using System.Text.Json;
using LocalAws.Faults;

namespace LocalAws.Worlds;

/// <summary>Every table of the world; records come out of the journal when their table is first asked for.</summary>
public sealed class Store : IDisposable
{
    readonly ConcurrentDictionary<Cell, Lazy<object>> _tables = new();
    readonly Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>> _loaded = [];
    readonly Journal? _journal;
    readonly StateLock? _lock;
    readonly bool _temporary;
    readonly LocalAwsOptions _options;

    Store(string directory, bool temporary, StateLock? taken, LocalAwsOptions options)
    {
        _options = options;
        Directory = directory;
        _temporary = temporary;
        _lock = taken;
        if (temporary)
            return;
        var files = new JournalFiles(directory);
        files.DeleteHalfWritten();
        _loaded = JournalReader.Load(files, options);
        _journal = new Journal(files, options.Log);
    }

    /// <summary>The folder for what is not a record, such as object bodies.</summary>
    public string Directory { get; }

    internal static Store Open(LocalAwsOptions options)
    {
        if (options.StateDirectory is not { } directory)
            return new(
                System.IO.Directory.CreateTempSubdirectory("local-aws-").FullName,
                temporary: true,
                null,
                options
            );
        PrivateFiles.CreateDirectory(directory);
        var taken = StateLock.Take(directory);
        try
        {
            if (options.StartsEmpty)
                taken.EmptyDirectory();
            return new(directory, temporary: false, taken, options);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <exception cref="StateNotWritableException">A change was not written.</exception>
    internal void DemandWritable()
    {
        if (_journal?.Fault is { } fault)
            throw fault;
    }

    internal void Announce(Uri endpoint) => _lock?.Announce(endpoint);

    /// <summary>The table of that kind in that account and region; pass an empty region or account for what is global.</summary>
    public Table<T> Table<T>(TableDefinition<T> definition, string account, string region)
        where T : class
    {
        var cell = new Cell(account, region, definition.Name);
        if (_tables.TryGetValue(cell, out var found))
            return (Table<T>)found.Value;
        return (Table<T>)_tables.GetOrAdd(cell, _ => new Lazy<object>(() => Open(cell, definition))).Value;
    }

    /// <summary>The accounts and regions in which a table of that name has or had records.</summary>
    public IReadOnlyList<Cell> Cells(string table) =>
        _tables.Keys.Concat(_loaded.Keys).Where(cell => cell.Table == table).Distinct().ToList();

    Table<T> Open<T>(Cell cell, TableDefinition<T> definition)
        where T : class
    {
        IEnumerable<KeyValuePair<string, T>> records = [];
        lock (_loaded)
        {
            if (_loaded.TryGetValue(cell, out var loaded))
            {
                records = [.. Read(cell, definition, loaded)];
                loaded.Clear();
            }
        }
        return new(records, (key, record) => Append(cell, definition, key, record), HistoryOf<T>(definition.Name));
    }

    /// <summary>Null for a table whose changes take no time to be seen.</summary>
    TableHistory<T>? HistoryOf<T>(string table)
        where T : class =>
        Propagation.ServiceOf(table) is { } service
        && _options.Faults.PropagationOf(service) is var kept
        && kept > TimeSpan.Zero
            ? new(service, kept, _options.Clock)
            : null;

    /// <summary>One record that cannot be read costs that record, not the table.</summary>
    IEnumerable<KeyValuePair<string, T>> Read<T>(
        Cell cell,
        TableDefinition<T> definition,
        Dictionary<string, ReadOnlyMemory<byte>> loaded
    )
        where T : class
    {
        foreach (var (key, json) in loaded)
        {
            T? record = null;
            try
            {
                record = JsonSerializer.Deserialize(json.Span, definition.ForReading);
            }
            catch (Exception error) when (IsOfTheRecord(error))
            {
                _options.Log($"The record {JournalLine.Name(cell, key)} is left out: {error.Message}");
            }
            if (record is not null)
                yield return new(key, record);
        }
    }

    /// <summary>What reading a record of another shape ends in, in System.Text.Json and in the record's own types.</summary>
    static bool IsOfTheRecord(Exception error) =>
        error
            is JsonException
                or NotSupportedException
                or InvalidOperationException
                or ArgumentException
                or FormatException
                or OverflowException;

    void Append<T>(Cell cell, TableDefinition<T> definition, string key, T? record)
        where T : class =>
        _journal?.Append(
            cell,
            key,
            record is null ? null : writer => JsonSerializer.Serialize(writer, record, definition.Json)
        );

    /// <inheritdoc />
    public void Dispose()
    {
        _journal?.Dispose();
        _lock?.Dispose();
        if (_temporary)
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}
