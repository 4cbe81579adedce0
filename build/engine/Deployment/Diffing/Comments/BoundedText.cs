using System.Text;

namespace Deployment.Diffing.Comments;

/// <summary>Lines up to a size; what has no room any more is left out and counted.</summary>
/// <param name="limit">Bytes of UTF-8, of which a text never has fewer than characters, however these are counted.</param>
sealed class BoundedText(int limit)
{
    readonly StringBuilder text = new();
    int bytes;

    /// <summary>How much is kept free for what still has to be written.</summary>
    public int Reserve { get; set; }

    /// <summary>Adds lines that belong together: all, or none.</summary>
    public bool TryAdd(params IReadOnlyList<string> lines)
    {
        var needed = lines.Sum(line => Encoding.UTF8.GetByteCount(line) + 1);
        if (bytes + needed > limit - Reserve)
            return false;
        bytes += needed;
        foreach (var line in lines)
            text.Append(line).Append('\n');
        return true;
    }

    /// <summary>Adds as many of the entries as there is room for, each whole, and says how many are left out.</summary>
    /// <param name="share">How much of the text they may take at most, in bytes.</param>
    public void AddEntries(IReadOnlyList<IReadOnlyList<string>> entries, int share, Func<int, string> leftOut)
    {
        // Room for the words about what is left out.
        const int Words = 200;
        var reserve = Reserve;
        Reserve = Math.Max(reserve, limit - bytes - share) + Words;
        var added = 0;
        while (added < entries.Count && TryAdd(entries[added]))
            added++;
        Reserve = reserve;
        if (added < entries.Count)
            TryAdd(leftOut(entries.Count - added));
    }

    public override string ToString() => text.ToString();
}
