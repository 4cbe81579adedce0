using System.Text.Json.Nodes;
using Diagnosis.Checks;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>What the doctor finds wrong in an environment that a deployment would otherwise fail on, or pass by.</summary>
public sealed class EnvironmentChecksTests
{
    static readonly string app = LeastPrivilegeTemplates.App();

    [Fact]
    public async Task Doctor_StagingBucketOfAnotherAccountThatLetsUsIn_IsSomebodyElses()
    {
        await using var world = await LeastPrivilegeWorld.StartAsync(app);
        await world.HandOverStagingBucketAsync();

        var check = Of(await world.DiagnoseAsync(), "staging bucket");

        Assert.Equal(CheckStatus.Failure, check.Status);
        Assert.Equal("UnexpectedBucketOwner", Assert.Single(check.Findings).Code);
    }

    [Fact]
    public async Task Doctor_MoreStacksThanOneAnswerLists_FindsTheAppsAmongThem()
    {
        await using var world = await LeastPrivilegeWorld.StartAsync(app);
        (await world.DeployAsync()).ThrowIfFailed();
        var before = Of(await world.DiagnoseAsync(), "stack account1");

        await world.CreateOtherStacksAsync(101);
        var after = Of(await world.DiagnoseAsync(), "stack account1");

        Assert.Equal("CREATE_COMPLETE", before.Detail);
        Assert.Equal("CREATE_COMPLETE", after.Detail);
    }

    [Theory]
    [InlineData("cdk:asset-manifest")]
    [InlineData("aws:cloudformation:stack")]
    public async Task Doctor_BootstrapVersionThatTheAssemblyAsksFor_IsTheHighestOfItsStacksAndAssets(string artifact)
    {
        await using var world = await LeastPrivilegeWorld.StartAsync(app);
        world.EditManifest(manifest =>
        {
            foreach (var (_, entry) in manifest["artifacts"]!.AsObject())
                if ((string?)entry!["type"] == artifact)
                    entry["properties"]!["requiresBootstrapStackVersion"] = 999;
        });

        var check = Of(await world.DiagnoseAsync(), "bootstrap stack");

        var finding = Assert.Single(check.Findings);
        Assert.Equal("OutdatedBootstrapStack", finding.Code);
        Assert.Contains("999", finding.What, StringComparison.Ordinal);
    }

    static CheckResult Of(DiagnosisReport report, string name) => report.Checks.Single(check => check.Name == name);
}
