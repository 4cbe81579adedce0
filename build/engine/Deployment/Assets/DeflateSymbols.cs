using System.Numerics;

namespace Deployment.Assets;

/// <summary>The symbols for lengths and distances of matches, with their extra bits (RFC 1951, 3.2.5).</summary>
static class DeflateSymbols
{
    public const int EndOfBlock = 256;
    public const int Literals = 286;
    public const int Distances = 30;
    public const int ShortestMatch = 3;
    public const int LongestMatch = 258;

    public static (int Symbol, int Extra, uint Value) Length(int length)
    {
        if (length == LongestMatch)
            return (285, 0, 0);
        var offset = length - ShortestMatch;
        if (offset < 8)
            return (257 + offset, 0, 0);
        var extra = BitOperations.Log2((uint)offset) - 2;
        return (257 + (extra * 4) + (offset >> extra), extra, (uint)offset & ((1u << extra) - 1));
    }

    public static (int Symbol, int Extra, uint Value) Distance(int distance)
    {
        var offset = distance - 1;
        if (offset < 4)
            return (offset, 0, 0);
        var extra = BitOperations.Log2((uint)offset) - 1;
        return ((extra * 2) + (offset >> extra), extra, (uint)offset & ((1u << extra) - 1));
    }
}
