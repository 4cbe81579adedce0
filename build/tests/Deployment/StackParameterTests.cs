using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;
using Deployment.ParameterValues;
using Deployment.Stacks;

namespace Build.Tests.Deployment;

/// <summary>Where the values of parameters come from: given ones, the stack's own, the template's defaults.</summary>
public sealed class StackParameterTests
{
    const string Secret = "s3cr3t-value";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    const string Hidden = """
        {"Parameters": {"Size": {"Type": "String", "NoEcho": true, "Default": "unset"}},
         "Resources": {"One": {"Type": "AWS::SSM::Parameter", "Properties": {
           "Name": "/one", "Type": "String", "Value": {"Ref": "Size"}}}}}
        """;

    static string Sized(string value) =>
        $$"""
            {"Parameters": {"Size": {"Type": "String", "Default": "{{value}}"} },
             "Resources": {"One": {"Type": "AWS::SSM::Parameter", "Properties": {
               "Name": "/one", "Type": "String", "Value": {"Ref": "Size"} } } },
             "Outputs": {"Size": {"Value": {"Ref": "Size"} } } }
            """;

    [Fact]
    public async Task DeployAsync_GivenValue_IsTakenAndKeptByLaterRuns()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var stack = world.Stack("One", DeploymentWorld.First, Sized("small"));

        var given = await DeployAsync(world, stack, "One:Size=large");
        var same = await DeployAsync(world, stack, "Size=large");
        var kept = await DeployAsync(world, stack);
        var other = await DeployAsync(world, stack, "Size=medium", "One:Size=large");

        Assert.Equal("large", Assert.IsType<StackResult.Deployed>(given).Outputs["Size"]);
        Assert.All([same, kept, other], result => Assert.IsType<StackResult.Unchanged>(result));
        Assert.Empty(same.Notes);
        Assert.Contains(
            "--parameters=One:Size=small uses it",
            Assert.Single(kept.Notes),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task DeployAsync_DefaultThatChanged_IsSaidUntilItIsTakenOver()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await DeployAsync(world, world.Stack("One", DeploymentWorld.First, Sized("small")));
        var stack = world.Stack("One", DeploymentWorld.First, Sized("large"));

        var difference = await DiffAsync(world, stack);
        var kept = await DeployAsync(world, stack);
        var taken = await DeployAsync(world, stack, new StackOptions { KeepParameters = false });
        var after = await DiffAsync(world, stack);

        Assert.False(difference.HasChanges);
        Assert.All(
            [Assert.Single(difference.Notes), Assert.Single(Assert.IsType<StackResult.Unchanged>(kept).Notes)],
            note =>
            {
                Assert.Contains("parameter Size keeps 'small'", note, StringComparison.Ordinal);
                Assert.Contains("--parameters=One:Size=large", note, StringComparison.Ordinal);
                Assert.Contains("--no-previous-parameters", note, StringComparison.Ordinal);
            }
        );
        Assert.Equal("large", Assert.IsType<StackResult.Deployed>(taken).Outputs["Size"]);
        Assert.Empty(taken.Notes);
        Assert.True(!after.HasChanges && after.Notes.Count == 0);
    }

    [Fact]
    public async Task DeployAsync_NoPreviousParametersAndAParameterWithoutDefault_IsAFinding()
    {
        var template = Sized("small").Replace(", \"Default\": \"small\"", "", StringComparison.Ordinal);
        await using var world = await DeploymentWorld.StartAsync();
        var stack = world.Stack("One", DeploymentWorld.First, template);
        await DeployAsync(world, stack, "Size=large");

        var kept = await DeployAsync(world, stack);
        var failed = await DeployAsync(world, stack, new StackOptions { KeepParameters = false });

        Assert.IsType<StackResult.Unchanged>(kept);
        var finding = Assert.Single(Assert.IsType<StackResult.Failed>(failed).Findings);
        Assert.Equal("MissingParameters", finding.Code);
        Assert.Contains("--parameters=", finding.Next, StringComparison.Ordinal);
    }

    /// <summary>CloudFormation does not read it back: whether it is another only a change set tells.</summary>
    [Fact]
    public async Task Diff_HiddenParameter_IsNoDifferenceUnlessItChangesAndIsNeverWritten()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var stack = world.Stack("One", DeploymentWorld.First, Hidden);
        await DeployAsync(world, stack, $"Size={Secret}");

