namespace Arguments;

/// <summary>What --help says of the build's own options: a paragraph for those that the same targets take.</summary>
public static class HelpText
{
    /// <summary>From so many on, naming the targets says less than that they are most.</summary>
    const int Most = 6;

    const int Width = 34;

    public static void Write(TextWriter output)
    {
        foreach (var group in BuildOptions.All.GroupBy(HeadingOf))
        {
            output.WriteLine();
            output.WriteLine($"{group.Key}:");
            foreach (var option in group)
                output.WriteLine($"    {NameOf(option), -Width} {option.Text}{DefaultOf(option)}");
        }
    }

    static string HeadingOf(BuildOption option) =>
        option switch
        {
            { TargetsWhenLocal.Count: > 0 } => "OPTIONS OF THE LOCAL AWS, with LocalAws, Rehearse or --local",
            { Targets.Count: >= Most } => "OPTIONS OF MOST TARGETS",
            { Targets: [var only] } => $"OPTIONS OF {only}",
            _ => $"OPTIONS OF {string.Join(", ", option.Targets.SkipLast(1))} AND {option.Targets[^1]}",
        };

    /// <summary>On a line of its own where it is longer than its column.</summary>
    static string NameOf(BuildOption option)
    {
        var name = $"--{option.Name}{option.Value}";
        return name.Length <= Width ? name : $"{name}{Environment.NewLine}{"", Width + 4}";
    }

    static string DefaultOf(BuildOption option) => option.Default is { } value ? $" (default: {value})" : "";
}
