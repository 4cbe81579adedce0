using System.Diagnostics;
using Arguments;
using Arguments.Completions;
using Build.Tests.Deployment;

namespace Build.Tests.Arguments;

/// <summary>Each shell completes with the script that is printed for it. A shell that is not installed is skipped.</summary>
public sealed class CompletionTests
{
    static readonly CommandWords words = CommandWords.Of(
        typeof(Program).Assembly,
        ["account1", "account2"],
        ["infra", "pipeline"]
    );

    /// <summary>What is typed, and what is offered in its place.</summary>
    public static TheoryData<string, string, string> Typed()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var shell in Shells.Names.Except(["zsh"]))
        {
            data.Add(shell, "--targ", shell == "fish" ? "--target" : "--target=");
            data.Add(shell, "--target=Dep", "Deploy");
            data.Add(shell, "--target=Deploy --project=in", "infra");
            data.Add(shell, "--target=Deploy --require-approval=any", "any-change");
            data.Add(shell, "--environment=account1", "account1");
            data.Add(shell, "--no-roll", "--no-rollback");
            data.Add(shell, "--dry", "--dryrun");
        }
        data.Add("bash", "-t Des", "Destroy");
        data.Add("bash", "--environment=account1,account2", "account1,account2");
        return data;
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public void Complete_WhatIsTyped_OffersWhatItBegins(string shell, string typed, string expected)
    {
        using var folder = new TemporaryFolder();
        var script = Path.Combine(folder.Path, "completion.ps1");
        File.WriteAllText(script, ScriptOf(Shells.Parse(shell)));
        var line = $"./build.sh {typed}";
        string[] command = shell switch
        {
            "bash" =>
            [
                "bash",
                "-c",
                $"source '{script}'; COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; _cdk_deployments; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            ],
            "fish" => ["fish", "--no-config", "-c", $"source '{script}'; complete -C '{line}'"],
            _ =>
            [
                "pwsh",
                "-NoProfile",
                "-Command",
                $". '{script}'; (TabExpansion2 './build.ps1 {typed}' -cursorColumn {line.Length}).CompletionMatches.ListItemText",
            ],
        };

        var offered = Run(command).Split('\n').Select(Word);

        Assert.Contains(expected, offered);

        // Fish writes the whole word, with what it says of it behind a tab.
        string Word(string line) =>
            shell == "fish"
            && line.Contains('=', StringComparison.Ordinal)
            && !line.Contains("=\t", StringComparison.Ordinal)
                ? line.Split('\t')[0].Split('=')[1]
                : line.Split('\t')[0].Trim();
    }

    [Fact]
    public void Complete_Zsh_LoadsWithEachTargetAndOption()
    {
        using var folder = new TemporaryFolder();
        var script = Path.Combine(folder.Path, "completion.zsh");
        File.WriteAllText(script, ScriptOf(Shell.Zsh));

        // In place of zsh's own function: what it is handed.
        var handed = Run([
            "zsh",
            "-f",
            "-c",
            $"_arguments() {{ print -rl -- \"$@\"; }}; compdef() {{ print compdef \"$@\"; }}; source '{script}'; _cdk_deployments",
        ]);

        Assert.Contains("compdef _cdk_deployments build.sh ./build.sh", handed, StringComparison.Ordinal);
        Assert.All(BuildOptions.All, option => Assert.Contains($"*--{option.Name}", handed, StringComparison.Ordinal));
        Assert.Contains("(infra pipeline)", handed, StringComparison.Ordinal);
        Assert.Contains("Deploy\\:\"", handed, StringComparison.Ordinal);
    }

    static string ScriptOf(Shell shell) =>
        shell switch
        {
            Shell.Bash => BashScript.Of(words),
            Shell.Zsh => ZshScript.Of(words),
            Shell.Fish => FishScript.Of(words),
            _ => PowerShellScript.Of(words),
        };

    static string Run(string[] command)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        var name = OperatingSystem.IsWindows() ? $"{command[0]}.exe" : command[0];
        Assert.SkipUnless(
            path.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name))),
            $"{command[0]} is not installed."
        );
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return output;
    }
}
