using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Iam.ManagedPolicies;

/// <summary>
/// Policy documents by their path and name, in blocks that are compressed one by one, so that a document is read without
/// the others. The file: four bytes that say how long its table is (little-endian); the table, compressed: a line with the
/// day of the documents, then a line for each block with its length in bytes and, of each policy in it, path, version and day; the blocks, a document
/// a line.
/// </summary>
public sealed class ManagedPolicyArchive
{
    const int DocumentsOfABlock = 16;
    const string DayFormat = "yyyy-MM-dd";
    readonly ReadOnlyMemory<byte> _bytes;
    readonly Dictionary<string, (Range Block, int Line, string Version, DateOnly Updated)> _places = new(
        StringComparer.Ordinal
    );

    ManagedPolicyArchive(ReadOnlyMemory<byte> bytes, DateOnly date) => (_bytes, Date) = (bytes, date);

    /// <summary>The day that the documents are of.</summary>
    public DateOnly Date { get; }

    /// <summary>Path and name of each, such as /service-role/AWSLambdaBasicExecutionRole.</summary>
    public IReadOnlyCollection<string> Paths => _places.Keys;

    /// <summary>Reads the table; documents are read when they are asked for.</summary>
    public static ManagedPolicyArchive Read(ReadOnlyMemory<byte> bytes)
    {
        var start = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
        var table = Expand(bytes[sizeof(int)..start]);
        var archive = new ManagedPolicyArchive(
            bytes,
            DateOnly.ParseExact(table[0], DayFormat, CultureInfo.InvariantCulture)
        );
        foreach (var line in table[1..])
        {
            var parts = line.Split(' ');
            var end = start + int.Parse(parts[0], CultureInfo.InvariantCulture);
            for (var number = 1; number < parts.Length; number++)
            {
                var fields = parts[number].Split(':');
                var updated = DateOnly.ParseExact(fields[2], DayFormat, CultureInfo.InvariantCulture);
                archive._places[fields[0]] = (start..end, number - 1, fields[1], updated);
            }
            start = end;
        }
        return archive;
    }

    /// <summary>The policy of that path and name; null where there is none.</summary>
    public ManagedPolicyEdition? Find(string path) =>
        _places.TryGetValue(path, out var place)
            ? new(Expand(_bytes[place.Block])[place.Line], place.Version, place.Updated)
            : null;

    /// <summary>The default version's id and day of a policy that there is, without reading its document.</summary>
    public (string Version, DateOnly Updated) VersionOf(string path) => (_places[path].Version, _places[path].Updated);

    /// <summary>Writes an archive; the same documents make the same bytes.</summary>
    /// <param name="documents">By path and name.</param>
    public static byte[] Write(DateOnly date, IReadOnlyDictionary<string, ManagedPolicyEdition> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var table = new StringBuilder(date.ToString(DayFormat, CultureInfo.InvariantCulture));
        using var blocks = new MemoryStream();
        foreach (var block in documents.OrderBy(pair => pair.Key, StringComparer.Ordinal).Chunk(DocumentsOfABlock))
        {
            var compressed = Compress(string.Join('\n', block.Select(pair => pair.Value.Document)));
            blocks.Write(compressed);
            table.Append(CultureInfo.InvariantCulture, $"\n{compressed.Length} ");
            table.AppendJoin(
                ' ',
                block.Select(pair =>
                    $"{pair.Key}:{pair.Value.Version}:{pair.Value.Updated.ToString(DayFormat, CultureInfo.InvariantCulture)}"
                )
            );
        }
        var head = Compress(table.ToString());
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, head.Length);
        return [.. length, .. head, .. blocks.ToArray()];
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
