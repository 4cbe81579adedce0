using System.Globalization;

namespace Benchmarks.Measurements;

/// <summary>What Linux's /proc tells of processes, as proc(5) describes it.</summary>
static class ProcessFiles
{
    /// <summary>USER_HZ, in which /proc counts on every common architecture.</summary>
    const int TicksPerSecond = 100;

    /// <summary>User and system time of a process itself.</summary>
    public static TimeSpan CpuOf(int process) => Cpu(process.ToString(CultureInfo.InvariantCulture), 11);

    /// <summary>User and system time of this process's descendants that ended and were waited for.</summary>
    public static TimeSpan CpuOfEndedChildren() => Cpu("self", 13);

    /// <summary>Bytes resident of a process and its descendants; 0 when it is gone.</summary>
    public static long ResidentOfTree(int process) => Tree(process).Sum(one => StatusBytes(one, "VmRSS:"));

    /// <summary>The most bytes resident that the process itself ever had; 0 when it is gone.</summary>
    public static long PeakOf(int process) => StatusBytes(process, "VmHWM:");

    static IEnumerable<int> Tree(int process)
    {
        yield return process;
        foreach (var child in Children(process).SelectMany(Tree))
            yield return child;
    }

    static List<int> Children(int process)
    {
        var found = new List<int>();
        try
        {
            foreach (var task in Directory.GetDirectories($"/proc/{process}/task"))
            {
                var ids = File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
                found.AddRange(ids.Select(id => int.Parse(id, CultureInfo.InvariantCulture)));
            }
        }
        catch (IOException)
        {
            return found; // It ended while it was looked at.
        }
        return found;
    }

    static long StatusBytes(int process, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            var parts = line?.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            return parts is [_, var kilobytes, ..] ? long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024 : 0;
        }
        catch (IOException)
        {
            return 0; // It ended while it was looked at.
        }
    }

    /// <summary>Two neighbouring fields of stat, counted behind the name, which may hold anything but ends with the last parenthesis.</summary>
    static TimeSpan Cpu(string process, int field)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = fields[field..(field + 2)].Sum(text => long.Parse(text, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }
}
