namespace Deployment.Assets;

/// <summary>The tokens of one block and how it is written: with codes of its own, or stored where that is shorter (RFC 1951, 3.2.3).</summary>
sealed class DeflateBlock
{
    static readonly int[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    readonly List<(int Length, int Distance)> tokens = [];
    readonly int[] literals = new int[DeflateSymbols.Literals];
    readonly int[] distances = new int[DeflateSymbols.Distances];

    public void AddLiteral(byte value)
    {
        tokens.Add((value, 0));
        literals[value]++;
    }

    public void AddMatch(int length, int distance)
    {
        tokens.Add((length, distance));
        literals[DeflateSymbols.Length(length).Symbol]++;
        distances[DeflateSymbols.Distance(distance).Symbol]++;
    }

    public void Write(BitWriter writer, ReadOnlySpan<byte> content, bool isLast)
    {
        literals[DeflateSymbols.EndOfBlock] = 1;
        var literalCode = HuffmanCode.For(literals, 15);
        var distanceCode = HuffmanCode.For(distances, 15);
        if (Bits(literalCode, distanceCode) / 8 >= content.Length)
            Store(writer, content, isLast);
        else
            Encode(writer, literalCode, distanceCode, isLast);
        Clear();
    }

    void Clear()
    {
        tokens.Clear();
        Array.Clear(literals);
        Array.Clear(distances);
    }

    long Bits(HuffmanCode literalCode, HuffmanCode distanceCode)
    {
        var bits = 0L;
        for (var symbol = 0; symbol < literals.Length; symbol++)
            bits += (long)literals[symbol] * literalCode.Lengths[symbol];
        for (var symbol = 0; symbol < distances.Length; symbol++)
            bits += (long)distances[symbol] * distanceCode.Lengths[symbol];
        foreach (var (length, distance) in tokens.Where(token => token.Distance > 0))
            bits += DeflateSymbols.Length(length).Extra + DeflateSymbols.Distance(distance).Extra;
        return bits;
    }

    static void Store(BitWriter writer, ReadOnlySpan<byte> content, bool isLast)
    {
        const int Most = 65535;
        do
        {
            var part = content[..Math.Min(content.Length, Most)];
            content = content[part.Length..];
            writer.Write(isLast && content.IsEmpty ? 1u : 0u, 3);
            writer.Align();
            writer.Write((uint)part.Length, 16);
            writer.Write((uint)~part.Length & 0xFFFF, 16);
            writer.WriteBytes(part);
        } while (!content.IsEmpty);
    }

    void Encode(BitWriter writer, HuffmanCode literalCode, HuffmanCode distanceCode, bool isLast)
    {
        writer.Write((isLast ? 1u : 0u) | (2u << 1), 3);
        WriteCodes(writer, literalCode.Lengths, distanceCode.Lengths);
        foreach (var (value, distance) in tokens)
        {
            if (distance == 0)
            {
                literalCode.Write(writer, value);
                continue;
            }
            var length = DeflateSymbols.Length(value);
            literalCode.Write(writer, length.Symbol);
            writer.Write(length.Value, length.Extra);
            var far = DeflateSymbols.Distance(distance);
            distanceCode.Write(writer, far.Symbol);
            writer.Write(far.Value, far.Extra);
        }
        literalCode.Write(writer, DeflateSymbols.EndOfBlock);
    }

    /// <summary>Writes the code lengths, runs of zeros shortened (RFC 1951, 3.2.7).</summary>
    static void WriteCodes(BitWriter writer, int[] literalLengths, int[] distanceLengths)
    {
        var symbols = Shorten([.. literalLengths, .. distanceLengths]);
        var frequencies = new int[19];
        foreach (var (symbol, _) in symbols)
            frequencies[symbol]++;
        var code = HuffmanCode.For(frequencies, 7);
        writer.Write(DeflateSymbols.Literals - 257, 5);
        writer.Write(DeflateSymbols.Distances - 1, 5);
        writer.Write((uint)CodeLengthOrder.Length - 4, 4);
        foreach (var symbol in CodeLengthOrder)
            writer.Write((uint)code.Lengths[symbol], 3);
        foreach (var (symbol, run) in symbols)
        {
            code.Write(writer, symbol);
            if (symbol == 17)
                writer.Write((uint)run - 3, 3);
            else if (symbol == 18)
                writer.Write((uint)run - 11, 7);
        }
    }

    static List<(int Symbol, int Run)> Shorten(int[] lengths)
    {
        var symbols = new List<(int, int)>();
        for (var i = 0; i < lengths.Length; )
        {
            var run = 1;
            while (lengths[i] == 0 && i + run < lengths.Length && lengths[i + run] == 0 && run < 138)
                run++;
            if (run < 3)
                run = 1;
            symbols.Add(
                (
                    run == 1 ? lengths[i]
                    : run <= 10 ? 17
                    : 18,
                    run
                )
            );
            i += run;
        }
        return symbols;
    }
}
