using System.Globalization;
using Arguments.Completions;
using Cake.Core;
using Deployment;
using Deployment.Diffing;
using Deployment.NextActions;
using Deployment.ParameterValues;
using LocalAws.CloudFormation;
using LocalAws.CloudFormation.Hooks;
using LocalAws.Faults;
using Settings;
using Settings.Projects;

namespace Arguments;

/// <summary>Reads the build's arguments, noting everything that is wrong with them.</summary>
public sealed class ArgumentsReader(IDictionary<string, ICollection<string>> arguments, string root)
{
    readonly List<Finding> findings = [];

    const string Target = "target";

    static readonly string[] approvals = ["never", "any-change", "broadening"];

    /// <param name="arguments">The command line.</param>
    /// <param name="environments">The names of the environments that there are.</param>
    /// <param name="root">Where relative paths begin.</param>
    /// <param name="targets">The targets of the run, those that they depend on included; null where that is not known.</param>
    /// <param name="app">What stands in the place of the subprojects; null where they are worked on.</param>
    /// <param name="projects">Those that there are, in their order; null: those of settings that name none.</param>
    /// <exception cref="BuildException">Everything that is wrong with the arguments; exit code 2.</exception>
    public static BuildArguments Read(
        ICakeArguments arguments,
        IReadOnlyList<string> environments,
        string root,
        IReadOnlyList<string>? targets = null,
        Project? app = null,
        IReadOnlyList<Project>? projects = null
    )
    {
        var reader = new ArgumentsReader(arguments.GetArguments(), root);
        var result = reader.Read(environments, app, projects ?? Project.Defaults);
        if (targets is not null)
        {
            reader.CheckTargets(targets, result.Local);
            reader.findings.AddRange(ComparisonArguments.Check(result, targets));
            reader.findings.AddRange(RepositoryArguments.Check(result, targets));
        }
        if (targets is not null && app is not null)
            reader.CheckSynthesis(targets);
        return reader.findings.Count == 0
            ? result
            : throw new BuildException(reader.findings, BuildException.WrongInput);
    }

    BuildArguments Read(IReadOnlyList<string> environments, Project? app, IReadOnlyList<Project> projects)
    {
        foreach (var name in arguments.Keys)
            CheckKnown(name);
        var local = Flag(BuildOptions.Local);
        return new BuildArguments
        {
            Projects = ReadProjects(app, projects),
            Local = local,
            Profile = One(BuildOptions.Profile),
            Environments = OneOf(BuildOptions.Environment, "an environment of build/settings.json", environments),
            Stacks = Many(BuildOptions.Stacks),
            Exclusively = Flag(BuildOptions.Exclusively),
            Concurrency = Number(BuildOptions.Concurrency, 1, 10_000),
            RequireApproval = Choice(BuildOptions.RequireApproval, "a kind of change", approvals) switch
            {
                "never" => ApprovalRule.Never,
                "any-change" => ApprovalRule.AnyChange,
                "broadening" => ApprovalRule.Broadening,
                // Nothing is lost in a rehearsal.
                _ => local ? ApprovalRule.Never : ApprovalRule.Broadening,
            },
            Rollback = Flag(BuildOptions.Rollback),
            NoRollback = ReadNoRollback(),
            ImportExistingResources = Flag(BuildOptions.ImportExistingResources),
            StackPolicy = ReadStackPolicy(),
            Parameters = ReadParameters(),
            NoPreviousParameters = Flag(BuildOptions.NoPreviousParameters),
            Shard = ReadShard(),
            OutputsFile = One(BuildOptions.OutputsFile),
            Fail = Flag(BuildOptions.Fail),
            Method = Of(BuildOptions.Method, "a way to compare", ComparisonArguments.Methods),
            ReadOnly = Flag(BuildOptions.ReadOnly),
            Format = Of(BuildOptions.Format, "a format", ComparisonArguments.Formats),
            Force = Flag(BuildOptions.Force),
            Explain = Flag(BuildOptions.Explain),
            SharedOutputs = One(BuildOptions.SharedOutputs),
            Purpose = Choice(BuildOptions.Purpose, "a purpose", Purposes.Arguments) is { } purpose
                ? Purposes.Parse(purpose)
                : null,
            Role = ReadRole(),
            Shell = Choice(BuildOptions.Shell, "a shell that has completions", Shells.Names) is { } shell
                ? Shells.Parse(shell)
                : Shell.Bash,
            Port = Number(BuildOptions.Port, 0, 65535) ?? 0,
            Reset = Flag(BuildOptions.Reset),
            SkipDamagedRecords = Flag(BuildOptions.SkipDamagedRecords),
            IncludeUncommitted = Flag(BuildOptions.IncludeUncommitted),
            Retry = Flag(BuildOptions.Retry),
            Keep = Flag(BuildOptions.Keep),
            Output = One(BuildOptions.Output),
            Feed = One(BuildOptions.Feed),
            To = One(BuildOptions.To),
            PackageVersion = One(BuildOptions.PackageVersion),
            LocalFaults = new FaultOptions
            {
                Seed = Number(BuildOptions.Seed, 0, int.MaxValue) ?? 0,
                Latencies = Each(BuildOptions.Latency, FaultTexts.Latency),
                RateLimits = Each(BuildOptions.RateLimit, FaultTexts.RateLimit),
                Faults = Each(BuildOptions.Faults, FaultTexts.Fault),
                Propagations = Each(BuildOptions.Propagation, FaultTexts.Propagation),
            },
            LocalCloudFormation = new CloudFormationOptions
            {
                ChangeSetDuration = Duration(BuildOptions.ChangeSetDuration),
                ResourceDuration = Duration(BuildOptions.ResourceDuration),
                FailingResourceTypes = Many(BuildOptions.FailingTypes),
                Hooks = Each(BuildOptions.FailingHooks, FailingHook.Parse),
            },
        };
    }

