namespace Deployment.Assets;

/// <summary>Finds what occurred before within the last 32 KiB, by chains of positions with one hash.</summary>
sealed class MatchFinder
{
    public const int Window = 1 << 15;
    const int HashBits = 15;
    const int LongestChain = 32;
    const int Nowhere = -1;

    readonly int[] heads = new int[1 << HashBits];
    readonly int[] previous;

    public MatchFinder(int capacity)
    {
        previous = new int[capacity];
        Array.Fill(heads, Nowhere);
    }

    /// <summary>The longest match for a position, the nearest of equals; length 0: none. The position is remembered.</summary>
    public (int Length, int Distance) Find(ReadOnlySpan<byte> buffer, int position)
    {
        var most = Math.Min(DeflateSymbols.LongestMatch, buffer.Length - position);
        if (most < DeflateSymbols.ShortestMatch)
            return (0, 0);
        var (length, distance) = (DeflateSymbols.ShortestMatch - 1, 0);
        var candidate = Remember(buffer, position);
        for (var tries = LongestChain; candidate != Nowhere && position - candidate <= Window && tries > 0; tries--)
        {
            if (length == most)
                break;
            if (buffer[candidate + length] == buffer[position + length])
            {
                var common = buffer.Slice(candidate, most).CommonPrefixLength(buffer.Slice(position, most));
                if (common > length)
                    (length, distance) = (common, position - candidate);
            }
            candidate = previous[candidate];
        }
        return distance == 0 ? (0, 0) : (length, distance);
    }

    /// <summary>Puts a position into its chain and gives the one before it.</summary>
    public int Remember(ReadOnlySpan<byte> buffer, int position)
    {
        if (position + DeflateSymbols.ShortestMatch > buffer.Length)
            return Nowhere;
        var three = (uint)(buffer[position] | (buffer[position + 1] << 8) | (buffer[position + 2] << 16));
        var hash = (three * 2654435761u) >> (32 - HashBits);
        previous[position] = heads[hash];
        heads[hash] = position;
        return previous[position];
    }

    /// <summary>The buffer's content moved down by so many bytes.</summary>
    public void Slide(int by)
    {
        for (var i = 0; i < heads.Length; i++)
            heads[i] = heads[i] >= by ? heads[i] - by : Nowhere;
        for (var i = by; i < previous.Length; i++)
            previous[i - by] = previous[i] >= by ? previous[i] - by : Nowhere;
    }
}
