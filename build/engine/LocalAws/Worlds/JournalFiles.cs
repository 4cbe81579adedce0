using System.Globalization;

namespace LocalAws.Worlds;

/// <summary>
/// The files of a journal: the first one, and those that go on after it, numbered, while it is rewritten. Read in their
/// order they are one journal.
/// </summary>
sealed class JournalFiles(string directory)
{
    const string Name = "journal";

    /// <summary>The folder that they are in.</summary>
    public string Folder { get; } = directory;

    /// <summary>The first file.</summary>
    public string First { get; } = Path.Combine(directory, Name);

    /// <summary>The first file while it is rewritten.</summary>
    string Next => First + ".next";

    /// <summary>Where damaged lines are set aside.</summary>
    public string Damaged { get; } = Path.Combine(directory, Name + ".damaged");

    /// <summary>The file that goes on after the first one, from 1; 0 is the first one.</summary>
    public string Of(int number) =>
        number == 0 ? First : string.Create(CultureInfo.InvariantCulture, $"{First}.{number}");

    /// <summary>The numbers of the files that there are, in their order.</summary>
    public IReadOnlyList<int> Numbers() =>
        [
            .. Directory
                .EnumerateFiles(Folder)
                .Select(file => Path.GetFileName(file).Split('.'))
                .Where(name => name[0] == Name && (name.Length == 1 || IsNumber(name)))
                .Select(name => name.Length == 1 ? 0 : int.Parse(name[1], CultureInfo.InvariantCulture))
                .Order(),
        ];

    /// <summary>
    /// Rewrites the files up to that number into the first one, without what was overwritten, and gives its length. Ended at
    /// any moment, it leaves a journal that says the same: the rewritten file takes the first one's place in one step, and
    /// the others go oldest first, so that what is left of them only says again how it ended.
    /// </summary>
    public long Compact(int last, CancellationToken cancellationToken)
    {
        var numbers = Numbers().Where(number => number <= last).ToList();
        JournalCompaction.Write([.. numbers.Select(Of)], Next, cancellationToken);
        var length = new FileInfo(Next).Length;
        File.Move(Next, First, overwrite: true);
        foreach (var number in numbers.Where(number => number > 0))
            File.Delete(Of(number));
        return length;
    }

    /// <summary>Removes what a process that was killed had only half rewritten.</summary>
    public void DeleteHalfWritten() => File.Delete(Next);

    /// <summary>Removes all, newest first: what is left at any moment is what once was.</summary>
    public void Delete()
    {
        foreach (var number in Numbers().Reverse())
            File.Delete(Of(number));
    }

    static bool IsNumber(string[] name) => name.Length == 2 && name[1].Length > 0 && name[1].All(char.IsAsciiDigit);
}
