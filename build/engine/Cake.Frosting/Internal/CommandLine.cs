using System.Diagnostics.CodeAnalysis;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>The host's own options; every other option is an argument of the build.</summary>
sealed record CommandLine
{
    public IReadOnlyList<string> Targets { get; init; } = [];
    public string? WorkingDirectory { get; init; }
    public Verbosity? Verbosity { get; init; }
    public bool Description { get; init; }
    public bool Tree { get; init; }
    public bool DryRun { get; init; }
    public bool Exclusive { get; init; }
    public bool Version { get; init; }
    public bool Info { get; init; }
    public bool Help { get; init; }
    public required ICakeArguments Arguments { get; init; }

    /// <summary>
    /// Takes <c>--name=value</c>, <c>--name value</c>, <c>--name</c> and the one-letter forms. A flag of the host that is
    /// given a value, as in <c>--version=1.2.3</c>, is an argument of the build, and so is each option after <c>--</c>.
    /// </summary>
    public static bool TryParse(
        IEnumerable<string> args,
        [NotNullWhen(true)] out CommandLine? commandLine,
        [NotNullWhen(false)] out string? problem
    )
    {
        var parser = new CommandLineParser(args);
        problem = parser.Parse();
        commandLine = problem is null ? parser.Result : null;
        return problem is null;
    }
}
