using System.Reflection;
using Deployment.Credentials;
using Deployment.NextActions;
using Settings;

namespace Arguments.Completions;

/// <summary>What a shell loads to complete the arguments of build.sh and build.ps1.</summary>
public static class CompletionScript
{
    public static string Of(Shell shell, Assembly program, BuildSettings settings)
    {
        var words = CommandWords.Of(
            program,
            settings.AllEnvironments.Select(environment => environment.Name).Distinct(),
            settings.Projects.Select(project => project.Name)
        );
        return shell switch
        {
            Shell.Bash => BashScript.Of(words),
            Shell.Zsh => ZshScript.Of(words),
            Shell.Fish => FishScript.Of(words),
            Shell.PowerShell => PowerShellScript.Of(words),
            _ => throw new ArgumentOutOfRangeException(nameof(shell)),
        };
    }

    /// <summary>What the user types to load the script, but for the shell's own words around it.</summary>
    public static string CommandOf(Shell shell) =>
        new BuildCommand("Completion", $"--{BuildOptions.Shell}={shell.ToString().ToLowerInvariant()}").In(
            AwsEndpoint.Aws
        );
}

/// <summary>Shells whose completion there is a script for.</summary>
public enum Shell
{
    Bash,
    Zsh,
    Fish,
    PowerShell,
}

/// <summary>The shells by the names that the command line takes.</summary>
static class Shells
{
    public static readonly string[] Names = [.. Enum.GetNames<Shell>().Select(name => name.ToLowerInvariant())];

    public static Shell Parse(string name) => Enum.Parse<Shell>(name, ignoreCase: true);
}