        var same = await DiffAsync(world, stack, DiffMethod.Auto, $"Size={Secret}");
        var unsure = await DiffAsync(world, stack, DiffMethod.Template, $"Size={Secret}-2");
        var other = await DiffAsync(world, stack, DiffMethod.Auto, $"Size={Secret}-2");
        var unchanged = await DeployAsync(world, stack, $"Size={Secret}");
        var changed = await DeployAsync(world, stack, $"Size={Secret}-2");

        Assert.False(same.HasChanges);
        Assert.Single(unsure.Unsure);
        Assert.Equal("One", Assert.Single(other.Resources).LogicalId);
        Assert.IsType<StackResult.Unchanged>(unchanged);
        Assert.IsType<StackResult.Deployed>(changed);
        foreach (var difference in new[] { same, unsure, other })
        {
            var plan = new PlanDifference([difference]);
            Assert.DoesNotContain(Secret, DifferenceJson.Write(plan), StringComparison.Ordinal);
            Assert.DoesNotContain(DifferenceText.Lines(plan), line => line.Contains(Secret, StringComparison.Ordinal));
        }
        Assert.Empty(unchanged.Notes);
    }

    [Fact]
    public void Check_WhatThereIsNot_IsAllSaidAtOnceWithoutTheValues()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "One.template.json");
        File.WriteAllText(file, Sized("small"));
        var stack = new StackArtifact
        {
            ArtifactId = "One",
            HierarchicalId = "Prod/One",
            StackName = "prod-one",
            Environment = DeploymentWorld.First,
            TemplateFile = file,
        };

        var findings = new ParameterAssignments([
            Assign("Size=x"),
            Assign("prod-one:Size=x"),
            Assign("Prod/One:Size=x"),
            Assign($"Sise={Secret}"),
            Assign($"prod-two:Size={Secret}"),
            Assign($"prod-one:Sise={Secret}"),
            Assign($"Other={Secret}") with
            {
                Environment = DeploymentWorld.Second,
            },
        ]).Check([(stack, DeploymentWorld.First)], isWhole: true);

        Assert.Equal(
            ["NoSuchParameter", "NoSuchStack", "NoSuchParameter"],
            findings.Select(finding => finding.Code.Name)
        );
        Assert.DoesNotContain(findings, finding => finding.ToString().Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData(":Size")]
    [InlineData("One:")]
    [InlineData("One:Two:Size")]
    public void TryCreate_NoKey_IsRefused(string key) =>
        Assert.Null(ParameterAssignment.TryCreate(key, "value", "test"));

    static ParameterAssignment Assign(string text)
    {
        var (key, value) = (
            text[..text.IndexOf('=', StringComparison.Ordinal)],
            text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]
        );
        return ParameterAssignment.TryCreate(key, value, $"--parameters={key}")!;
    }

    static DeploymentPlan Plan(StackArtifact stack, params string[] parameters) =>
        DeploymentPlan.Create(
            [stack],
            new DeploymentPlanOptions
            {
                SessionAccount = DeploymentWorld.First.Account,
                SessionRegion = DeploymentWorld.First.Region,
                Parameters = new ParameterAssignments([.. parameters.Select(Assign)]),
            }
        );

    static async Task<StackResult> DeployAsync(
        DeploymentWorld world,
        StackArtifact stack,
        params string[] parameters
    ) => Assert.Single((await world.Deployer().DeployAsync(Plan(stack, parameters), Cancellation)).Stacks);

    static async Task<StackResult> DeployAsync(DeploymentWorld world, StackArtifact stack, StackOptions options)
    {
        var deployer = world.Deployer(new DeployerOptions { Stacks = options });
        return Assert.Single((await deployer.DeployAsync(Plan(stack), Cancellation)).Stacks);
    }

    static async Task<StackDifference> DiffAsync(
        DeploymentWorld world,
        StackArtifact stack,
        DiffMethod method = DiffMethod.Auto,
        params string[] parameters
    ) => Assert.Single((await world.Deployer().DiffAsync(Plan(stack, parameters), method, Cancellation)).Stacks);
}
