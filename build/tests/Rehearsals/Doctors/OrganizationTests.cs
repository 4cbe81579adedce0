using System.Text.Json.Nodes;
using Build.Tests.Build;
using LocalAws;
using LocalAws.Faults;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>What Doctor makes of service control policies that it can neither read nor ask about without saying what a call will have.</summary>
public sealed class OrganizationTests
{
    static readonly string[] doctor = ["--target=Doctor", "--project=infra", "--format=json"];

    /// <summary>Policies of organizations that a deployment in eu-west-1 never meets.</summary>
    static readonly ServiceControlPolicy[] harmless =
    [
        Regions("eu-west-1", "eu-central-1"),
        Deny("Roles", """{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/*","arn:aws:iam::*:root"]}}"""),
        Deny("Transport", """{"Bool":{"aws:SecureTransport":"false"}}"""),
        Deny("NoTransport", """{"Null":{"aws:SecureTransport":"true"}}"""),
        Deny(
            "Owner",
            """{"StringNotEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"},"Null":{"aws:ResourceAccount":"false"},"Bool":{"aws:PrincipalIsAWSService":"true"}}"""
        ),
        Deny("Strangers", $$$"""{"StringNotEquals":{"aws:PrincipalOrgID":"{{{DoctorWorld.Organization}}}"}}"""),
        Deny("Perimeter", """{"StringNotEqualsIfExists":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}}"""),
        Deny("Services", """{"BoolIfExists":{"aws:PrincipalIsAWSService":"true"}}"""),
        Deny("Time", """{"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}"""),
        Deny(
            "Tagged",
            """{"StringNotEqualsIfExists":{"aws:RequestTag/stage":"none"},"Null":{"aws:RequestTag/stage":"false"}}"""
        ),
    ];

    [Fact]
    public async Task Doctor_PoliciesThatADeploymentNeverMeets_RaiseNoAlarm()
    {
        SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"], harmless);
        Assert.Equal(0, world.Run("--target=Bootstrap").ExitCode);

        var run = world.Run(doctor);
        var deployed = world.Run("--target=Deploy", "--project=infra");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.DoesNotContain(
            Checks(run),
            check => Status(check) is "warning" or "failure" || IsOfPermissions(check, "unknown")
        );
        Assert.True(deployed.ExitCode == 0, deployed.Output + deployed.Errors);
    }

    [Fact]
    public async Task Doctor_PoliciesThatForbid_AreFindingsAndThoseThatOnlyACallDecidesAreUnknown()
    {
        SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"]);
        Assert.Equal(0, world.Run("--target=Bootstrap").ExitCode);

        var elsewhere = await UnderAsync(world, Regions("us-east-1"));
        var parameters = await UnderAsync(
            world,
            new ServiceControlPolicy(
                "NoParameters",
                """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ssm:PutParameter","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"} }}]}"""
            )
        );
        var undecided = await UnderAsync(world, Deny("Office", """{"NotIpAddress":{"aws:SourceIp":"127.0.0.0/8"}}"""));

        Assert.Contains("DeniedByServiceControlPolicy", Codes(elsewhere));
        Assert.Equal(["DeniedByServiceControlPolicy"], Codes(parameters).Distinct());
        Assert.Empty(Codes(undecided));
        Assert.Contains(Checks(undecided), check => IsOfPermissions(check, "unknown"));
        Assert.Equal((1, 1, 0), (elsewhere.ExitCode, parameters.ExitCode, undecided.ExitCode));
    }

    [Fact]
    public async Task Doctor_OneSimulationFails_OnlyItsOwnQuestionIsUnknown()
    {
        SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"]);
        Assert.Equal(0, world.Run("--target=Bootstrap").ExitCode);
        var role = world.NameOf("one", "cfn-exec-role");
        world.Faults = new FaultOptions
        {
            Strike = call =>
                call.Api == "iam:SimulatePrincipalPolicy" && call.Resource.EndsWith(role, StringComparison.Ordinal)
                    ? FaultKind.ExpiredToken
                    : null,
        };
        await world.RestartAsync();

        var run = world.Run(doctor);

        var unknown = Checks(run).Where(check => IsOfPermissions(check, "unknown")).ToList();
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["permissions of the CloudFormation execution role"],
            unknown.Select(check => check!["name"]!.ToString())
        );
        Assert.Contains("IAM did not say", unknown[0]!["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(Checks(run), check => IsOfPermissions(check, "ok"));
    }

    static async Task<ProgramRun> UnderAsync(DoctorWorld world, ServiceControlPolicy policy)
    {
        world.OrganizationPolicies.Clear();
        world.OrganizationPolicies.Add(policy with { Accounts = [world.AccountOf("one")] });
        await world.RestartAsync();
        return world.Run(doctor);
    }

    /// <summary>AWS's example "Deny access to AWS based on the requested AWS Region", which leaves global services out.</summary>
    static ServiceControlPolicy Regions(params string[] allowed) =>
        new(
            "Regions",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Resource":"*",
              "NotAction":["budgets:*","ce:*","cloudfront:*","globalaccelerator:*","health:*","iam:*","organizations:*","route53:*","sts:*","support:*"],
              "Condition":{"StringNotEquals":{"aws:RequestedRegion":["{{string.Join("\",\"", allowed)}}"]} } }]}
            """
        );

    static ServiceControlPolicy Deny(string name, string condition) =>
        new(
            name,
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{condition}} }]}"""
        );

    static void SkipWithoutTools() =>
        Assert.SkipWhen(
            DoctorWorld.BootstrapTemplateFile is null,
            "the CDK CLI is not installed in infra: ./build.sh --target=Install"
        );

    static JsonArray Checks(ProgramRun run) =>
        (JsonNode.Parse(run.Output) ?? throw new InvalidOperationException(run.Errors))["checks"]!.AsArray();

    static string Status(JsonNode? check) => check!["status"]!.ToString();

    static bool IsOfPermissions(JsonNode? check, string status) =>
        Status(check) == status && check!["name"]!.ToString().StartsWith("permissions of", StringComparison.Ordinal);

    static List<string> Codes(ProgramRun run) =>
        [
            .. Checks(run)
                .Where(check => check!["scope"]!.ToString() == "one")
                .SelectMany(check => check!["findings"]!.AsArray())
                .Select(finding => finding!["code"]!.ToString()),
        ];
}
