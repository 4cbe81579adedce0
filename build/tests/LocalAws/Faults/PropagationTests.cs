using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Build.Tests.Deployment;
using Build.Tests.LocalAws.CodePipeline;
using Deployment;
using LocalAws;
using LocalAws.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.LocalAws.Faults;

/// <summary>Changes that take a while until they are seen, by the server's clock.</summary>
public sealed class PropagationTests
{
    const string Deploy = "arn:aws:iam::111111111111:role/deploy";

    const string Trust =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}""";

    static readonly TimeSpan delay = TimeSpan.FromSeconds(30);

    readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AssumeRole_NewRole_IsDeniedUntilItIsKnownEverywhere()
    {
        await using var world = await StartAsync(new() { Propagations = [new("iam", delay)] });
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await MakeRoleAsync(iam);

        var read = await iam.CallAsync(LocalWorld.First, "GetRole", ("RoleName", "deploy"));
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => AssumeAsync(sts));
        clock.Advance(delay);
        var assumed = await AssumeAsync(sts);

        Assert.Equal(Deploy, QueryClient.Text(read, "Arn"));
        Assert.Equal("AccessDenied", refused.ErrorCode);
        Assert.EndsWith("assumed-role/deploy/test", assumed.AssumedRoleUser.Arn, StringComparison.Ordinal);
    }

    /// <summary>What changes were under way when the local AWS ended, have arrived when it starts again.</summary>
    [Fact]
    public async Task AssumeRole_NewRoleAfterARestart_IsKnownEverywhere()
    {
        using var state = new TemporaryFolder();
        Task<LocalWorld> StartAgainAsync() =>
            LocalWorld.StartAsync(options =>
                options with
                {
                    Clock = clock,
                    StateDirectory = state.Path,
                    Faults = new() { Propagations = [new("iam", delay)] },
                }
            );
        await using (var world = await StartAgainAsync())
        {
            using var iam = new QueryClient(world, "iam", "2010-05-08");
            await MakeRoleAsync(iam);
        }

        await using var restarted = await StartAgainAsync();
        using var sts = restarted.Sts(restarted.Administrator(LocalWorld.Management));
        var assumed = await AssumeAsync(sts);

        Assert.EndsWith("assumed-role/deploy/test", assumed.AssumedRoleUser.Arn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_PolicyJustPutOrTakenAway_CountsOnlyAfterAWhile()
    {
        await using var world = await StartAsync(new() { Propagations = [new("iam", delay)] });
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await MakeRoleAsync(iam);
        clock.Advance(delay);
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));
        using var ssm = Ssm(world, (await AssumeAsync(sts)).Credentials);

        await iam.CallAsync(LocalWorld.First, "PutRolePolicy", Named("deploy", ("PolicyName", "all"), All));
        var early = await IsAllowedAsync(ssm);
        clock.Advance(delay);
        var then = await IsAllowedAsync(ssm);
        await iam.CallAsync(LocalWorld.First, "DeleteRolePolicy", Named("deploy", ("PolicyName", "all")));
        var still = await IsAllowedAsync(ssm);
        clock.Advance(delay);

        Assert.Equal((false, true, true, false), (early, then, still, await IsAllowedAsync(ssm)));
    }

    [Fact]
    public async Task Call_NewAccessKey_IsUnknownUntilItIsKnownEverywhere()
    {
        await using var world = await StartAsync(new() { Propagations = [new("iam", delay)] });
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await iam.CallAsync(LocalWorld.First, "CreateUser", ("UserName", "somebody"));
        var made = await iam.CallAsync(LocalWorld.First, "CreateAccessKey", ("UserName", "somebody"));
        using var sts = world.Sts(
            new BasicAWSCredentials(QueryClient.Text(made, "AccessKeyId"), QueryClient.Text(made, "SecretAccessKey"))
        );

        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() =>
            sts.GetCallerIdentityAsync(new(), Cancellation)
        );
        clock.Advance(delay);
        var identity = await sts.GetCallerIdentityAsync(new(), Cancellation);

        Assert.Equal("InvalidClientTokenId", refused.ErrorCode);
        Assert.Equal("arn:aws:iam::111111111111:user/somebody", identity.Arn);
    }

    /// <summary>CloudFormation itself waits until the services know the roles that it makes, before it goes on with what needs them.</summary>
    [Fact]
    public async Task Deploy_FunctionWithARoleOfItsOwnStack_Succeeds()
    {
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Faults = new() { Propagations = [new("iam", TimeSpan.FromDays(1))] },
            }
        );
        const string Template = """
            {
              "Resources": {
                "Role": {
                  "Type": "AWS::IAM::Role",
                  "Properties": {
                    "AssumeRolePolicyDocument": {
                      "Version": "2012-10-17",
                      "Statement": [
                        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
                      ]
                    }
                  }
                },
                "Function": {
                  "Type": "AWS::Lambda::Function",
                  "Properties": {
                    "Code": {"ZipFile": "exports.handler = () => 1;"},
                    "Handler": "index.handler",
                    "Runtime": "nodejs20.x",
                    "Role": {"Fn::GetAtt": ["Role", "Arn"]}
                  }
                }
              }
            }
            """;

        var report = await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Template));

        report.ThrowIfFailed();
        Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks));
    }

    /// <summary>The first execution begins as soon as there is a pipeline, with a role that was made just before it.</summary>
    [Fact]
    public async Task Pipeline_WithANewRole_IsRefusedUntilItIsKnownEverywhere()
    {
        await using var world = await PipelineWorld.StartAsync(change: options =>
            options with
            {
                Clock = clock,
                Faults = new() { Propagations = [new("iam", delay)] },
            }
        );

        var id = await world.CreateAsync(Actions.Stage("Deploy", Actions.Stack("one")));
        var first = await world.EndedAsync(id);
        var refusal = await world.ErrorAsync("Source", "Checkout");
        clock.Advance(delay);
        await world.RetryAsync("Source", id);

        Assert.Equal("Failed", first);
        Assert.StartsWith("CodePipeline is not authorized to perform AssumeRole", refusal, StringComparison.Ordinal);
        Assert.Equal("Succeeded", await world.EndedAsync(id));
    }

    [Fact]
    public async Task Call_StaleRead_SeesTheWorldAsItWas()
    {
        await using var world = await StartAsync(
            new()
            {
                Propagations = [new("ssm", delay)],
                Faults = [new(FaultKind.Stale) { Apis = new("ssm:GetParameter"), Probability = 1 }],
                Seed = 3,
            }
        );
        using var ssm = Ssm(world, world.Administrator(LocalWorld.First));

        await PutAsync(ssm, "1");
        var missing = await Assert.ThrowsAsync<ParameterNotFoundException>(() => GetAsync(ssm));
        clock.Advance(delay);
        await PutAsync(ssm, "2");
        var stale = await GetAsync(ssm);
        var listed = await ssm.GetParametersAsync(new() { Names = ["/one"] }, Cancellation);
        clock.Advance(delay);

        Assert.NotNull(missing);
        Assert.Equal("1", stale);
        Assert.Equal("2", Assert.Single(listed.Parameters).Value);
        Assert.Equal("2", await GetAsync(ssm));
    }

    [Fact]
    public async Task Call_PropagationWithoutFaults_MakesAShareOfReadsStale()
    {
        await using var world = await StartAsync(new() { Propagations = [new("ssm", delay)] });
        using var ssm = Ssm(world, world.Administrator(LocalWorld.First));
        await PutAsync(ssm, "1");
        clock.Advance(delay);
        await PutAsync(ssm, "2");

        var read = new List<string>();
        for (var i = 0; i < 40; i++)
            read.Add(await GetAsync(ssm));

        Assert.InRange(read.Count(value => value == "1"), 10, 30);
    }

    [Theory]
    [InlineData("iam:1s", "iam", 1000)]
    [InlineData("cloudformation:250ms", "cloudformation", 250)]
    [InlineData("s3:0s", "s3", 0)]
    public void Propagation_ServiceAndDuration_IsRead(string text, string service, int milliseconds) =>
        Assert.Equal(new Propagation(service, TimeSpan.FromMilliseconds(milliseconds)), FaultTexts.Propagation(text));

    [Theory]
    [InlineData("iam")]
    [InlineData("iam:soon")]
    [InlineData("organizations:1s")]
    public void Propagation_WrittenOtherwise_SaysHow(string text) =>
        Assert.Throws<FormatException>(() => FaultTexts.Propagation(text));

    static (string, string) All =>
        ("PolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");

    Task<LocalWorld> StartAsync(FaultOptions faults) =>
        LocalWorld.StartAsync(options => options with { Clock = clock, Faults = faults });

    static Task MakeRoleAsync(QueryClient iam) =>
        iam.CallAsync(LocalWorld.First, "CreateRole", Named("deploy", ("AssumeRolePolicyDocument", Trust)));

    static (string, string)[] Named(string role, params (string, string)[] parameters) =>
        [("RoleName", role), .. parameters];

    static Task<AssumeRoleResponse> AssumeAsync(AmazonSecurityTokenServiceClient sts) =>
        sts.AssumeRoleAsync(new() { RoleArn = Deploy, RoleSessionName = "test" }, Cancellation);

    static AmazonSimpleSystemsManagementClient Ssm(LocalWorld world, AWSCredentials credentials) =>
        new(credentials, world.Configure(new AmazonSimpleSystemsManagementConfig()));

    static async Task<bool> IsAllowedAsync(AmazonSimpleSystemsManagementClient ssm)
    {
        try
        {
            await ssm.DescribeParametersAsync(new(), Cancellation);
            return true;
        }
        catch (AmazonSimpleSystemsManagementException e) when (e.ErrorCode == "AccessDeniedException")
        {
            return false;
        }
    }

    static Task PutAsync(AmazonSimpleSystemsManagementClient ssm, string value) =>
        ssm.PutParameterAsync(
            new()
            {
                Name = "/one",
                Value = value,
                Type = ParameterType.String,
                Overwrite = true,
            },
            Cancellation
        );

    static async Task<string> GetAsync(AmazonSimpleSystemsManagementClient ssm) =>
        (await ssm.GetParameterAsync(new() { Name = "/one" }, Cancellation)).Parameter.Value;
}
