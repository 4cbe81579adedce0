using Arguments.Completions;
using Deployment.NextActions;

namespace Arguments;

/// <summary>The build's own options: the one list that parsing, suggestions and help go by.</summary>
public static class BuildOptions
{
    public const string Project = "project";
    public const string App = "app";
    public const string Local = "local";
    public const string Profile = "profile";
    public const string Environment = "environment";
    public const string Stacks = "stacks";
    public const string Exclusively = "exclusively";
    public const string Concurrency = "concurrency";
    public const string RequireApproval = "require-approval";
    public const string Rollback = "rollback";
    public const string NoRollback = "no-rollback";
    public const string ImportExistingResources = "import-existing-resources";
    public const string StackPolicy = "stack-policy";
    public const string Parameters = "parameters";
    public const string NoPreviousParameters = "no-previous-parameters";
    public const string Shard = "shard";
    public const string OutputsFile = "outputs-file";
    public const string Fail = "fail";
    public const string Method = "method";
    public const string Format = "format";
    public const string ReadOnly = "read-only";
    public const string Force = "force";
    public const string Explain = "explain";
    public const string SharedOutputs = "shared-outputs";

    /// <summary>The environment variable that stands for it where the command line does not.</summary>
    public const string SharedOutputsVariable = "BUILD_SHARED_OUTPUTS";
    public const string Purpose = "purpose";
    public const string Role = "role";
    public const string Shell = "shell";
    public const string Port = "port";
    public const string Reset = "reset";
    public const string SkipDamagedRecords = "skip-damaged-records";
    public const string Latency = "latency";
    public const string RateLimit = "rate-limit";
    public const string Faults = "faults";
    public const string Propagation = "propagation";
    public const string Seed = "seed";
    public const string ChangeSetDuration = "change-set-duration";
    public const string ResourceDuration = "resource-duration";
    public const string FailingTypes = "failing-types";
    public const string FailingHooks = "failing-hooks";
    public const string IncludeUncommitted = "include-uncommitted";
    public const string Retry = "retry";
    public const string Keep = "keep";
    public const string Output = "output";
    public const string Feed = "feed";
    public const string To = "to";
    public const string PackageVersion = "package-version";

