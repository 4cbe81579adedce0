using System.Text.Json.Nodes;
using System.Xml.Linq;
using Build.Tests.Build;
using Build.Tests.Findings;
using Build.Tests.LocalAws;
using Build.Tests.Rehearsals;
using Build.Tests.Releases.Credentials;
using Diagnosis;

namespace Build.Tests.Releases.Bootstraps;

/// <summary>Environments whose execution policies are made of what the Cloud Assemblies need: bootstrap.executionPolicies "leastPrivilege".</summary>
public sealed class LeastPrivilegeTargetTests : IAsyncLifetime
{
    const string Policy = "arn:aws:iam::111111111111:policy/cdk-hnb659fds-cfn-exec-policy-111111111111-eu-west-1-1";
    const string Value =
        """{ "Type": "AWS::SSM::Parameter", "Properties": { "Type": "String", "Name": "/app/value", "Value": "1" } }""";
    const string Topic = """{ "Type": "AWS::SNS::Topic" }""";

    CredentialsWorld world = null!;

    BuildProgram Program => world.Program;

    public async ValueTask InitializeAsync()
    {
        world = await BootstrapTarget.StartAsync();
        var settings = JsonNode.Parse(Program.Settings)!;
        settings["bootstrap"]!["executionPolicies"] = "leastPrivilege";
        settings["bootstrap"]!["readOnlyRole"] = false;
        Program.Settings = settings.ToJsonString();
        var pipeline = Directory.CreateDirectory(Path.Combine(Program.Root, "pipeline/cdk.out"));
        new AssemblyFolder(pipeline.FullName, "none").Write();
    }

    [Fact]
    public async Task Bootstrap_AnAppThatGrowsAndShrinks_IsAllowedWhatItNeedsAtEachStep()
    {
        var first = Bootstrap();
        Assert.Contains("whose Cloud Assembly there is not yet", first.Output + first.Errors, StringComparison.Ordinal);
        Write(("Value", Value));
        var outgrown = Doctor();
        Follow(outgrown);
        Succeeded(Doctor(), Deploy());
        var calls = world.Calls.Count;
        var again = Bootstrap();
        Assert.Empty(world.Calls.Skip(calls).Select(call => call.Action).Except(BootstrapTarget.Reading));
        Assert.Contains("execution policies there already", again.Output, StringComparison.Ordinal);

        Write(("Value", Value), ("Topic", Topic));
        var refused = Deploy();
        Follow(Doctor());
        Succeeded(Deploy());
        Write(("Value", Value));
        Bootstrap();
        var shrinking = await AllowedAsync();
        Succeeded(Deploy());
        Bootstrap();

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("sns:CreateTopic", refused.Output + refused.Errors, StringComparison.Ordinal);
        Assert.Contains("sns:DeleteTopic", shrinking, StringComparison.Ordinal);
        Assert.DoesNotContain("sns:", await AllowedAsync(), StringComparison.Ordinal);
    }

    /// <summary>IAM keeps five versions of a policy.</summary>
    [Fact]
    public async Task Bootstrap_MoreChangesThanIamKeepsVersions_DeletesTheOldest()
    {
        for (var number = 0; number < 6; number++)
        {
            Write(("Value", Value.Replace("/app/value", $"/app/{number}", StringComparison.Ordinal)));
            Bootstrap();
        }

        var versions = await IamAsync("ListPolicyVersions");

        Assert.Equal(["v6", "v5", "v4", "v3", "v2"], Texts(versions, "VersionId").OrderDescending());
        Assert.Contains("/app/5", await AllowedAsync(), StringComparison.Ordinal);
    }

    /// <summary>What does not fit into one policy stands in several, and those that are left over go.</summary>
    [Fact]
    public async Task Bootstrap_MoreThanOnePolicyHolds_AttachesSeveralAndDropsWhatIsLeftOver()
    {
        Write([
            .. Enumerable
                .Range(0, 120)
                .Select(number =>
                    (
                        $"Value{number}",
                        Value.Replace("/app/value", $"/{new string('n', 90)}/{number}", StringComparison.Ordinal)
                    )
                ),
        ]);
        Bootstrap();
        var many = await AttachedAsync();
        Write(("Value", Value));
        Bootstrap();

        Assert.InRange(many.Count, 2, 10);
        Assert.Equal([Policy], await AttachedAsync());
        Assert.Equal(
            [Policy],
            Texts(await IamAsync("ListPolicies"), "Arn")
                .Where(arn => arn.Contains(":111111111111:", StringComparison.Ordinal))
        );
    }

    /// <summary>A rehearsal allows CloudFormation no more than Bootstrap would.</summary>
    [Fact]
    public void Deploy_InARehearsal_AllowsWhatTheAssemblyNeedsAndNothingElse()
    {
        Write(("Value", Value), ("Topic", Topic));
        var app = $"--app={Path.Combine(Program.Root, "infra/cdk.out")}";
        string[] deploy = ["--target=Deploy", "--local", app, "--require-approval=never"];

        var first = Program.Run(deploy);
        var again = Program.Run(deploy);
        var doctor = Program.Run("--target=Doctor", "--local", app);

        Succeeded(first, again, doctor);
        Assert.Contains("execution policies there already", again.Output, StringComparison.Ordinal);
        Assert.Contains("App    111111111111  eu-west-1  Unchanged", again.Output, StringComparison.Ordinal);
        Assert.Matches("execution policies +ok", doctor.Output);
    }

    void Follow(ProgramRun doctor)
    {
        var finding = PrintedFindings.Single(doctor);
        Assert.Equal(DiagnosisCodes.ExecutionPolicyOutgrown, finding.Code);
        var run = Program.Run([.. finding.Next!.Split(' ')[1..], "--exclusive"]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    ProgramRun Bootstrap()
    {
        var run = Program.Run("--target=Bootstrap", "--exclusive", "--environment=account1");
        Succeeded(run);
        return run;
    }

    ProgramRun Doctor() => Program.Run("--target=Doctor", "--environment=account1", "--project=infra");

    ProgramRun Deploy() => Program.Run("--target=Deploy", "--exclusive", "--project=infra", "--require-approval=never");

    static void Succeeded(params ProgramRun[] runs) =>
        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Output + run.Errors));

    /// <summary>The Cloud Assembly of infra: one stack in account1.</summary>
    void Write(params (string LogicalId, string Resource)[] resources) =>
        PolicedApp.Write(Path.Combine(Program.Root, "infra/cdk.out"), resources);

    async Task<string> AllowedAsync()
    {
        var version = Texts(await IamAsync("GetPolicy"), "DefaultVersionId").Single();
        var answer = await IamAsync("GetPolicyVersion", ("VersionId", version));
        return Uri.UnescapeDataString(Texts(answer, "Document").Single());
    }

    async Task<IReadOnlyList<string>> AttachedAsync() =>
        Texts(
            await IamAsync(
                "ListAttachedRolePolicies",
                ("RoleName", "cdk-hnb659fds-cfn-exec-role-111111111111-eu-west-1")
            ),
            "PolicyArn"
        );

    async Task<XElement> IamAsync(string action, params (string, string)[] parameters)
    {
        using var iam = new QueryClient(world.World.Local, "iam", "2010-05-08");
        return await iam.CallAsync(LocalWorld.First, action, [("PolicyArn", Policy), .. parameters]);
    }

    static IReadOnlyList<string> Texts(XElement answer, string name) =>
        [.. answer.Descendants().Where(e => e.Name.LocalName == name).Select(e => e.Value)];

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
