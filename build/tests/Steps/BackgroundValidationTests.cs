using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Settings;

namespace Build.Tests.Steps;

/// <summary>The unmodified CDK CLI on an app whose templates are validated in the background, and as CDK does it.</summary>
public sealed class BackgroundValidationTests : IDisposable
{
    /// <summary>An app with a misspelt property; its arguments say whether it is acknowledged, and who validates.</summary>
    const string App = """
        const { App, CfnResource, CloudFormationValidatePlugin, Stack, Validations } = require('aws-cdk-lib/core');
        const [acknowledged, validations] = process.argv.slice(2);
        const app = new App();
        if (validations !== 'own') require(validations).validateInBackground(app);
        const stack = new Stack(app, 'stack', { env: { account: '111111111111', region: 'eu-west-1' } });
        new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket', properties: { BucketNam: 'name' } });
        const id = 'CloudFormation-Validate::F3002';
        if (acknowledged === 'acknowledged') Validations.of(app).acknowledge({ id, reason: 'a test' });
        if (acknowledged === 'registered') Validations.of(app).addPlugins(new CloudFormationValidatePlugin());
        app.synth();
        """;

    /// <summary>Stands in for a CDK whose engine does not start; it validates as soon as a plugin is registered.</summary>
    const string BrokenLibrary = """
        exports.CloudFormationValidatePlugin = class {
          constructor() {
            throw new Error('no rules');
          }
        };
        exports.Validations = { of: () => ({ addPlugins: (plugin) => plugin.validate({}) }) };
        """;

    /// <summary>Stands in for a CDK whose validation says which process does it; asked of "end", the thread of the CLI ends.</summary>
    const string TellingLibrary = """
        const { workerData } = require('node:worker_threads');
        exports.CloudFormationValidatePlugin = class {
          validate({ templatePaths }) {
            if (templatePaths[0] === 'end' && !workerData.answered) process.exit();
            return `${process.pid} ${templatePaths}`;
          }
        };
        exports.Validations = { of: (app) => ({ addPlugins: (plugin) => console.log(plugin.validate(app)) }) };
        """;

    /// <summary>Stands in for the CDK CLI: starts the app, and says which processes the two are.</summary>
    const string Cli = """
        const { spawnSync } = require('node:child_process');
        const [preload, app, endpoint, path] = process.argv.slice(2);
        if (endpoint) process.env.CDK_VALIDATION_ENDPOINT = endpoint;
        // Synchronous, and yet answered: by a thread.
        const { pid, stdout, stderr } = spawnSync(process.execPath, ['--require', preload, app, path], { encoding: 'utf8' });
        console.log(stdout.replace(process.pid, 'CLI').replace(pid, 'app'), stderr);
        """;

    readonly string folder = Directory.CreateTempSubdirectory("background-validation-").FullName;

    static string Package =>
        Path.Combine(RepositoryRoot.Find().ToString(), "build", "engine", "cdk-background-validation");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public BackgroundValidationTests()
    {
        var modules = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(CdkCli.Find())!, "../.."));
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), modules);
        File.WriteAllText(Path.Combine(folder, "app.js"), App);
        File.WriteAllText(
            Path.Combine(folder, "cdk.json"),
            """{ "context": { "@aws-cdk/core:validateAgainstDefaultRules": true } }"""
        );
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("open", "--require", 1)]
    // Where it is not preloaded, it starts when the app asks for it.
    [InlineData("acknowledged", "", 0)]
    public async Task Synth_Findings_AreReportedAsByCdkItself(string findings, string preload, int exitCode)
    {
        await using var world = await LocalWorld.StartAsync();

        var expected = await SynthAsync(world, $"node app.js {findings} own");
        var expectedReport = await ReportAsync();
        var actual = await SynthAsync(
            world,
            $"node {(preload.Length > 0 ? $"{preload} {Package}" : "")} app.js {findings} {Package}"
        );

        Assert.Equal(exitCode, expected.ExitCode);
        Assert.Contains("BucketNam", expectedReport, StringComparison.Ordinal);
        Assert.Equal(exitCode, actual.ExitCode);
        Assert.Equal(expectedReport, await ReportAsync());
        Assert.Equal(exitCode > 0, actual.Output.Contains("ERROR BucketNam", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Synth_NoValidation_ValidatesNothing()
    {
        await using var world = await LocalWorld.StartAsync();

        var synth = await SynthAsync(world, $"node --require {Package} app.js open {Package}", "--no-validation");

        Assert.True(synth.ExitCode == 0, synth.Output);
        Assert.DoesNotContain("BucketNam", synth.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Synth_AnotherPluginOfTheKind_IsOneTooMany()
    {
        await using var world = await LocalWorld.StartAsync();

        var synth = await SynthAsync(world, $"node --require {Package} app.js registered {Package}");

        Assert.NotEqual(0, synth.ExitCode);
        Assert.Contains(
            "only one instance of CloudFormationValidatePlugin can be registered",
            synth.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Validate_EngineThatCannotBeMadeReady_FailsWithItsReason()
    {
        await using var world = await LocalWorld.StartAsync();
        var library = Directory.CreateDirectory(Path.Combine(folder, "broken", "node_modules", "aws-cdk-lib")).FullName;
        await File.WriteAllTextAsync(Path.Combine(library, "core.js"), BrokenLibrary, Cancellation);
        var app = Path.Combine(folder, "broken", "app.js");
        await File.WriteAllTextAsync(app, $"require('{Package}').validateInBackground({{}});", Cancellation);

        var run = await CommandLine.RunAsync(world, LocalWorld.First, folder, "node", app);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Error: no rules", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app.js", "", "template", "CLI template")]
    // Of another version of the CDK.
    [InlineData("other/app.js", "", "template", "app template")]
    [InlineData("app.js", "nowhere", "template", "app template")]
    [InlineData("app.js", "", "end", "app end")]
    public async Task Validate_AheadOfTheApp_IsDoneByTheCliOrElseByTheApp(
        string app,
        string endpoint,
        string path,
        string expected
    )
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes of Windows have names that everybody may open.");
        await using var world = await LocalWorld.StartAsync();
        var project = Directory.CreateDirectory(Path.Combine(folder, "project")).FullName;
        foreach (var place in (string[])["", "other"])
        {
            var library = Path.Combine(project, place, "node_modules", "aws-cdk-lib");
            Directory.CreateDirectory(library);
            await File.WriteAllTextAsync(Path.Combine(library, "core.js"), TellingLibrary, Cancellation);
            await File.WriteAllTextAsync(
                Path.Combine(project, place, "app.js"),
                $"require('{Package}').validateInBackground({{ templatePaths: [process.argv[2]] }});",
                Cancellation
            );
        }
        await File.WriteAllTextAsync(Path.Combine(project, "cli.js"), Cli, Cancellation);
        var trace = Directory.CreateDirectory(Path.Combine(folder, "trace")).FullName;

        var run = await CommandLine.RunAsync(
            world,
            LocalWorld.First,
            project,
            "env",
            $"INPUT_OBSERVER_FOLDER={trace}",
            "node",
            "--require",
            Path.Combine(Package, "ahead.js"),
            "cli.js",
            Package,
            app,
            endpoint,
            path
        );

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(expected, run.Output.Trim());
    }

    async Task<CommandLine.Outcome> SynthAsync(LocalWorld world, string app, params string[] more) =>
        await CdkCli.RunAsync(world, LocalWorld.First, folder, ["synth", "--quiet", "--app", app, .. more]);

    Task<string> ReportAsync() =>
        File.ReadAllTextAsync(Path.Combine(folder, "cdk.out", "validation-report.json"), Cancellation);
}
