using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.Deployment;
using Build.Tests.Findings;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Build.Tests.Releases.Credentials;
using Deployment;
using Deployment.Credentials;
using Deployment.Scheduling;
using Deployment.Stacks;
using LocalAws.Faults;

namespace Build.Tests.Releases.Bootstraps;

/// <summary>The program's Bootstrap target alone, with the pinned CLI's template, against the local AWS as if it were AWS itself.</summary>
public sealed class BootstrapTargetTests
{
    [Fact]
    public async Task Bootstrap_AllEnvironments_MakesWhatIsMissingAndASecondRunWritesNothing()
    {
        await using var world = await BootstrapTarget.StartAsync();

        var first = BootstrapTarget.Run(world);
        var afterFirst = world.Calls.Count;
        var second = BootstrapTarget.Run(world);

        Assert.True(first.ExitCode == 0, first.Output + first.Errors);
        Assert.All(
            ["cicd", "account1", "account2"],
            name =>
            {
                Assert.Matches($@"{name} \(.*\): bootstrapped, version \d+; read-only role made", first.Output);
                Assert.Matches(
                    $@"{name} \(.*\): bootstrapped already, .*; read-only role there already",
                    second.Output
                );
            }
        );
        Assert.Contains(
            "CloudFormation may do anything in cicd, account1, account2",
            first.Output,
            StringComparison.Ordinal
        );
        Assert.Empty(world.Calls.Skip(afterFirst).Select(call => call.Action).Except(BootstrapTarget.Reading));
        // A chain of its own for each of the others; the CI/CD account needs none.
        Assert.Equal(
            [
                "arn:aws:iam::111111111111:role/OrganizationAccountAccessRole",
                "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole",
            ],
            Assumed(world.Calls).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Bootstrap_SettingsOfOneEnvironment_AreItsOwn()
    {
        await using var world = await BootstrapTarget.StartAsync();
        var settings = JsonNode.Parse(world.Program.Settings)!;
        settings["environments"]![1]!["bootstrap"] = JsonNode.Parse(
            """
            {
              "executionPolicies": ["arn:{partition}:iam::aws:policy/PowerUserAccess"],
              "permissionsBoundary": "limits", "key": "new", "trust": ["111111111111"], "readOnlyRole": false
            }
            """
        );
        world.Program.Settings = settings.ToJsonString();
        await MakePolicyAsync(world, LocalWorld.Second, "limits");

        var run = BootstrapTarget.Run(world, "--environment=account2");
        using var session = await world.World.InAsync(DeploymentWorld.Second);
        var parameters = await ParametersAsync(world, session);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.DoesNotContain("may do anything", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("read-only role", run.Output, StringComparison.Ordinal);
        Assert.Equal("arn:aws:iam::aws:policy/PowerUserAccess", parameters["CloudFormationExecutionPolicies"]);
        Assert.Equal("limits", parameters["InputPermissionsBoundary"]);
        Assert.Equal("", parameters["FileAssetsBucketKmsKeyId"]);
        Assert.Equal("123456789012,111111111111", parameters["TrustedAccounts"]);
    }

    [Fact]
    public async Task Bootstrap_KeyAndBoundaryThatThereAreNot_AreSaidTogetherUntilTheyAreMade()
    {
        await using var world = await BootstrapTarget.StartAsync();
        var settings = JsonNode.Parse(world.Program.Settings)!;
        settings["bootstrap"]!["permissionsBoundary"] = "limits";
        settings["bootstrap"]!["key"] = "12345678-1234-1234-1234-123456789012";
        world.Program.Settings = settings.ToJsonString();
        string[] bootstrap = ["--target=Bootstrap", "--exclusive", "--environment=account1"];

        var failed = world.Program.Run(bootstrap);
        settings["bootstrap"]!["key"] = "new";
        world.Program.Settings = settings.ToJsonString();
        await MakePolicyAsync(world, LocalWorld.First, "limits");
        var mended = world.Program.Run(bootstrap);

        Assert.Equal(1, failed.ExitCode);
        Assert.Equal(
            [FindingCodes.BootstrapKeyUnusable, FindingCodes.BootstrapBoundaryMissing],
            PrintedFindings.Of(failed).Select(finding => finding.Code)
        );
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <summary>Waiting for its deletion it can be had back; what is deleted is made anew.</summary>
    [Fact]
    public async Task Bootstrap_KeyThatIsToBeDeleted_IsUsedAgainOnceThatIsCancelled()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await BootstrapTarget.StartAsync();
        var settings = JsonNode.Parse(world.Program.Settings)!;
        settings["bootstrap"]!["key"] = "new";
        world.Program.Settings = settings.ToJsonString();
        string[] bootstrap = ["--target=Bootstrap", "--exclusive", "--environment=account1"];
        var made = world.Program.Run(bootstrap);
        using var kms = new JsonClient(world.World.Local, "kms", "TrentService");
        var keys = await kms.CallAsync(LocalWorld.First, "ListKeys", []);
        var key = Assert.Single(keys["Keys"]!.AsArray())!["KeyId"]!.ToString();
        await kms.CallAsync(LocalWorld.First, "ScheduleKeyDeletion", new() { ["KeyId"] = key });

        var finding = PrintedFindings.Single(world.Program.Run(bootstrap));
        var followed = await InstalledAwsCli.FollowAsync(
            world.World.Local,
            finding.Account!,
            world.Program.Root,
            finding.Next!
        );
        var mended = world.Program.Run(bootstrap);

        Assert.True(made.ExitCode == 0, made.Output + made.Errors);
        Assert.Equal(FindingCodes.BootstrapKeyUnusable, finding.Code);
        Assert.True(followed.ExitCode == 0, followed.Output);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
        Assert.Contains("bootstrapped already", mended.Output, StringComparison.Ordinal);
    }

    static async Task MakePolicyAsync(CredentialsWorld world, string account, string name)
    {
        using var iam = new QueryClient(world.World.Local, "iam", "2010-05-08");
        await iam.CallAsync(
            account,
            "CreatePolicy",
            ("PolicyName", name),
            (
                "PolicyDocument",
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""
            )
        );
    }

    /// <summary>Credentials of another account than the first one's, and a role of another account than the environment's.</summary>
    [Fact]
    public async Task Bootstrap_WrongAccount_IsRightOnceCredentialsOrRoleAreOfTheAccount()
    {
        await using var world = await BootstrapTarget.StartAsync();
        var stranger = world.World.Server.AdministratorOf(LocalWorld.Second);
        var variables = new Dictionary<string, string>(world.Program.Variables)
        {
            ["AWS_ACCESS_KEY_ID"] = stranger.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = stranger.SecretAccessKey,
        };
        string[] bootstrap = ["--target=Bootstrap", "--exclusive", "--environment=cicd"];
        var settings = JsonNode.Parse(world.Program.Settings)!;
        settings["roles"]!["readOnly"] = $"arn:aws:iam::{LocalWorld.Second}:role/reader";
        world.Program.Settings = settings.ToJsonString();

        var credentials = PrintedFindings.Single(BuildProgram.End(world.Program.Start(bootstrap, variables)));
        var role = PrintedFindings.Single(world.Program.Run(bootstrap));
        settings["roles"]!["readOnly"] = "arn:aws:iam::{account}:role/reader";
        world.Program.Settings = settings.ToJsonString();
        var mended = world.Program.Run(bootstrap);

        Assert.Equal((FindingCodes.WrongAccount, FindingCodes.WrongAccount), (credentials.Code, role.Code));
        Assert.StartsWith(
            $"use credentials of account {LocalWorld.Management}",
            credentials.Next,
            StringComparison.Ordinal
        );
        Assert.StartsWith("name it by {account}", role.Next, StringComparison.Ordinal);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public async Task Bootstrap_TwoRegionsOfAnAccount_ShareOneReadOnlyRole()
    {
        await using var world = await BootstrapTarget.StartAsync();
        var settings = JsonNode.Parse(world.Program.Settings)!;
        settings["environments"]!.AsArray().RemoveAt(1);
        settings["environments"]!
            .AsArray()
            .Add(JsonNode.Parse("""{ "name": "far", "account": "111111111111", "region": "us-east-1" }"""));
        world.Program.Settings = settings.ToJsonString();

        // The role's stack is the first region's, whichever is asked for first.
        var far = BootstrapTarget.Run(world, "--environment=far");
        var both = BootstrapTarget.Run(world, "--environment=account1,far");

        Assert.True(far.ExitCode == 0, far.Output + far.Errors);
        Assert.Contains("read-only role made", far.Output, StringComparison.Ordinal);
        Assert.True(both.ExitCode == 0, both.Output + both.Errors);
        Assert.Contains("read-only role there already", both.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("read-only role made", both.Output, StringComparison.Ordinal);
    }

    /// <summary>An environment listed before changes nothing, and one that moves leaves the role's stack where it is.</summary>
    [Fact]
    public async Task Bootstrap_EnvironmentsInAnotherOrderOrRegion_FindTheRoleWhereItIs()
    {
        await using var world = await BootstrapTarget.StartAsync();
        var settings = JsonNode.Parse(world.Program.Settings)!;
        settings["environments"]!.AsArray().RemoveAt(1);
        world.Program.Settings = settings.ToJsonString();
        var first = BootstrapTarget.Run(world, "--environment=account1");

        settings["environments"]!
            .AsArray()
            .Insert(0, JsonNode.Parse("""{ "name": "near", "account": "111111111111", "region": "eu-central-1" }"""));
        world.Program.Settings = settings.ToJsonString();
        var listedBefore = BootstrapTarget.Run(world, "--environment=near,account1");
        settings["environments"]!.AsArray().RemoveAt(1);
        world.Program.Settings = settings.ToJsonString();
        var moved = BootstrapTarget.Run(world, "--environment=near");

        Assert.Contains("read-only role made", first.Output, StringComparison.Ordinal);
        Assert.All(
            [listedBefore, moved],
            run =>
            {
                Assert.True(run.ExitCode == 0, run.Output + run.Errors);
                Assert.Contains("read-only role there already", run.Output, StringComparison.Ordinal);
            }
        );
    }

    static async Task<Dictionary<string, string?>> ParametersAsync(CredentialsWorld world, Session session)
    {
        await using var environment = new StackEnvironment(
            session.In(DeploymentWorld.Second.Region),
            world.World.Endpoint,
            new RateBudgets(TimeProvider.System),
            TimeProvider.System
        );
        var stack = await environment.Lookup.FindAsync("CDKToolkit", TestContext.Current.CancellationToken);
        return stack!.Parameters.ToDictionary(p => p.Key, p => p.Value);
    }

    static IEnumerable<string> Assumed(IEnumerable<WireCall> calls) =>
        calls.Where(call => call.Api == "sts:AssumeRole").Select(call => call.Resource).Distinct();
}
