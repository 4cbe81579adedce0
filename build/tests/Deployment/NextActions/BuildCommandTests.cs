using System.Reflection;
using Arguments;
using Build.Tasks;
using Cake.Frosting;
using Deployment;
using Deployment.Credentials;
using Deployment.NextActions;
using Releases.Hosting;
using Steps;

namespace Build.Tests.Deployment.NextActions;

public class BuildCommandTests
{
    static readonly AwsEndpoint local = new AwsEndpoint(new Uri("http://127.0.0.1:1")) with
    {
        Profiles = new Dictionary<string, string> { ["111111111111"] = "account1" },
    };

    public static TheoryData<string> Targets =>
        [
            .. typeof(DeployTask)
                .Assembly.GetExportedTypes()
                .Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name)
                .OfType<string>(),
        ];

    /// <summary>So that it can be followed: an option that the target does nothing with is refused.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void In_TheLocalAws_TakesLocalWhereTheTargetDoes(string target)
    {
        var option = BuildOptions.All.Single(option => option.Name == BuildOptions.Local);

        Assert.Equal(
            option.IsTakenBy(Planned(target), local: true),
            new BuildCommand(target).In(local).EndsWith(" --local", StringComparison.Ordinal)
        );
        Assert.Equal($"./build.sh --target={target}", new BuildCommand(target).In(AwsEndpoint.Aws));
    }

    /// <summary>The environments and, in a rehearsal, the AWS of an assembly that is made elsewhere are its own.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void In_AnAppsWorld_TakesTheAppWhereTheTargetDoes(string target)
    {
        var option = BuildOptions.All.Single(option => option.Name == BuildOptions.App);

        Assert.Equal(
            option.Targets.Contains(target),
            new BuildCommand(target).In(local with { App = "shop/cdk.out" }).Contains(" --app=shop/cdk.out")
        );
    }

    [Fact]
    public void In_AnAppsWorldWithAFolderOfAnyName_IsOneWordOfAShell() =>
        Assert.Equal(
            """./build.sh --target=Deploy --app='my app'\''s/$HOME'""",
            new BuildCommand("Deploy").In(AwsEndpoint.Aws with { App = "my app's/$HOME" })
        );

    [Fact]
    public void In_ALocalAwsThatHasNotStarted_IsTheRehearsalsAllTheSame() =>
        Assert.Equal("./build.sh --target=Synth --local", new BuildCommand("Synth").In(AwsEndpoint.NotStarted));

    /// <summary>Nothing typed in a shell reaches the world of a rehearsed pipeline, but another rehearsal.</summary>
    [Fact]
    public void In_ARehearsedPipeline_IsAnotherRehearsal() =>
        Assert.Equal(
            "./build.sh --target=Rehearse",
            new BuildCommand("Bootstrap", "--environment=account1").In(
                AwsEndpoint.Aws with
                {
                    IsPipelineRehearsal = true,
                }
            )
        );

    [Fact]
    public void Url_OfALocalAwsThatHasNotStarted_IsNotAwsItself() =>
        Assert.Throws<InvalidOperationException>(() => AwsEndpoint.NotStarted.Url);

    [Fact]
    public void In_CommandOfTheAwsCli_NamesTheProfileOfItsAccountInTheLocalAws()
    {
        var finding = new Finding(
            new FindingCode("Code"),
            "What",
            "aws iam get-role --role-name 'aws ' && aws sts get-caller-identity"
        );

        var real = finding.In("111111111111", AwsEndpoint.Aws);
        var rehearsed = finding.In("111111111111", local);

        Assert.Equal((finding.Next, "111111111111"), (real.Next, real.Account));
        Assert.Equal(
            "aws --profile account1 iam get-role --role-name 'aws ' && aws --profile account1 sts get-caller-identity",
            rehearsed.Next
        );
        Assert.Contains("./build.sh --target=LocalAws", Assert.Single(rehearsed.Why), StringComparison.Ordinal);
    }

    static HashSet<string> Planned(string target)
    {
        var type = TaskNames.TypeOf(typeof(Program).Assembly, target)!;
        return
        [
            target,
            .. type.GetCustomAttributes<IsDependentOnAttribute>()
                .SelectMany(attribute => Planned(attribute.Task.GetCustomAttribute<TaskNameAttribute>()!.Name)),
        ];
    }
}
