using System.Text.Json.Nodes;
using global::Deployment;
using Build.Tests.Build;
using Build.Tests.Findings;
using Build.Tests.LocalAws.CloudFormation.Clients;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>The program's Doctor target against worlds that are sound and worlds that are not.</summary>
public sealed class DoctorTests
{
    static readonly string[] doctor = ["--target=Doctor", "--project=infra", "--format=json"];

    /// <summary>What each environment's mistake is called, and what its finding names.</summary>
    static readonly (string Environment, string Code, string Names)[] expected =
    [
        ("trust", "MissingTrust", "deploy-role"),
        ("qualifier", "WrongQualifier", "other1234"),
        ("stale", "OutdatedBootstrapStack", "version 5"),
        ("boundary", "DeniedByBoundary", "ssm:PutParameter"),
        ("organization", "DeniedByServiceControlPolicy", "ssm:PutParameter"),
        ("publishing", "MissingRole", "file-publishing-role"),
        ("lookup", "MissingRole", "lookup-role"),
        ("external", "WrongExternalId", "external-hop"),
        ("session", "SessionTooLong", "session-hop"),
        ("secret", "SecretUnreadable", DoctorApp.SecretName),
        ("key", "DeniedByKeyPolicy", "kms:GenerateDataKey"),
        ("passrole", "MissingPassRole", "iam:PassRole"),
    ];

    [Fact]
    public async Task Doctor_HealthyWorld_RaisesNoAlarm()
    {
        SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one", "two"]);
        Assert.Equal(0, world.Run("--target=Bootstrap").ExitCode);

        var before = world.Run(doctor);
        var deployed = world.Run("--target=Deploy", "--project=infra");
        var after = world.Run([.. doctor, "--stacks=one"]);
        string[] mistyped = ["--parameters=Sise=small", "--parameters=three:Size=small"];
        var (told, refused) = (
            world.Run([.. doctor, .. mistyped]),
            world.Run(["--target=Deploy", "--project=infra", .. mistyped])
        );

        Assert.Equal((0, 0, 0), (before.ExitCode, deployed.ExitCode, after.ExitCode));
        Assert.Equal(("2 stacks", "1 stacks"), (AssemblyOf(before), AssemblyOf(after)));
        Assert.DoesNotContain(Checks(before).Concat(Checks(after)), check => IsAlarm(check));
        Assert.Equal(["CDK CLI of infra", "CDK CLI of pipeline"], Unknown(before).Order());
        Assert.Equal(
            ["NoSuchParameter", "NoSuchStack"],
            FindingsByEnvironment(told).SelectMany(one => one).Select(one => one.Code.Name)
        );
        Assert.Equal(["NoSuchParameter", "NoSuchStack"], PrintedFindings.Of(refused).Select(one => one.Code.Name));
    }

