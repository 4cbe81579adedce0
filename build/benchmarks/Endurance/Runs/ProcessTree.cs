using System.Globalization;

namespace Endurance.Runs;

/// <summary>Processes as /proc tells them (proc(5)).</summary>
static class ProcessTree
{
    /// <summary>A process and all that come from it, the outermost first.</summary>
    public static IReadOnlyList<int> Of(int id)
    {
        var parents = Ids().Select(one => (Id: one, Parent: ParentOf(one))).ToList();
        var tree = new List<int> { id };
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(parents.Where(one => one.Parent == tree[i]).Select(one => one.Id));
        return tree;
    }

    /// <summary>The processes that work in a folder or were started with a path in it, with their command lines.</summary>
    public static IReadOnlyList<(int Id, string Command)> In(string folder) =>
        [
            .. Ids()
                .Where(id => id != Environment.ProcessId)
                .Select(id => (Id: id, Command: Read(id, "cmdline").Replace('\0', ' ')))
                .Where(one =>
                    one.Command.Contains(folder, StringComparison.Ordinal)
                    || FolderOf(one.Id).StartsWith(folder, StringComparison.Ordinal)
                ),
        ];

    /// <summary>Children ignore Ctrl+C where this process does: jobs in the background of a script, nohup.</summary>
    /// <exception cref="EnduranceException">It does.</exception>
    public static void DemandInterrupts()
    {
        const string field = "SigIgn:";
        const ulong interrupt = 1UL << 1;
        var line = File.ReadLines("/proc/self/status").First(one => one.StartsWith(field, StringComparison.Ordinal));
        var ignored = ulong.Parse(line[field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if ((ignored & interrupt) != 0)
            throw new EnduranceException("SIGINT is ignored here, and so in all that is started from here.");
    }

    static IEnumerable<int> Ids() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0);

    /// <summary>The fourth field, after the name in brackets, which may hold anything.</summary>
    static int ParentOf(int id)
    {
        var status = Read(id, "stat");
        var fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;
    }

    static string FolderOf(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/cwd").LinkTarget ?? "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
