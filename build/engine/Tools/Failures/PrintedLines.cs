namespace Tools.Failures;

/// <summary>What a tool printed: its beginning, where most name the first error, and its end.</summary>
public sealed class PrintedLines
{
    const int First = 1500;
    const int Last = 500;

    readonly Lock gate = new();
    readonly List<string> first = [];
    readonly Queue<string> last = [];

    public void Add(string line)
    {
        lock (gate)
        {
            if (first.Count < First)
            {
                first.Add(line);
                return;
            }
            last.Enqueue(line);
            if (last.Count > Last)
                last.Dequeue();
        }
    }

    public IReadOnlyList<string> All
    {
        get
        {
            lock (gate)
                return [.. first, .. last];
        }
    }
}
