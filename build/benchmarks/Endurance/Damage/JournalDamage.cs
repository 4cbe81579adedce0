using System.Text;
using System.Text.Json;

namespace Endurance.Damage;

/// <summary>Ways in which a journal is damaged, and what is left of it.</summary>
static class JournalDamage
{
    static readonly (string Kind, Func<byte[], Random, byte[]> Damage)[] _kinds =
    [
        ("a byte that is another", (bytes, random) => Flip(bytes, random, 1)),
        ("many bytes that are others", (bytes, random) => Flip(bytes, random, random.Next(2, 40))),
        ("a tail that is missing", (bytes, random) => bytes[..random.Next(bytes.Length)]),
        ("a middle that is missing", CutMiddle),
        ("a beginning that is missing", (bytes, random) => bytes[random.Next(bytes.Length)..]),
        ("a line that is there twice", (bytes, random) => Insert(bytes, random, OneOf(LinesOf(bytes), random))),
        ("an empty file", (_, _) => []),
        ("an empty line", (bytes, random) => Insert(bytes, random, [])),
        ("bytes that are no UTF-8", (bytes, random) => Insert(bytes, random, [0xff, 0xfe, 0xc3, 0x28, (byte)']'])),
        ("a line that is very long", (bytes, random) => Insert(bytes, random, Repeated('x', 3_000_000))),
        ("JSON that nests very deep", (bytes, random) => Insert(bytes, random, Repeated('[', 300_000))),
        ("zeros in the middle", (bytes, random) => Overwrite(bytes, random)),
        ("zeros at the end", (bytes, random) => [.. bytes, .. new byte[random.Next(1, 100_000)]]),
        (
            "ends of lines of another system",
            (bytes, _) => [.. bytes.SelectMany(b => b == '\n' ? "\r\n"u8.ToArray() : [b])]
        ),
    ];

    public static (string Kind, byte[] Damaged) Next(byte[] whole, Random random)
    {
        var (kind, damage) = _kinds[random.Next(_kinds.Length)];
        return (kind, damage([.. whole], random));
    }

    /// <summary>The lines, the last one also where its end is missing.</summary>
    public static IReadOnlyList<byte[]> LinesOf(byte[] journal)
    {
        var lines = new List<byte[]>();
        var start = 0;
        for (var i = 0; i < journal.Length; i++)
        {
            if (journal[i] != '\n')
                continue;
            lines.Add(journal[start..i]);
            start = i + 1;
        }
        if (start < journal.Length)
            lines.Add(journal[start..]);
        return lines;
    }

    /// <summary>The parameters' last values, of lines that are whole.</summary>
    public static IReadOnlyDictionary<string, string> Parameters(IEnumerable<byte[]> lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Select(Encoding.UTF8.GetString))
        {
            using var json = JsonDocument.Parse(line[..(line.LastIndexOf(']') + 1)]);
            if (json.RootElement[2].GetString() == "ssm.parameters")
                values[json.RootElement[3].GetString()!] = json.RootElement[4]
                    .GetProperty("Versions")
                    .EnumerateArray()
                    .Last()
                    .GetProperty("Value")
                    .GetString()!;
        }
        return values;
    }

    static byte[] Flip(byte[] bytes, Random random, int count)
    {
        for (var i = 0; i < count; i++)
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
        return bytes;
    }

    static byte[] CutMiddle(byte[] bytes, Random random)
    {
        var start = random.Next(bytes.Length);
        return [.. bytes[..start], .. bytes[random.Next(start, bytes.Length)..]];
    }

    static byte[] Overwrite(byte[] bytes, Random random)
    {
        var start = random.Next(bytes.Length);
        bytes.AsSpan(start, random.Next(bytes.Length - start)).Clear();
        return bytes;
    }

    /// <summary>A line more, after one that is there.</summary>
    static byte[] Insert(byte[] bytes, Random random, byte[] line)
    {
        var lines = LinesOf(bytes).ToList();
        lines.Insert(random.Next(lines.Count + 1), line);
        return [.. lines.SelectMany(one => one.Append((byte)'\n'))];
    }

    static byte[] OneOf(IReadOnlyList<byte[]> lines, Random random) => lines[random.Next(lines.Count)];

    static byte[] Repeated(char one, int count) => [.. Enumerable.Repeat((byte)one, count)];
}
