namespace Deployment.Assets;

/// <summary>A prefix code for symbols by how often they occur, no code longer than a limit, the same wherever it is made (RFC 1951, 3.2.2).</summary>
sealed class HuffmanCode
{
    readonly uint[] codes;

    HuffmanCode(int[] lengths)
    {
        Lengths = lengths;
        codes = Assign(lengths);
    }

    /// <summary>Bits of each symbol's code; 0: the symbol does not occur.</summary>
    public int[] Lengths { get; }

    public static HuffmanCode For(int[] frequencies, int longest)
    {
        var weights = frequencies.Select(value => (long)value).ToArray();
        // Decoders want at least two codes.
        for (var symbol = 0; weights.Count(weight => weight > 0) < 2; symbol++)
            weights[symbol] = Math.Max(weights[symbol], 1);
        while (true)
        {
            var lengths = Measure(weights);
            if (lengths.Max() <= longest)
                return new(lengths);
            // Flatter weights make flatter trees.
            for (var symbol = 0; symbol < weights.Length; symbol++)
                weights[symbol] = weights[symbol] > 0 ? (weights[symbol] / 2) + 1 : 0;
        }
    }

    public void Write(BitWriter writer, int symbol) => writer.Write(codes[symbol], Lengths[symbol]);

    static int[] Measure(long[] weights)
    {
        var parents = new int[weights.Length * 2];
        var queue = new PriorityQueue<int, (long, int)>();
        for (var symbol = 0; symbol < weights.Length; symbol++)
            if (weights[symbol] > 0)
                queue.Enqueue(symbol, (weights[symbol], symbol));
        var next = weights.Length;
        while (queue.Count > 1)
        {
            queue.TryDequeue(out var first, out var light);
            queue.TryDequeue(out var second, out var heavy);
            parents[first] = parents[second] = next;
            queue.Enqueue(next, (light.Item1 + heavy.Item1, next));
            next++;
        }
        var depths = new int[next];
        for (var node = next - 2; node >= 0; node--)
            if (node >= weights.Length || weights[node] > 0)
                depths[node] = depths[parents[node]] + 1;
        return depths[..weights.Length];
    }

    static uint[] Assign(int[] lengths)
    {
        var perLength = new uint[17];
        foreach (var length in lengths.Where(length => length > 0))
            perLength[length]++;
        var next = new uint[17];
        for (var length = 1; length < next.Length; length++)
            next[length] = (next[length - 1] + (length > 1 ? perLength[length - 1] : 0)) << 1;
        return [.. lengths.Select(length => length == 0 ? 0 : Reverse(next[length]++, length))];
    }

    static uint Reverse(uint code, int length)
    {
        var reversed = 0u;
        for (var i = 0; i < length; i++, code >>= 1)
            reversed = (reversed << 1) | (code & 1);
        return reversed;
    }
}
