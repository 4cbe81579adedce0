using System.Diagnostics;
using Build.Tests.Deployment;
using Build.Tests.Diagnosis.ExecutionPolicies;
using Build.Tests.Fingerprints;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.Bootstrapping;
using Deployment.Bootstrapping.ManagedPolicies;
using Diagnosis;
using Fingerprints;
using Fingerprints.Files;
using Fingerprints.Stores;
using Settings.Projects;
using Steps;
using Steps.Worlds;

namespace Build.Tests.Findings;

/// <summary>Findings whose next action is a person's, brought about as a user does.</summary>
public sealed class PersonalFindingsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Plan_StackWithAnErrorOfAConstruct_SaysWhatTheConstructSays()
    {
        await using var world = await DeploymentWorld.StartAsync();
        SynthesisMessage[] messages =
        [
            new(SynthesisMessageLevel.Warning, "/One/Warned", "old"),
            new(SynthesisMessageLevel.Error, "/One/Broken", "no subnets"),
        ];
        var stack = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one"));

        var refused = Assert.Throws<BuildException>(() => DeploymentWorld.Plan(stack with { Messages = messages }));
        var warned = DeploymentWorld.Plan(stack with { Messages = messages[..1] });

        var finding = Assert.Single(refused.Findings);
        Assert.Equal(FindingCodes.AssemblyErrors, finding.Code);
        Assert.Equal(["/One/Broken: no subnets"], finding.Why);
        Assert.Single(warned.Stacks);
    }

    [Theory]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("echo one; echo two", "did not print the name of a file alone")]
    public async Task Package_CommandThatMakesNoFile_SaysHowItEnded(string script, string why)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        using var sources = new PackagedSources();
        var command = new FileAssetSource.Command(["sh", "-c", script], folder.Path);

        var error = await Assert.ThrowsAsync<BuildException>(() => sources.OpenAsync(command, Cancellation));

        var finding = Assert.Single(error.Findings);
        Assert.Equal(FindingCodes.AssetPackagingFailed, finding.Code);
        Assert.Contains(why, finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_FolderWithAPipe_NamesIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "mkfifo");
        folder.Write("source/a.txt", "a");
        using (var mkfifo = Process.Start("mkfifo", [folder.At("source/pipe")]))
            await mkfifo.WaitForExitAsync(Cancellation);

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            DeterministicZip.WriteAsync(folder.At("source"), folder.Path, Stream.Null, Cancellation)
        );

        var finding = Assert.Single(error.Findings);
        Assert.Equal(FindingCodes.NotAFile, finding.Code);
        Assert.Contains(folder.At("source/pipe"), finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeepPolicies_RoleThatMayNotMakeThem_SaysWhatIamSays()
    {
        await using var world = await DeploymentWorld.StartAsync();
        using var iam = new QueryClient(world.Local, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.First,
            "CreateRole",
            ("RoleName", "reader"),
            (
                "AssumeRolePolicyDocument",
                $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{LocalWorld.Management}}"},"Action":"sts:AssumeRole"} }"""
            )
        );
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        using var session = await new global::Deployment.Credentials.SessionFactory(
            world.Endpoint,
            TimeProvider.System
        ).OpenAsync(
            new global::Deployment.Credentials.BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
            new([new($"arn:aws:iam::{LocalWorld.First}:role/reader")]),
            LocalWorld.First,
            "eu-west-1",
            "test",
            Cancellation
        );
        using var keeper = new PolicyKeeper(session, world.Endpoint, DeploymentWorld.First);

        var error = await Assert.ThrowsAsync<BuildException>(() => keeper.ReadAsync("app", Cancellation));

        var finding = Assert.Single(error.Findings);
        Assert.Equal(FindingCodes.ManagedPolicyRefused, finding.Code);
        Assert.Contains("iam:GetPolicy", Assert.Single(finding.Why), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destroy_ProtectedStack_IsRefusedAndLeavesIt()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var stack = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one"));
        await world.DeployAsync(stack with { TerminationProtection = true });

        var refused = await world.Deployer().DestroyAsync(DeploymentWorld.Plan(stack), Cancellation);
        var still = await world.DeployAsync(stack);

        Assert.Equal(FindingCodes.StackDestructionFailed, Assert.Single(refused.Findings).Code);
        Assert.IsType<StackResult.Unchanged>(Assert.Single(still.Stacks));
    }

    [Fact]
    public async Task Bootstrap_LacksWhatOthersReferToInAnUnknownWay_NamesIt()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var text = Templates
            .Bootstrap(33)
            .Replace(
                "Outputs:",
                "  Gone: {Type: AWS::S3::Bucket, Properties: {BucketName: gone-bucket}}\n"
                    + "Outputs:\n  Site: {Value: !GetAtt Gone.WebsiteURL}",
                StringComparison.Ordinal
            );
        var template = await BootstrapTemplate.LoadAsync(folder.Write("template.yaml", text), Cancellation);
        using var session = await world.InAsync(DeploymentWorld.First);
        var bootstrapper = new Bootstrapper(
            session,
            world.Endpoint,
            world,
            TimeProvider.System,
            new BootstrapOptions()
        );
        await bootstrapper.BootstrapAsync(template, DeploymentWorld.First, Cancellation);
        using (
            var s3 = new Amazon.S3.AmazonS3Client(
                session.Credentials,
                world.Endpoint.Configure(new Amazon.S3.AmazonS3Config { ForcePathStyle = true }, "eu-west-1")
            )
        )
            await s3.DeleteBucketAsync("gone-bucket", Cancellation);

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            bootstrapper.BootstrapAsync(template, DeploymentWorld.First, Cancellation)
        );

        var finding = Assert.Single(error.Findings);
        Assert.Equal(FindingCodes.BootstrapResourceMissing, finding.Code);
        Assert.Equal(["Gone gone-bucket"], finding.Why);
    }

    [Fact]
    public void Explain_AddressThatIsNone_SaysWhichVariableToCorrect()
    {
        var error = Record.Exception(() => new Uri("http://host:port/"))!;

        var finding = Assert.Single(WorldFaults.Findings(error)!);

        Assert.Equal(FindingCodes.InvalidAddress, finding.Code);
        Assert.Contains("AWS_ENDPOINT_URL", finding.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ProgramThatIsNotThere_IsOfTheMachine()
    {
        var error = Record.Exception(() => Process.Start(new ProcessStartInfo(folder.At("absent"))))!;

        var finding = Assert.Single(WorldFaults.Findings(error)!);

        Assert.Equal(FindingCodes.ProgramNotStarted, finding.Code);
        Assert.Contains("absent", Assert.Single(finding.Why), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_OfMoreThanTenDocumentsHold_IsRefused()
    {
        var statements = string.Join(
            ",\n",
            Enumerable
                .Range(0, 2000)
                .Select(n =>
                    $$"""
                        "Use{{n}}": {
                          "Type": "AWS::S3::Bucket",
                          "Properties": { "BucketName": "a-rather-long-name-of-a-bucket-{{n:D4}}-{{Digits(n)}}" }
                        }
                        """
                )
        );

        var error = await Record.ExceptionAsync(() =>
            PolicedWorld.PolicyOfAsync("{\"Resources\":{" + statements + "}}")
        );

        Assert.Equal(
            DiagnosisCodes.ExecutionPolicyTooLong,
            Assert.Single(Assert.IsType<BuildException>(error).Findings).Code
        );
    }

    [Fact]
    public void Keep_ContextThatSomebodyWroteMeanwhile_IsNotTaken()
    {
        var context = new LocalContext(folder.Path, Project.Infra, "fixtures");
        folder.Write("infra/cdk.context.json", """{"committed":1}""");
        context.Prepare();
        context.Keep();
        folder.Write("infra/cdk.context.json", """{"committed":2}""");

        var error = Assert.Throws<BuildException>(context.Keep);

        Assert.Equal(StepCodes.ContextChanged, Assert.Single(error.Findings).Code);
    }

    [Fact]
    public void CreateFolder_BelowAFile_SaysWhichFolder()
    {
        var file = folder.Write("file", "");

        var error = Assert.Throws<BuildException>(() => Folders.CreatePrivate(Path.Combine(file, "below")));

        var finding = Assert.Single(error.Findings);
        Assert.Equal(FingerprintCodes.FolderUnwritable, finding.Code);
        Assert.Contains(file, finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Tracked_RepositoryThatGitRefuses_SaysWhatToRun()
    {
        using var checkout = new TemporaryCheckout();
        checkout.Write("a.txt", "a");
        checkout.Git("add", "--all");
        checkout.Write(".git/config", "[core]\n  repositoryformatversion = 99\n[extensions]\n  objectformat = none\n");

        var error = Assert.Throws<BuildException>(() => GitRepository.Find(checkout.Root).Tracked());

        Assert.Equal(FingerprintCodes.GitFailed, Assert.Single(error.Findings).Code);
    }

    [Fact]
    public void Finding_OfTestsThatFailed_CountsThem()
    {
        var run = new TestRun("infra", TestCounts.None with { Failed = 2 }, 2);

        Assert.Equal(StepCodes.TestsFailed, run.Finding.Code);
        Assert.Contains("2 failed", run.Finding.Why[0], StringComparison.Ordinal);
    }

    static string Digits(int n) => string.Concat(Enumerable.Repeat(((char)('a' + (n % 26))).ToString(), 20));
}
