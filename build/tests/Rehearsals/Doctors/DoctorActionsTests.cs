using System.Text.Json.Nodes;
using Build.Tests.Findings;
using Build.Tests.LocalAws;
using Build.Tests.Releases.Bootstraps;
using Deployment;
using Diagnosis;
using StackClient = Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>What Doctor, Deploy and Credentials say of one environment is to be done, done to the letter.</summary>
public sealed class DoctorActionsTests
{
    static readonly string[] doctor = ["--target=Doctor", "--project=infra", "--format=json"];

    [Fact]
    public async Task Doctor_BucketAndRepositoryThatAreGone_AreMadeAnew()
    {
        DoctorTests.SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"]);
        var bootstrapped = world.Run("--target=Bootstrap");
        var deletion = new BootstrapDeletion(world.World, world.AccountOf("one"), DoctorWorld.Region);
        await deletion.DeleteAsync("ContainerAssetsRepository");
        await deletion.DeleteAsync("StagingBucket");

        var findings = DoctorTests.FindingsByEnvironment(world.Run(doctor))["one"].ToList();
        var next = Assert.Single(findings.DistinctBy(finding => finding.Next));
        await new NextActions(world).FollowAsync(next);
        var mended = world.Run(doctor);

        Assert.True(bootstrapped.ExitCode == 0, bootstrapped.Output + bootstrapped.Errors);
        Assert.Equal(
            [FindingCodes.BucketMissing, DiagnosisCodes.ContainerRepositoryNotFound],
            findings.Select(finding => finding.Code)
        );
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <summary>Its creation failed, which leaves nothing but the stack.</summary>
    [Fact]
    public async Task Doctor_BootstrapStackThatWasNeverMade_IsMade()
    {
        DoctorTests.SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"]);
        var others = world.Run("--target=Bootstrap", "--environment=cicd");
        using var stacks = new StackClient(world.World, world.AccountOf("one"));
        await stacks.CreateAsync(
            "CDKToolkit",
            """
            {"Resources": {"Policy": {"Type": "AWS::S3::BucketPolicy",
              "Properties": {"Bucket": "not-there", "PolicyDocument": {"Version": "2012-10-17", "Statement": []}}}}}
            """
        );

        var finding = DoctorTests
            .FindingsByEnvironment(world.Run(doctor))["one"]
            .First(one => one.Code == DiagnosisCodes.BootstrapStackNotSteady);
        await new NextActions(world).FollowAsync(finding);
        var mended = world.Run(doctor);

        Assert.True(others.ExitCode == 0, others.Output + others.Errors);
        Assert.EndsWith("is in ROLLBACK_COMPLETE", finding.What, StringComparison.Ordinal);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    /// <summary>Every chain begins with a role, so that credentials of any account will do; nobody but an administrator bootstraps.</summary>
    [Fact]
    public async Task Doctor_CredentialsOfAnotherAccountThatLeadIn_FindsNothingThatADeploymentDoesNot()
    {
        DoctorTests.SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"]);
        var bootstrapped = world.Run("--target=Bootstrap");
        using var iam = new QueryClient(world.World, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.Management,
            "CreateRole",
            ("RoleName", "entry"),
            (
                "AssumeRolePolicyDocument",
                $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{{world.AccountOf("one")}}}"},"Action":"sts:AssumeRole"}]}"""
            )
        );
        await iam.CallAsync(
            LocalWorld.Management,
            "PutRolePolicy",
            ("RoleName", "entry"),
            ("PolicyName", "assume"),
            ("PolicyDocument", TwelveMistakes.Allow("sts:AssumeRole"))
        );
        foreach (var purpose in (string[])["lookup", "deploy", "publish"])
            world.Settings["credentials"]!["chains"]![purpose] = JsonNode.Parse(
                $$"""[{ "role": "arn:aws:iam::{{LocalWorld.Management}}:role/entry" }]"""
            );

        var diagnosed = world.RunAs(world.AccountOf("one"), doctor);
        var deployed = world.RunAs(
            world.AccountOf("one"),
            "--target=Deploy",
            "--project=infra",
            "--require-approval=never"
        );

        Assert.True(bootstrapped.ExitCode == 0, bootstrapped.Output + bootstrapped.Errors);
        Assert.True(deployed.ExitCode == 0, deployed.Output + deployed.Errors);
        Assert.True(diagnosed.ExitCode == 0, diagnosed.Output + diagnosed.Errors);
    }

    [Fact]
    public async Task Deploy_StackPolicyThatTheRoleMayNotSet_IsSetOnceTheRoleMay()
    {
        DoctorTests.SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"]);
        await world.BootstrapAsync("one", options => options);
        var policy = world.Root.Write(
            "policy.json",
            """{"Statement":[{"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*"}]}"""
        );
        string[] deploy =
        [
            "--target=Deploy",
            "--project=infra",
            "--require-approval=never",
            $"--stack-policy={policy}",
        ];

        var finding = PrintedFindings.Single(world.Run(deploy));
        await new NextActions(world).FollowAsync(finding);
        var mended = world.Run(deploy);

        Assert.Equal(FindingCodes.StackPolicyNotSet, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public async Task Credentials_RoleThatBootstrappingMakes_IsAssumedOnceItHas()
    {
        DoctorTests.SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"]);
        world.Settings["bootstrap"]!["readOnlyRole"] = false;
        string[] credentials = ["--target=Credentials", "--environment=one", "--purpose=lookup"];

        var finding = PrintedFindings.Single(world.Run(credentials));
        await new NextActions(world).FollowAsync(finding);
        var mended = world.Run(credentials);

        Assert.Equal(FindingCodes.AssumeRoleFailed, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }
}
