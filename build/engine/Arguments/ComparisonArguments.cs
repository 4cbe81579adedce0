using Deployment;
using Deployment.Diffing;

namespace Arguments;

/// <summary>How Diff compares and what it writes: what there is to choose from, and what goes together.</summary>
static class ComparisonArguments
{
    public static readonly IReadOnlyList<(string Name, DiffMethod Method)> Methods =
    [
        ("auto", DiffMethod.Auto),
        ("change-set", DiffMethod.ChangeSet),
        ("template", DiffMethod.Template),
    ];

    public static readonly IReadOnlyList<(string Name, OutputFormat Format)> Formats =
    [
        ("text", OutputFormat.Text),
        ("json", OutputFormat.Json),
        ("markdown", OutputFormat.Markdown),
    ];

    /// <param name="targets">The targets of the run, those that they depend on included.</param>
    public static IEnumerable<Finding> Check(BuildArguments arguments, IReadOnlyList<string> targets)
    {
        if (arguments.Format == OutputFormat.Markdown && !targets.Contains(OptionTargets.Comparison))
            yield return new(
                FindingCodes.InvalidArguments,
                $"--{BuildOptions.Format}=markdown is a format of {OptionTargets.Comparison} alone",
                $"write --{BuildOptions.Format}=json, or leave it out"
            );
        if (arguments is { ReadOnly: true, Method: DiffMethod.ChangeSet })
            yield return new(
                FindingCodes.InvalidArguments,
                $"--{BuildOptions.ReadOnly} and --{BuildOptions.Method}=change-set contradict each other: a change set is written",
                "leave one of them out"
            );
    }
}
