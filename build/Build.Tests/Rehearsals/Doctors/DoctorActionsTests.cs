using Build.Tests.Findings;
using Build.Tests.LocalAws;
using Deployment;
using Diagnosis;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>What Doctor, Deploy and Credentials say of one environment is to be done, done to the letter.</summary>
public sealed class DoctorActionsTests
{
    static readonly string[] doctor = ["--target=Doctor", "--project=infra", "--format=json"];

    [Fact]
    public async Task Doctor_RepositoryThatIsGone_IsMadeAnew()
    {
        DoctorTests.SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync(["one"]);
        var bootstrapped = world.Run("--target=Bootstrap");
        using var registry = new JsonClient(world.World, "ecr", "AmazonEC2ContainerRegistry_V20150921");
        await registry.CallAsync(
            world.AccountOf("one"),
            "DeleteRepository",
            new()
            {
                ["repositoryName"] = $"cdk-hnb659fds-container-assets-{world.AccountOf("one")}-{DoctorWorld.Region}",
            }
        );

        var finding = Assert.Single(DoctorTests.FindingsByEnvironment(world.Run(doctor))["one"]);
        await new NextActions(world).FollowAsync(finding);
        var mended = world.Run(doctor);

        Assert.True(bootstrapped.ExitCode == 0, bootstrapped.Output + bootstrapped.Errors);
        Assert.Equal(DiagnosisCodes.ContainerRepositoryNotFound, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
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
