using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

enum HostOption
{
    None,
    Target,
    Working,
    Verbosity,
    Description,
    Tree,
    DryRun,
    Exclusive,
    Version,
    Info,
    Help,
}

/// <summary>The spellings of the host's options and what <c>--help</c> says of them.</summary>
static class HostOptions
{
    static readonly Spelling[] All =
    [
        new(
            HostOption.Target,
            ["-t", "--target"],
            " <TARGET>",
            "Target task to run; may be repeated. Default: Default"
        ),
        new(HostOption.Working, ["-w", "--working"], " <PATH>", "Sets the working directory"),
        new(HostOption.Verbosity, ["-v", "--verbosity"], " <VERBOSITY>", $"How much is said: {Verbosities}"),
        new(
            HostOption.Description,
            ["--description", "--descriptions", "--showdescription", "--showdescriptions"],
            "",
            "Shows the description of each task"
        ),
        new(HostOption.Tree, ["--tree", "--showtree"], "", "Shows the task dependency tree"),
        new(
            HostOption.DryRun,
            ["--dryrun", "--noop", "--whatif"],
            "",
            "Shows what would run, in order, without running it"
        ),
        new(HostOption.Exclusive, ["-e", "--exclusive"], "", "Runs the target without its dependencies"),
        new(HostOption.Version, ["--version", "--ver"], "", "Shows the version"),
        new(HostOption.Info, ["--info"], "", "Shows more about Cake"),
        new(HostOption.Help, ["-h", "--help"], "", "Shows this help"),
    ];

    public const string Verbosities = "Quiet, Minimal, Normal, Verbose or Diagnostic";

    public static HostOption Find(string name)
    {
        foreach (var option in All)
        {
            foreach (var spelling in option.Names)
            {
                if (string.Equals(spelling, name, StringComparison.Ordinal))
                    return option.Option;
            }
        }

        return HostOption.None;
    }

    public static bool IsFlag(HostOption option) =>
        option is not (HostOption.None or HostOption.Target or HostOption.Working or HostOption.Verbosity);

    /// <summary>Takes the names and their first letters, as Cake does.</summary>
    public static bool TryParseVerbosity(string? value, out Verbosity verbosity)
    {
        (var known, verbosity) = value?.ToUpperInvariant() switch
        {
            "Q" or "QUIET" => (true, Verbosity.Quiet),
            "M" or "MINIMAL" => (true, Verbosity.Minimal),
            "N" or "NORMAL" => (true, Verbosity.Normal),
            "V" or "VERBOSE" => (true, Verbosity.Verbose),
            "D" or "DIAGNOSTIC" => (true, Verbosity.Diagnostic),
            _ => (false, Verbosity.Normal),
        };
        return known;
    }

    public static void WriteHelp(TextWriter output)
    {
        output.WriteLine("USAGE:");
        output.WriteLine("    [OPTIONS] [--NAME=VALUE ...]");
        output.WriteLine();
        output.WriteLine("OPTIONS:");
        foreach (var (_, names, value, text) in All)
            output.WriteLine($"    {string.Join(", ", names.Take(2)) + value, -34} {text}");
        output.WriteLine();
        output.WriteLine("Any other option is an argument of the build.");
    }

    sealed record Spelling(HostOption Option, string[] Names, string Value, string Text);
}
