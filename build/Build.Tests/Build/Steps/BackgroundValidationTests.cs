using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;

namespace Build.Tests.Build.Steps;

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

    readonly string folder = Directory.CreateTempSubdirectory("background-validation-").FullName;

    static string Package => Path.Combine(RepositoryRoot.Find().ToString(), "build", "cdk-background-validation");

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

    async Task<CommandLine.Outcome> SynthAsync(LocalWorld world, string app, params string[] more) =>
        await CdkCli.RunAsync(world, LocalWorld.First, folder, ["synth", "--quiet", "--app", app, .. more]);

    Task<string> ReportAsync() =>
        File.ReadAllTextAsync(Path.Combine(folder, "cdk.out", "validation-report.json"), Cancellation);
}
