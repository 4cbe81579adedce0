/// <summary>Which mutant is on, and which were reached. Written to the end of each mutated file.</summary>
file static class MutantSwitch
{
    const string Shared = "mutants.reached";

    static readonly int Active = int.TryParse(Environment.GetEnvironmentVariable("MUTANT"), out var id) ? id : 0;
    static readonly string? Reached = Environment.GetEnvironmentVariable("MUTANTS_REACHED");
    static readonly System.Collections.Concurrent.ConcurrentDictionary<int, byte> Seen = SeenByProcess();

    public static bool On(int id)
    {
        if (Reached is not null && Seen.TryAdd(id, 0))
            Write(id);
        return id == Active;
    }

    static System.Collections.Concurrent.ConcurrentDictionary<int, byte> SeenByProcess()
    {
        lock (AppDomain.CurrentDomain)
        {
            if (
                AppDomain.CurrentDomain.GetData(Shared)
                is not System.Collections.Concurrent.ConcurrentDictionary<int, byte> seen
            )
                AppDomain.CurrentDomain.SetData(Shared, seen = new());
            return seen;
        }
    }

    static void Write(int id)
    {
        while (true)
            try
            {
                using var file = new System.IO.FileStream(
                    Reached!,
                    System.IO.FileMode.Append,
                    System.IO.FileAccess.Write,
                    System.IO.FileShare.None
                );
                file.Write(System.Text.Encoding.ASCII.GetBytes($"{id}\n"));
                return;
            }
            catch (System.IO.IOException)
            {
                System.Threading.Thread.Yield();
            }
    }
}
