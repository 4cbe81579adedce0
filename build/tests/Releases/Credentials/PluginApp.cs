using Build.Tests.Build;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Settings;

namespace Build.Tests.Releases.Credentials;

/// <summary>A repository of its own with the real plugin, a build.sh that starts the compiled program, and a CDK app.</summary>
sealed class PluginApp
{
    const string Plugin = "build/engine/cdk-credential-plugin";
    const string Settings = "build/engine/cdk-settings";

    readonly CredentialsWorld world;
    readonly string app;

    /// <param name="source">The app, in JavaScript.</param>
    public PluginApp(CredentialsWorld world, string source)
    {
        this.world = world;
        var root = world.Program.Root;
        foreach (
            var file in ((string[])[Plugin, Settings]).SelectMany(folder =>
                Directory.EnumerateFiles(Source(folder), "*", SearchOption.AllDirectories)
            )
        )
        {
            var copy = Path.Combine(root, Path.GetRelativePath(RepositoryRoot.Find().ToString(), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var script = Path.Combine(root, "build.sh");
        var dotnet = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..", "dotnet");
        var program = BuildProgram.Compiled;
        File.WriteAllText(
            script,
            $"#!/bin/sh\necho \"$@\" >> '{CommandLines}'\nexec '{dotnet}' exec '{program}' '--working={root}' \"$@\"\n"
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(root, "build", "settings.json"), world.Program.Settings);

        app = Directory.CreateDirectory(Path.Combine(root, "infra")).FullName;
        var modules = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(CdkCli.Find())!, "../.."));
        Directory.CreateSymbolicLink(Path.Combine(app, "node_modules"), modules);
        File.WriteAllText(Path.Combine(app, "app.js"), source);
        File.WriteAllText(
            Path.Combine(app, "cdk.json"),
            $$"""{ "app": "node app.js", "plugin": ["{{Path.Combine(root, Plugin)}}"] }"""
        );
    }

    /// <summary>What build.sh was started with.</summary>
    public string CommandLines => Path.Combine(world.Program.Root, "command-lines");

    /// <summary>Where the Cloud Assembly is.</summary>
    public string Assembly => Path.Combine(app, "cdk.out");

    public Task<CommandLine.Outcome> CdkAsync(string account, params string[] arguments) =>
        CdkCli.RunAsync(world.World.Local, account, app, arguments);

    static string Source(string folder) =>
        Path.Combine(RepositoryRoot.Find().ToString(), folder.Replace('/', Path.DirectorySeparatorChar));
}
