using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Build.Tests.Findings;
using Deployment;

namespace Build.Tests.Rehearsals;

/// <summary>Values for parameters from the command line and the settings, with the real program.</summary>
public sealed class ParameterProgramTests
{
    const string Secret = "s3cr3t-value";
    const string Role = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole";
    const string Sized = """
        {"Parameters": {
           "Size": {"Type": "String", "Default": "small"},
           "Secret": {"Type": "String", "NoEcho": true, "Default": "unset"},
           "Stored": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/store"}},
         "Resources": {
           "SizeValue": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/size", "Type": "String", "Value": {"Ref": "Size"}}},
           "SecretValue": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/secret", "Type": "String", "Value": {"Ref": "Secret"}}},
           "StoredValue": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/stored", "Type": "String", "Value": {"Ref": "Stored"}}}},
         "Outputs": {"Size": {"Value": {"Ref": "Size"}}}}
        """;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deploy_ParametersThatThereAreNot_AreAllRefusedBeforeAnything()
    {
        await using var world = await DeploymentWorld.StartAsync();
        using var program = await ProgramAsync(world, Sized);
        SetParameters(program, """{"Sice": "large", "Nobody:Size": "large"}""");
        Directory.CreateDirectory(Path.Combine(program.Root, "pipeline", "cdk.out"));
        await File.WriteAllTextAsync(
            Path.Combine(program.Root, "pipeline", "cdk.out", "manifest.json"),
            """{"version": "54.0.0", "artifacts": {}}""",
            Cancellation
        );

        var run = program.Run(
            "--project=pipeline",
            $"--parameters=One:Sise={Secret}",
            $"--parameters=Two:Size={Secret}"
        );
        var whole = program.Run($"--parameters=Size{Secret}", "--parameters=Size=a", "--parameters=Size=b");
        // Named as the findings say.
        SetParameters(program, """{"Size": "large", "One:Secret": "x"}""");
        var named = program.Run("--parameters=One:Size=large");

        Assert.Equal((2, 2, 0), (run.ExitCode, whole.ExitCode, named.ExitCode));
        Assert.All(
            ["--parameters=One:Sise", "--parameters=Two:Size", "Sice of account1", "Nobody:Size of account1"],
            mistake => Assert.Contains(mistake, run.Errors, StringComparison.Ordinal)
        );
        Assert.Contains("--parameters=Size is given 2 times", whole.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_ParameterWithoutAValue_IsDeployedOnceItIsGiven()
    {
        await using var world = await DeploymentWorld.StartAsync();
        using var program = await ProgramAsync(
            world,
            Sized.Replace(", \"Default\": \"small\"", "", StringComparison.Ordinal)
        );

        var finding = PrintedFindings.Single(program.Run());
        var option = finding.Next!.Split(',')[0];
        var mended = program.Run(option.Replace("[Stack:]Key=Value", "One:Size=large", StringComparison.Ordinal));

        Assert.Equal(FindingCodes.MissingParameters, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public async Task Deploy_ParametersOfTheSettings_AreTakenAndThoseOfTheCommandLineGoBeforeThem()
    {
        await using var world = await DeploymentWorld.StartAsync();
        using var program = await ProgramAsync(world, Sized);
        SetParameters(program, """{"Size": "medium", "One:Secret": "x"}""");

        var given = program.Run("--outputs-file=outputs.json");
        var fromSettings = Outputs(program);
        var over = program.Run("--parameters=Size=a,b=c:d", "--outputs-file=outputs.json");

        Assert.True(given.ExitCode == 0 && over.ExitCode == 0, given.Errors + over.Errors);
        Assert.Equal(("medium", "a,b=c:d"), (fromSettings, Outputs(program)));
    }

    [Fact]
    public async Task Deploy_ValueThatIsNotTheDefault_IsSaidInOutputAndReportAndSecretsAreNot()
    {
        await using var world = await DeploymentWorld.StartAsync();
        using var program = await ProgramAsync(world, Sized);

        var first = program.Run("--parameters=Size=large", $"--parameters=Secret={Secret}", "--verbosity=Diagnostic");
        var diff = program.Diff($"--parameters=Secret={Secret}-2", "--verbosity=Diagnostic");
        var kept = program.Run();
        var report = await File.ReadAllTextAsync(
            Path.Combine(program.Root, "build", ".reports", "deploy.json"),
            Cancellation
        );
        var taken = program.Run("--no-previous-parameters");

        Assert.All([first, diff, kept, taken], run => Assert.True(run.ExitCode == 0, run.Errors));
        Assert.DoesNotContain(
            Secret,
            first.Output + first.Errors + diff.Output + diff.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("SecretValue", diff.Output, StringComparison.Ordinal);
        const string Note = "parameter Size keeps 'large', and the template's default is 'small'";
        Assert.Contains($"Stack One: {Note}", kept.Output, StringComparison.Ordinal);
        Assert.Contains(Note, report, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps", taken.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", 0, "no differences")]
    [InlineData("change-set", 0, "no differences")]
    [InlineData("template", 1, "unsure")]
    public async Task Diff_ToFailWithAStoredParameter_FailsWhereTheMethodDoesNotTell(
        string method,
        int exit,
        string words
    )
    {
        await using var world = await DeploymentWorld.StartAsync();
        using var program = await ProgramAsync(world, Sized);
        var deployed = program.Run();

        var text = program.Diff("--fail", $"--method={method}");
        var json = program.Diff($"--method={method}", "--format=json");

        Assert.True(deployed.ExitCode == 0, deployed.Errors);
        Assert.True(text.ExitCode == exit, text.Errors);
        Assert.Contains(words, text.Output, StringComparison.Ordinal);
        Assert.Equal(exit == 1, JsonNode.Parse(json.Output)!["isUnsure"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Deploy_StackThatWasEmptied_DeletesItAndSaysWhy()
    {
        await using var world = await DeploymentWorld.StartAsync();
        using var program = await ProgramAsync(world, Sized);
        program.Run();
        Write(program, """{"Resources": {}}""");

        var diff = program.Diff("--fail");
        var deleted = program.Run();
        var skipped = program.Run();

        Assert.Equal((1, 0, 0), (diff.ExitCode, deleted.ExitCode, skipped.ExitCode));
        Assert.Contains("deleted, it has no resources any more", diff.Output, StringComparison.Ordinal);
        Assert.Contains("Stack One: it has no resources any more", deleted.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Stack One: it has no resources: there is nothing to deploy",
            skipped.Output,
            StringComparison.Ordinal
        );
    }

    static string Outputs(DeployProgram program) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(program.Root, "outputs.json")))!["One"]![
            "Size"
        ]!.GetValue<string>();

    static void SetParameters(DeployProgram program, string parameters)
    {
        var settings = JsonNode.Parse(program.Settings)!;
        settings["environments"]![0]!["parameters"] = JsonNode.Parse(parameters);
        program.Settings = settings.ToJsonString();
    }

    static async Task<DeployProgram> ProgramAsync(DeploymentWorld world, string template)
    {
        await FiveStacks.MakeBucketAsync(world);
        var store = world.Stack("Store", DeploymentWorld.First, Templates.Parameter("/store", "value"));
        Assert.True((await world.DeployAsync(store)).Succeeded);
        var program = new DeployProgram(world);
        Write(program, template);
        return program;
    }

    static void Write(DeployProgram program, string template)
    {
        var assembly = new AssemblyFolder(program.Assembly, FiveStacks.Bucket);
        assembly.AddStack(
            "One",
            $"aws://{DeploymentWorld.First.Account}/{DeploymentWorld.First.Region}",
            template,
            Role,
            new JsonObject { ["assumeRoleArn"] = Role }
        );
        assembly.Write();
    }
}