    void CheckKnown(string name)
    {
        string[] known = [.. BuildOptions.All.Select(option => option.Name), .. BuildOptions.OfTheHost];
        if (
            known.Contains(name, StringComparer.OrdinalIgnoreCase)
            || BuildOptions.ConfigurationPrefixes.Any(prefix =>
                name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            )
        )
            return;
        Add(
            $"--{name} is not an option",
            CloseMatch.Of(name, known) is { } meant ? $"did you mean --{meant}?" : "./build.sh --help lists the options"
        );
    }

    /// <summary>An option that nothing of the run heeds was meant for something else, or misunderstood.</summary>
    void CheckTargets(IReadOnlyList<string> planned, bool local)
    {
        var works = planned.Any(BuildCommand.OfApps.Contains);
        var targets =
            works && arguments.ContainsKey(BuildOptions.App) ? [.. planned.Except(OptionTargets.Synthesis)] : planned;
        foreach (var option in BuildOptions.All.Where(option => arguments.ContainsKey(option.Name)))
        {
            if (option.IsTakenBy(targets, local))
                continue;
            var needsLocal = !local && option.IsTakenBy(targets, local: true);
            Add(
                $"--{option.Name} does nothing for {string.Join(", ", targets)}{(needsLocal ? $" without --{BuildOptions.Local}" : "")}",
                needsLocal
                    ? $"add --{BuildOptions.Local}, or leave it out"
                    : $"leave it out; it is for {string.Join(", ", option.Targets)}"
            );
        }
    }

    /// <summary>A target that is asked for by name, and has nothing to do with an assembly that is made elsewhere.</summary>
    void CheckSynthesis(IReadOnlyList<string> planned)
    {
        if (!planned.Any(BuildCommand.OfApps.Contains))
            return;
        foreach (var target in Many(Target).Intersect(planned).Except(BuildCommand.OfApps))
            Add(
                $"--{Target}={target} has nothing to do with --{BuildOptions.App}, which takes what is synthesized",
                "leave one of them out"
            );
    }

    IReadOnlyList<Project> ReadProjects(Project? app, IReadOnlyList<Project> projects)
    {
        if (One(BuildOptions.App) is not null && arguments.ContainsKey(BuildOptions.Project))
            Add(
                $"--{BuildOptions.App} and --{BuildOptions.Project} contradict each other: an assembly that is made elsewhere is no subproject",
                "leave one of them out"
            );
        if (app is not null)
            return [app];
        var names = OneOf(BuildOptions.Project, "a project", [.. projects.Select(project => project.Name)]);
        return names.Count == 0 ? projects : [.. projects.Where(project => names.Contains(project.Name))];
    }

    /// <summary>The last of the values where it is known; else null.</summary>
    string? Choice(string option, string what, string[] known) =>
        OneOf(option, what, known) is [.., var name] && known.Contains(name) ? name : null;

    /// <summary>The first of the values where none is given.</summary>
    T Of<T>(string option, string what, IReadOnlyList<(string Name, T Value)> known) =>
        known[
            Choice(option, what, [.. known.Select(value => value.Name)]) is { } name
                ? known.ToList().FindIndex(value => value.Name == name)
                : 0
        ].Value;

