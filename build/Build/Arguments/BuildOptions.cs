namespace Build.Arguments;

/// <summary>The build's own options: the one list that parsing, suggestions and help go by.</summary>
static class BuildOptions
{
    public const string Project = "project";
    public const string Local = "local";
    public const string Profile = "profile";
    public const string Environment = "environment";
    public const string Stacks = "stacks";
    public const string Exclusively = "exclusively";
    public const string Concurrency = "concurrency";
    public const string RequireApproval = "require-approval";
    public const string Rollback = "rollback";
    public const string Shard = "shard";
    public const string OutputsFile = "outputs-file";
    public const string Fail = "fail";
    public const string Format = "format";
    public const string Force = "force";
    public const string Explain = "explain";
    public const string SharedOutputs = "shared-outputs";
    public const string Port = "port";
    public const string Latency = "latency";
    public const string RateLimit = "rate-limit";
    public const string Faults = "faults";
    public const string Seed = "seed";
    public const string ChangeSetDuration = "change-set-duration";
    public const string ResourceDuration = "resource-duration";
    public const string FailingTypes = "failing-types";

    /// <summary>Name, value and description of each.</summary>
    public static readonly IReadOnlyList<(string Name, string Value, string Text)> All =
    [
        (Project, "=infra|pipeline", "One subproject; both without it"),
        (Local, "", "Rehearse against a local AWS"),
        (Profile, "=NAME", "The AWS profile to start from"),
        (Environment, "=NAME,...", "Only these environments of build/settings.json"),
        (Stacks, "=PATTERN,...", "Only these stacks, by name, path or glob, with what they depend on"),
        (Exclusively, "", "Without what the chosen stacks depend on"),
        (Concurrency, "=N", "At most so many stacks and assets at once"),
        (RequireApproval, "=never|any-change|broadening", "Which changes to ask about before they are executed"),
        (Rollback, "", "Take stacks that are stuck in a failed update back before going on"),
        (Shard, "=I/N", "Only a part of the stacks, so that several machines deploy a fleet"),
        (OutputsFile, "=FILE", "Write the stacks' outputs, in the CDK CLI's format"),
        (Fail, "", "Fail when Diff finds differences"),
        (Format, "=text|json", "What Diff writes"),
        (Force, "", "Do not ask, and do everything anew"),
        (Explain, "", "Say of each step why it runs or not"),
        (SharedOutputs, "=FOLDER", "Share the outputs of steps with other checkouts through a folder that you trust"),
        (Port, "=N", "The local AWS's port; any free one without it"),
        (Latency, "=[API=]50ms,...", "How long calls to the local AWS take; API: service:Action with wildcards"),
        (RateLimit, "=[API=]10,...", "How many calls a second each of its APIs answers"),
        (
            Faults,
            "=[API=]reset:5%,...",
            "Faults of its calls: throttled, 500, reset, lost, ...; see build/LocalAws/README.md"
        ),
        (Seed, "=N", "Which of its calls are struck by faults; 0 without it"),
        (ChangeSetDuration, "=3s", "How long its CloudFormation computes a change set"),
        (ResourceDuration, "=2s", "How long its CloudFormation works on a resource"),
        (FailingTypes, "=TYPE,...", "Resource types whose creation fails in its CloudFormation"),
    ];

    /// <summary>What the host itself understands.</summary>
    public static readonly IReadOnlyList<string> OfTheHost =
    [
        "target",
        "working",
        "verbosity",
        "description",
        "tree",
        "dryrun",
        "exclusive",
        "version",
        "info",
        "help",
    ];

    /// <summary>The beginnings of Cake's own configuration keys, such as paths_tools.</summary>
    public static readonly IReadOnlyList<string> ConfigurationPrefixes = ["settings_", "paths_", "nuget_"];

    public static void WriteHelp(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("OPTIONS OF THIS BUILD:");
        foreach (var (name, value, text) in All)
            output.WriteLine($"    {$"--{name}{value}", -50} {text}");
    }
}
