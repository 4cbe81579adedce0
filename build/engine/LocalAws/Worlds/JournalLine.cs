using System.Text.Json;
using System.Text.Unicode;

namespace LocalAws.Worlds;

/// <summary>A line of a journal: what it is about, and where its record is; null where it removes the record.</summary>
readonly record struct JournalLine(Cell Cell, string Key, Range? Record)
{
    /// <summary>Deeper than any record that is written.</summary>
    const int Deepest = 1024;

    /// <summary>Null where the line is damaged.</summary>
    public static JournalLine? Parse(ReadOnlySpan<byte> line) =>
        DamageOf(ref line) is null && Head(line) is { } parsed ? parsed : null;

    /// <summary>What is wrong with a line, or null.</summary>
    public static string? DamageOf(ReadOnlySpan<byte> line)
    {
        var rest = line;
        return DamageOf(ref rest) ?? (Head(rest) is null ? "it does not begin with what it is about" : null);
    }

    /// <summary>What a damaged line is about, as far as that can be read: its table, key, account and region.</summary>
    public static string? NameOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
            reader.Read();
            var cell = new Cell(Next(ref reader), Next(ref reader), Next(ref reader));
            return Name(cell, Next(ref reader));
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A record's name for whoever reads of it.</summary>
    public static string Name(Cell cell, string key) =>
        $"{cell.Table} {key}{(cell.Account.Length == 0 ? "" : $" in {cell.Account}")}{(cell.Region.Length == 0 ? "" : $" {cell.Region}")}";

    /// <summary>Takes the checksum off. A line of an older journal has none, and is read to its end.</summary>
    static string? DamageOf(ref ReadOnlySpan<byte> line)
    {
        if (JournalChecksum.TryRemove(ref line, out var holds))
            return holds ? null : "its checksum is of something else";
        try
        {
            if (!Utf8.IsValid(line))
                return "it is not UTF-8";
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Deepest });
            while (reader.Read()) { }
            return line is [(byte)'[', .., (byte)']'] ? null : "it is no list";
        }
        catch (JsonException)
        {
            return "it is not JSON, or ends within it";
        }
    }

    static JournalLine? Head(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Deepest });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
                return null;
            var cell = new Cell(Next(ref reader), Next(ref reader), Next(ref reader));
            var key = Next(ref reader);
            reader.Read();
            // The record is all that is left but for the bracket that ends the line.
            return reader.TokenType == JsonTokenType.EndArray
                ? new(cell, key, null)
                : new(cell, key, (int)reader.TokenStartIndex..(line.Length - 1));
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static string Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? throw new JsonException("A text is missing.");
    }
}