    /// <summary>Name, value, description and targets of each.</summary>
    public static readonly IReadOnlyList<BuildOption> All =
    [
        new(
            Project,
            "=NAME,...",
            "Only these projects of build/settings.json: pipeline and infra where it names none",
            [.. OptionTargets.Steps, .. OptionTargets.Stacks, "BootstrapLocal", "Bootstrap", "Doctor", "Clean"]
        )
        {
            Default = "all",
        },
        new(
            App,
            "=FOLDER",
            "A Cloud Assembly that is made elsewhere, instead of the subprojects; nothing is synthesized",
            BuildCommand.OfApps
        ),
        new(Local, "", "Rehearse against a local AWS", [.. OptionTargets.OfAnyAws]),
        new(Profile, "=NAME", "The AWS profile to start from", [.. OptionTargets.OfAnyAws.Except(["Clean"])]),
        new(
            Environment,
            "=NAME,...",
            "Only these environments of build/settings.json",
            [.. OptionTargets.Stacks, "Bootstrap", "Doctor", "Credentials", "ExecutionPolicy"]
        ),
        new(
            Stacks,
            "=PATTERN,...",
            "Only these stacks, by name, path or glob, with what they depend on",
            [.. OptionTargets.Stacks, "Doctor", "ExecutionPolicy"]
        ),
        new(
            Exclusively,
            "",
            "Without what the chosen stacks depend on",
            [.. OptionTargets.Stacks, "Doctor", "ExecutionPolicy"]
        ),
        new(Concurrency, "=N", "At most so many stacks and assets at once", OptionTargets.Stacks)
        {
            Default = "as many as the accounts' rate limits allow",
        },
        new(
            RequireApproval,
            "=never|any-change|broadening",
            "Which changes to ask about before they are executed",
            ["Deploy"]
        )
        {
            Default = "broadening; never with --local",
        },
        new(Rollback, "", "Take stacks that are stuck in a failed update back before going on", ["Deploy"]),
        new(
            NoRollback,
            "",
            "Leave what succeeded in place when a stack fails; the next run goes on from there",
            ["Deploy"]
        ),
        new(
            ImportExistingResources,
            "",
            "Take over resources that are there already under the names of the template",
            ["Deploy", "Diff"]
        ),
        new(StackPolicy, "=FILE", "Give each stack this stack policy", ["Deploy", "Diff", "Doctor"]),
        new(
            Parameters,
            "=[STACK:]KEY=VALUE",
            "A value for a parameter, of one stack or of all that have it; repeatable",
            ["Deploy", "Diff", "Doctor"]
        ),
        new(
            NoPreviousParameters,
            "",
            "Parameters without a given value take their default, not what the stack has",
            ["Deploy", "Diff"]
        ),
        new(Shard, "=I/N", "Only a part of the stacks, so that several machines deploy a fleet", OptionTargets.Stacks),
        new(OutputsFile, "=FILE", "Write the stacks' outputs, in the CDK CLI's format", ["Deploy"]),
        new(Fail, "", "Fail when Diff finds differences", ["Diff"]),
        new(
            Method,
            "=auto|change-set|template",
            "How Diff finds differences: a change set where the template is not certain",
            ["Diff"]
        )
        {
            Default = "auto",
        },
        new(
            ReadOnly,
            "",
            "Compare with the lookup roles alone: nothing is written, no change set made",
            [OptionTargets.Comparison]
        ),
        new(
            Format,
            "=text|json|markdown",
            "What Diff, Doctor and ExecutionPolicy write; markdown, a comment for a pull request, is Diff's",
            [OptionTargets.Comparison, "Doctor", "ExecutionPolicy"]
        )
        {
            Default = "text",
        },
        new(Force, "", "Do not ask, and redo what is up to date", [.. OptionTargets.Steps, "Deploy", "Destroy"]),
        new(Explain, "", "Say why each step runs or is skipped", OptionTargets.Steps),
        new(
            SharedOutputs,
            "=FOLDER",
            "Share the outputs of steps with other checkouts through a folder that you trust; also BUILD_SHARED_OUTPUTS",
            OptionTargets.Steps
        ),
        new(
            Purpose,
            "=lookup|deploy|publish|bootstrap|read-only",
            "What the credentials of Credentials are for",
            ["Credentials"]
        ),
        new(Role, "=NAME|ARN", "The role that Credentials ends in, instead of the purpose's own", ["Credentials"]),
        new(Shell, "=bash|zsh|fish|powershell", "The shell that is to complete", ["Completion"]) { Default = "bash" },
        OfLocalAws(Port, "=N", "The local AWS's port") with
        {
            Default = "any free one",
        },
        OfLocalAws(Reset, "", "Empty the local AWS's state before it starts"),
        OfLocalAws(SkipDamagedRecords, "", "Set damaged records of the local AWS's state aside and start without them"),
        OfLocalAws(
            Latency,
            "=[API=]50ms,...",
            "How long calls to the local AWS take; API: service:Action with wildcards"
        ),
        OfLocalAws(RateLimit, "=[API=]10,...", "How many calls a second each of its APIs answers"),
        OfLocalAws(
            Faults,
            "=[API=]reset:5%,...",
            "Faults of its calls: throttled, 500, reset, lost, ...; see build/engine/LocalAws/README.md"
        ),
        OfLocalAws(Propagation, "=SERVICE:1s,...", "How long changes take there until they are seen") with
        {
            Default = "a second for iam, little for cloudformation",
        },
        OfLocalAws(Seed, "=N", "The seed that decides which of its calls get faults") with
        {
            Default = "0",
        },
        OfLocalAws(ChangeSetDuration, "=3s", "How long its CloudFormation computes a change set"),
        OfLocalAws(ResourceDuration, "=2s", "How long its CloudFormation works on a resource"),
        OfLocalAws(FailingTypes, "=TYPE,...", "Resource types whose creation fails in its CloudFormation"),
        OfLocalAws(
            FailingHooks,
            "=HOOK@TARGET,...",
            "Hooks of its CloudFormation that fail a resource type, or CHANGE_SET"
        ),
        new(IncludeUncommitted, "", "Rehearse the work tree as it is, not the last commit", ["Rehearse"]),
        new(Retry, "", "Rehearse from the stage on that failed, with what was pushed before", ["Rehearse"]),
        new(Keep, "", "Serve the local AWS of the rehearsal after it, and keep the folders of builds", ["Rehearse"]),
        new(Output, "=FOLDER", "Where New writes the repository: an empty folder, or none yet", ["New"]),
        new(
            Feed,
            "=FEED",
            "The folder or the address to take the packages from, in place of the repository's own",
            ["New", "Upgrade"]
        ),
        new(To, "=VERSION", "The version to upgrade to, an older one included", ["Upgrade"])
        {
            Default = "the newest of the feed",
        },
        new(PackageVersion, "=VERSION", "The version of the packages", ["New", "Pack"])
        {
            Default = "by when the sources were last changed",
        },
    ];

    /// <summary>An option of the local AWS: for the targets that always start one, and with --local for those that then do.</summary>
    static BuildOption OfLocalAws(string name, string value, string text) =>
        new(name, value, text, ["LocalAws", "Rehearse"])
        {
            TargetsWhenLocal = [.. OptionTargets.OfAnyAws.Except(["Clean"])],
        };

    /// <summary>What the host itself understands and takes no value for, with what it does.</summary>
    public static readonly IReadOnlyList<CompletedWord> FlagsOfTheHost =
    [
        new("description", "Shows the description of each task"),
        new("tree", "Shows the task dependency tree"),
        new("dryrun", "Shows what would run, in order, without running it"),
        new("exclusive", "Runs the target without its dependencies"),
        new("version", "Shows the version"),
        new("info", "Shows more about Cake"),
        new("help", "Shows the help"),
    ];

    /// <summary>What the host itself understands.</summary>
    public static readonly IReadOnlyList<string> OfTheHost =
    [
        "target",
        "working",
        "verbosity",
        .. FlagsOfTheHost.Select(flag => flag.Word),
    ];

    /// <summary>How the host is asked to run nothing.</summary>
    public static readonly IReadOnlyList<string> DryRun = ["--dryrun", "--noop", "--whatif"];

    /// <summary>How the host is asked to run the targets alone.</summary>
    public static readonly IReadOnlyList<string> Exclusive = ["--exclusive", "-e"];

    /// <summary>The beginnings of Cake's own configuration keys, such as paths_tools.</summary>
    public static readonly IReadOnlyList<string> ConfigurationPrefixes = ["settings_", "paths_", "nuget_"];
}
