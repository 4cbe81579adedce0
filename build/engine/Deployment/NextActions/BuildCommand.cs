using Deployment.Assemblies;
using Deployment.Credentials;

namespace Deployment.NextActions;

/// <summary>
/// A run of this build, as a user types it after reading a finding. It is written down only for the world of the run that
/// prints it, so no next action leads out of a rehearsal, or into one.
/// </summary>
public sealed record BuildCommand(string Target, IReadOnlyList<string> Options)
{
    /// <summary>The option that makes a run a rehearsal.</summary>
    public const string Local = "--local";

    /// <summary>Targets that do the same whichever AWS there is.</summary>
    static readonly string[] worldless = ["Build", "Completion", "Install", "LocalAws", "New", "Pack", "Projen", "Rehearse", "Upgrade"];

    /// <summary>Targets that work on a Cloud Assembly that is made elsewhere.</summary>
    public static IReadOnlyList<string> OfApps { get; } =
    ["Deploy", "Diff", "Destroy", "Doctor", "Bootstrap", "LocalAws"];

    public BuildCommand(string target, params string[] options)
        : this(target, (IReadOnlyList<string>)options) { }

    /// <summary>The command that installs the packages of a subproject, or of all; whichever AWS there is.</summary>
    public static string Install(string? project = null) =>
        new BuildCommand("Install", project is null ? [] : [$"--project={project}"]).Text([]);

    /// <summary>The command that bootstraps an environment.</summary>
    /// <param name="environmentName">The name by which the user knows an environment; null where it has none.</param>
    public static BuildCommand Bootstrap(
        TargetEnvironment environment,
        Func<TargetEnvironment, string?> environmentName
    )
    {
        ArgumentNullException.ThrowIfNull(environmentName);
        return new("Bootstrap", $"--environment={environmentName(environment) ?? environment.ToString()}");
    }

    /// <summary>The command as it is typed to act on the same AWS as the run that prints it.</summary>
    public string In(AwsEndpoint world)
    {
        ArgumentNullException.ThrowIfNull(world);
        string[] app = world.App is { } folder && OfApps.Contains(Target) ? [$"--app={ShellWord.Of(folder)}"] : [];
        if (worldless.Contains(Target))
            return Text(app);
        // Its builds run where nobody can type: what changes that world is another rehearsal.
        return world.IsPipelineRehearsal ? new BuildCommand("Rehearse").Text([])
            : world.IsLocal ? Text([.. app, Local])
            : Text(app);
    }

    string Text(IReadOnlyList<string> world) =>
        string.Join(' ', ["./build.sh", $"--target={Target}", .. Options, .. world]);
}
