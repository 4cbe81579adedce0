using Arguments;
using Deployment.Assemblies;
using Settings;

namespace Steps.Apps;

/// <summary>Where the stacks of an assembly that is made elsewhere go.</summary>
public static class AppEnvironments
{
    const string Account = "CDK_DEFAULT_ACCOUNT";
    const string Region = "CDK_DEFAULT_REGION";

    /// <summary>The settings with the environments of the assembly that they do not name; those are reached as the others are.</summary>
    public static BuildSettings Over(BuildSettings settings, AppAssembly app, Func<string, string?> variables)
    {
        var known = settings.AllEnvironments.Select(TargetOf).ToHashSet();
        return settings with
        {
            Qualifier = app.Qualifier ?? settings.Qualifier,
            Environments =
            [
                .. settings.Environments,
                .. app.EnvironmentsWith(Default(variables))
                    .Where(target => !known.Contains(target))
                    .Select(target => new EnvironmentSettings(NameOf(target), target.Account, target.Region)),
            ],
        };
    }

    /// <summary>
    /// Where stacks go that leave account or region open: to the one environment that is asked for, else where the variables
    /// say that a CDK app goes by default. Nothing is guessed.
    /// </summary>
    public static TargetEnvironment OpenOf(ProjectContext context) =>
        context.Options.Environments.Count > 0
        && context.Settings.EnvironmentsOf(context.Options.Environments) is [var only]
            ? TargetOf(only)
            : Default(context.Environment.GetEnvironmentVariable);

    /// <summary>How to say where such stacks go.</summary>
    public static string HowToPlace(BuildSettings settings) =>
        $"run it again with --{BuildOptions.Environment}=<name>, one of {string.Join(", ", settings.EnvironmentNames)}; or with {Account} and {Region} in the environment";

    /// <summary>The environments that a run works on: those that are asked for, else the assembly's, else all.</summary>
    public static IReadOnlyList<EnvironmentSettings> ChosenOf(ProjectContext context)
    {
        var chosen = context.Settings.EnvironmentsOf(context.Options.Environments);
        if (context.App is not { } app || context.Options.Environments.Count > 0)
            return chosen;
        var targets = app.EnvironmentsWith(OpenOf(context));
        return [.. chosen.Where(environment => targets.Contains(TargetOf(environment)))];
    }

    static TargetEnvironment Default(Func<string, string?> variables) =>
        new(
            ValueOf(Account, TextFormat.Account, variables) ?? TargetEnvironment.UnknownAccount,
            ValueOf(Region, TextFormat.Region, variables) ?? TargetEnvironment.UnknownRegion
        );

    static string? ValueOf(string variable, TextFormat shape, Func<string, string?> variables) =>
        variables(variable) is { Length: > 0 } value && shape.ProblemWith(value) is null ? value : null;

    static TargetEnvironment TargetOf(EnvironmentSettings environment) => new(environment.Account, environment.Region);

    /// <summary>It begins with a digit: no name of the settings does.</summary>
    static string NameOf(TargetEnvironment target) => $"{target.Account}-{target.Region}";
}
