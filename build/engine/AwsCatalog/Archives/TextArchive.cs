using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace AwsCatalog.Archives;

/// <summary>
/// Texts of one line by their names, in blocks that are compressed one by one, so that a text is read without the others. The
/// file: four bytes that say how long its table is (little-endian); the table, compressed: a line with the day of the texts,
/// then a line for each block with its length in bytes and the names in it; the blocks, a text a line.
/// </summary>
public sealed class TextArchive
{
    const int LargestBlock = 48 * 1024;
    const string DayFormat = "yyyy-MM-dd";
    readonly ReadOnlyMemory<byte> _bytes;
    readonly Dictionary<string, (Range Block, int Line)> _places = new(StringComparer.Ordinal);

    TextArchive(ReadOnlyMemory<byte> bytes, DateOnly date) => (_bytes, Date) = (bytes, date);

    /// <summary>The day that the texts are of.</summary>
    public DateOnly Date { get; }

    public IReadOnlyCollection<string> Names => _places.Keys;

    /// <summary>Reads the table; texts are read when they are asked for.</summary>
    public static TextArchive Read(ReadOnlyMemory<byte> bytes)
    {
        var start = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
        var table = Expand(bytes[sizeof(int)..start]);
        var date = DateOnly.ParseExact(table[0], DayFormat, CultureInfo.InvariantCulture);
        var archive = new TextArchive(bytes, date);
        foreach (var line in table[1..])
        {
            var parts = line.Split(' ');
            var end = start + int.Parse(parts[0], CultureInfo.InvariantCulture);
            for (var number = 1; number < parts.Length; number++)
                archive._places[parts[number]] = (start..end, number - 1);
            start = end;
        }
        return archive;
    }

    /// <summary>The archive that is embedded in this assembly under a name.</summary>
    internal static TextArchive Open(string name)
    {
        using var embedded = typeof(TextArchive).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[embedded.Length];
        embedded.ReadExactly(bytes);
        return Read(bytes);
    }

    public bool Contains(string name) => _places.ContainsKey(name);

    /// <summary>The text of that name; null where there is none.</summary>
    public string? Find(string name) =>
        _places.TryGetValue(name, out var place) ? Expand(_bytes[place.Block])[place.Line] : null;

    /// <summary>Writes an archive; the same texts make the same bytes.</summary>
    /// <param name="date">The day that the texts are of.</param>
    /// <param name="texts">One line each, by names without blanks.</param>
    public static byte[] Write(DateOnly date, IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var table = new StringBuilder(date.ToString(DayFormat, CultureInfo.InvariantCulture));
        using var blocks = new MemoryStream();
        foreach (var block in BlocksOf(texts))
        {
            var compressed = Compress(string.Join('\n', block.Select(name => texts[name])));
            blocks.Write(compressed);
            table.Append(CultureInfo.InvariantCulture, $"\n{compressed.Length} ");
            table.AppendJoin(' ', block);
        }
        var head = Compress(table.ToString());
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, head.Length);
        return [.. length, .. head, .. blocks.ToArray()];
    }

    /// <summary>Neighbours resemble each other: they share a block as long as it stays small enough to be read at once.</summary>
    static IEnumerable<List<string>> BlocksOf(IReadOnlyDictionary<string, string> texts)
    {
        List<string> block = [];
        var size = 0;
        foreach (var name in texts.Keys.Order(StringComparer.Ordinal))
        {
            if (block.Count > 0 && size + texts[name].Length > LargestBlock)
            {
                yield return block;
                (block, size) = ([], 0);
            }
            block.Add(name);
            size += texts[name].Length;
        }
        if (block.Count > 0)
            yield return block;
    }

    static byte[] Compress(string text)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return compressed.ToArray();
    }

    static string[] Expand(ReadOnlyMemory<byte> compressed)
    {
        using var brotli = new BrotliStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        using var text = new StreamReader(brotli, Encoding.UTF8);
        return text.ReadToEnd().Split('\n');
    }
}
