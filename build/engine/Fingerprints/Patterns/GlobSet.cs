using System.Text;

namespace Fingerprints.Patterns;

/// <summary>
/// Paths by git's wildcards, relative to the root of the checkout; a glob that ends in a slash means all below that folder,
/// and one that starts with `!` takes paths out again, whatever the order.
/// </summary>
internal sealed class GlobSet
{
    private readonly Glob[] _included;
    private readonly Glob[] _excluded;

    public GlobSet(IEnumerable<string> globs)
    {
        var all = globs.Select(glob => glob.EndsWith('/') ? glob + "**" : glob).ToList();
        _included = [.. all.Where(glob => !glob.StartsWith('!')).Select(Glob.Parse)];
        _excluded = [.. all.Where(glob => glob.StartsWith('!')).Select(glob => Glob.Parse(glob[1..]))];
    }

    public bool IsMatch(string path)
    {
        Span<byte> buffer = stackalloc byte[512];
        var bytes = Encoding.UTF8.TryGetBytes(path, buffer, out var length)
            ? buffer[..length]
            : Encoding.UTF8.GetBytes(path);
        return MatchesAny(_included, bytes) && !MatchesAny(_excluded, bytes);
    }

    /// <summary>Whether anything below the folder could match, so that it is worth a look.</summary>
    public bool ReachesBelow(string folder) => Array.Exists(_included, glob => glob.ReachesBelow(Names(folder)));

    /// <summary>Whether all below the folder matches, so that no name there is worth a look.</summary>
    public bool HoldsAllBelow(string folder) =>
        Array.Exists(_included, glob => glob.HoldsAllBelow(folder))
        && !Array.Exists(_excluded, glob => glob.ReachesBelow(Names(folder)));

    private static byte[][] Names(string folder) =>
        folder.Length == 0 ? [] : [.. folder.Split('/').Select(Encoding.UTF8.GetBytes)];

    private static bool MatchesAny(Glob[] globs, ReadOnlySpan<byte> path)
    {
        foreach (var glob in globs)
        {
            if (Wildmatch.IsMatch(glob.Pattern, path))
                return true;
        }
        return false;
    }

    private sealed record Glob(byte[] Pattern, byte[][] Segments, string? WholeFolder)
    {
        public static Glob Parse(string glob) =>
            new(
                Encoding.UTF8.GetBytes(glob),
                [.. glob.Split('/').Select(Encoding.UTF8.GetBytes)],
                glob.EndsWith("/**", StringComparison.Ordinal)
                && glob.AsSpan(0, glob.Length - 3).IndexOfAny("*?[\\") < 0
                    ? glob[..^2]
                    : null
            );

        public bool HoldsAllBelow(string folder) =>
            WholeFolder is not null && $"{folder}/".StartsWith(WholeFolder, StringComparison.Ordinal);

        public bool ReachesBelow(byte[][] names)
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (Segments[Math.Min(i, Segments.Length - 1)].AsSpan().SequenceEqual("**"u8))
                    return true;
                if (i >= Segments.Length - 1 || !Wildmatch.IsMatch(Segments[i], names[i]))
                    return false;
            }
            return true;
        }
    }
}