    [Fact]
    public async Task Doctor_StackPolicy_IsMoreThanCdksOwnDeployRoleMaySetAndWhatItSaysMendsThat()
    {
        SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"]);
        Assert.Equal(0, world.Run("--target=Bootstrap").ExitCode);
        var policy =
            $"--stack-policy={world.Root.Write("policy.json", """{"Statement":[{"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*"}]}""")}";

        var without = world.Run(doctor);
        var run = world.Run([.. doctor, policy]);
        var finding = Assert.Single(FindingsByEnvironment(run)["one"]);
        await new NextActions(world).FollowAsync(finding);
        var mended = world.Run([.. doctor, policy]);
        var deployed = world.Run("--target=Deploy", "--project=infra", policy);

        Assert.Equal((0, 1), (without.ExitCode, run.ExitCode));
        Assert.Equal("MissingPermission", finding.Code);
        Assert.Contains("cloudformation:SetStackPolicy", finding.What, StringComparison.Ordinal);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
        Assert.True(deployed.ExitCode == 0, deployed.Output + deployed.Errors);
    }

    [Fact]
    public async Task Doctor_TwelveMistakes_FindsAllAtOnceAndWhatItSaysMendsThem()
    {
        SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(
            TwelveMistakes.Environments,
            TwelveMistakes.OrganizationPolicy
        );
        Assert.Equal(0, world.Run("--target=Bootstrap", "--environment=cicd").ExitCode);
        await TwelveMistakes.MakeAsync(world);

        var findings = FindAll(world.Run(doctor));
        var actions = new NextActions(world);
        foreach (var finding in ActionsOf(findings))
            await actions.FollowAsync(finding);
        var mended = world.Run(doctor);
        var deployed = world.Run("--target=Deploy", "--project=infra", "--require-approval=never");

        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
        Assert.True(deployed.ExitCode == 0, deployed.Output + deployed.Errors);
    }

    [Fact]
    public async Task DoctorLocal_TwelveMistakes_FindsAllAtOnceAndWhatItSaysMendsThem()
    {
        SkipWithoutTools();
        await using var world = await DoctorWorld.StartRehearsedAsync(
            TwelveMistakes.Environments,
            TwelveMistakes.OrganizationPolicy
        );
        await world.BootstrapAsync("cicd", options => options);
        await TwelveMistakes.MakeAsync(world);
        await world.CloseAsync();

        var findings = FindAll(world.Rehearse(doctor));
        using (var actions = new RehearsedActions(world))
        {
            foreach (var finding in ActionsOf(findings))
                actions.Follow(finding.Next!);
        }
        var mended = world.Rehearse(doctor);
        var deployed = world.Rehearse("--target=Deploy", "--project=infra", "--require-approval=never");

        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
        Assert.DoesNotContain(Checks(mended), check => IsAlarm(check));
        Assert.True(deployed.ExitCode == 0, deployed.Output + deployed.Errors);
    }

    /// <summary>Each mistake's finding, and nothing but them.</summary>
    static ILookup<string, Finding> FindAll(ProgramRun run)
    {
        var findings = FindingsByEnvironment(run);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("ChecksFailed", PrintedFindings.Single(run).Code.Name);
        Assert.Equal(
            expected.Select(mistake => mistake.Environment).Order(),
            findings.Select(group => group.Key).Order()
        );
        Assert.All(
            expected,
            mistake =>
                Assert.Contains(
                    findings[mistake.Environment],
                    finding =>
                        finding.Code == mistake.Code
                        && finding.What.Contains(mistake.Names, StringComparison.Ordinal)
                        && finding.Next is not null
                )
        );
        // One mistake is one kind of finding: nothing that only follows from it.
        Assert.All(
            expected,
            mistake => Assert.All(findings[mistake.Environment], finding => Assert.Equal(mistake.Code, finding.Code))
        );
        return findings;
    }

    static IEnumerable<Finding> ActionsOf(ILookup<string, Finding> findings) =>
        findings.SelectMany(group => group).DistinctBy(finding => (finding.Next, finding.Account));

    internal static void SkipWithoutTools()
    {
        Assert.SkipWhen(
            DoctorWorld.BootstrapTemplateFile is null,
            "the CDK CLI is not installed in infra: ./build.sh --target=Install"
        );
        InstalledAwsCli.SkipWithout();
    }

    static JsonArray Checks(ProgramRun run) =>
        (JsonNode.Parse(run.Output) ?? throw new InvalidOperationException(run.Errors))["checks"]!.AsArray();

    static string? AssemblyOf(ProgramRun run) =>
        Checks(run).Single(check => check!["name"]!.ToString() == "Cloud Assembly of infra")!["detail"]?.ToString();

    static bool IsAlarm(JsonNode? check) => check!["status"]!.ToString() is "warning" or "failure";

    static IEnumerable<string> Unknown(ProgramRun run) =>
        Checks(run)
            .Where(check => check!["status"]!.ToString() == "unknown")
            .Select(check => check!["name"]!.ToString());

    internal static ILookup<string, Finding> FindingsByEnvironment(ProgramRun run) =>
        Checks(run)
            .Where(check => IsAlarm(check))
            .SelectMany(
                check => check!["findings"]!.AsArray(),
                (check, finding) => (Scope: check!["scope"]!.ToString(), Finding: Read(finding!))
            )
            .ToLookup(entry => entry.Scope, entry => entry.Finding);

    internal static Finding Read(JsonNode finding) =>
        new(new FindingCode(finding["code"]!.ToString()), finding["what"]!.ToString(), finding["next"]?.ToString())
        {
            Account = finding["account"]?.ToString(),
        };
}