    string? ReadRole()
    {
        var role = One(BuildOptions.Role);
        if (role is not null && TextFormat.Role.ProblemWith(role) is { } problem)
            Add($"--{BuildOptions.Role} {problem}");
        return role;
    }

    bool ReadNoRollback()
    {
        var isAsked = Flag(BuildOptions.NoRollback);
        if (isAsked && Flag(BuildOptions.Rollback))
            Add(
                $"--{BuildOptions.NoRollback} and --{BuildOptions.Rollback} contradict each other",
                "leave one of them out"
            );
        return isAsked;
    }

    string? ReadStackPolicy()
    {
        if (One(BuildOptions.StackPolicy) is not { } file)
            return null;
        var (policy, problem) = StackPolicyFile.Read(file, root);
        if (problem is not null)
            Add($"--{BuildOptions.StackPolicy}={file}: {problem}");
        return policy;
    }

    /// <summary>[Stack:]Key=Value, as the CDK CLI takes them; those of one stack go before those of all.</summary>
    List<ParameterAssignment> ReadParameters()
    {
        var parameters = new List<ParameterAssignment>();
        foreach (var text in Many(BuildOptions.Parameters, separator: null))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? text : text[..equals];
            var origin = $"--{BuildOptions.Parameters}={key}";
            if (equals >= 0 && ParameterAssignment.TryCreate(key, text[(equals + 1)..], origin) is { } assignment)
                parameters.Add(assignment);
            else
                Add($"{origin}: it is not [Stack:]Key=Value");
        }
        foreach (var twice in parameters.GroupBy(parameter => parameter.Key).Where(group => group.Count() > 1))
            Add($"{twice.First().Origin} is given {twice.Count()} times");
        return [.. parameters.OrderBy(parameter => parameter.Stack is not null)];
    }

    Shard? ReadShard()
    {
        if (One(BuildOptions.Shard) is not { } text)
            return null;
        try
        {
            return Shard.Parse(text);
        }
        catch (BuildException exception)
        {
            findings.AddRange(exception.Findings);
            return null;
        }
    }

    IReadOnlyList<string> OneOf(string option, string what, IReadOnlyList<string> known)
    {
        var values = Many(option);
        foreach (var value in values.Where(value => !known.Contains(value)))
        {
            var meant = CloseMatch.Of(value, known) is { } close ? $"did you mean --{option}={close}?" : null;
            Add($"--{option}={value}: '{value}' is not {what}", meant ?? $"known: {string.Join(", ", known)}");
        }

        return values;
    }

    int? Number(string option, int least, int most)
    {
        if (One(option) is not { } text)
            return null;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Add($"--{option}={text}: '{text}' is not a whole number from {least} to {most}");
        return null;
    }

    /// <summary>The values of an option, each parsed; what cannot be is noted.</summary>
    List<T> Each<T>(string option, Func<string, T> parse)
    {
        var parsed = new List<T>();
        foreach (var value in Many(option))
        {
            try
            {
                parsed.Add(parse(value));
            }
            catch (FormatException exception)
            {
                Add($"--{option}={value}: {exception.Message}");
            }
        }

        return parsed;
    }

    TimeSpan Duration(string option) =>
        arguments.ContainsKey(option) && Each(option, FaultTexts.Duration) is [.., var duration]
            ? duration
            : TimeSpan.Zero;

    bool Flag(string option)
    {
        if (!arguments.TryGetValue(option, out var values))
            return false;
        foreach (var value in values.Where(value => !IsBoolean(value)))
            Add($"--{option}={value}: the option takes no value, or true or false");
        return !values.Contains("false", StringComparer.OrdinalIgnoreCase);
    }

    static bool IsBoolean(string value) => value.Length == 0 || bool.TryParse(value, out _);

    string? One(string option)
    {
        var values = Many(option, separator: null);
        if (values.Count > 1)
            Add($"--{option} is given {values.Count} times", "leave all but one out");
        return values.Count == 0 ? null : values[0];
    }

    IReadOnlyList<string> Many(string option, char? separator = ',')
    {
        if (!arguments.TryGetValue(option, out var values))
            return [];
        if (values.Any(string.IsNullOrWhiteSpace))
            Add($"--{option} needs a value");
        return
        [
            .. values
                .SelectMany(value => separator is { } s ? value.Split(s, StringSplitOptions.TrimEntries) : [value])
                .Where(value => value.Length > 0),
        ];
    }

    void Add(string what, string next = "./build.sh --help  (it says what each option takes)") =>
        findings.Add(new Finding(FindingCodes.InvalidArguments, what, next));
}
