using System.Collections.Concurrent;
using Amazon.Runtime;
using Build.Tests.LocalAws;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.Credentials;
using Deployment.Runs;
using Deployment.Scheduling;
using Deployment.Stacks;
using Diagnosis.Clients;
using LocalAws.Faults;
using AwsServices = Diagnosis.Clients.AwsServices;

namespace Build.Tests.Deployment.Connections;

/// <summary>
/// Every client that the build has, each against an AWS that it alone talks to: it corrects a clock that AWS refuses, and
/// names the program.
/// </summary>
public sealed class ClientTests
{
    const string Region = "eu-west-1";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>By the call that each makes.</summary>
    static readonly IReadOnlyDictionary<string, Func<Session, AwsEndpoint, Task>> clients = new Dictionary<
        string,
        Func<Session, AwsEndpoint, Task>
    >
    {
        ["sts:GetCallerIdentity"] = async (session, endpoint) =>
            await new SessionFactory(endpoint, TimeProvider.System).OpenAsync(
                session.Asked,
                RoleChain.None,
                LocalWorld.First,
                Region,
                "test",
                Cancellation
            ),
        ["cloudformation:DescribeStacks"] = async (session, endpoint) =>
        {
            using var calls = new StackCalls(session, endpoint, new(TimeProvider.System), TimeProvider.System);
            await calls.SendAsync(new DescribeStacksRequest("CDKToolkit"), Cancellation);
        },
        ["ssm:GetParameter"] = async (session, endpoint) =>
        {
            await using var environment = new StackEnvironment(
                new StackCalls(session, endpoint, new(TimeProvider.System), TimeProvider.System)
            );
            var versions = new BootstrapVersions(environment, endpoint, new(LocalWorld.First, Region), _ => null);
            await versions.FindAsync(new BootstrapRequirement(6, "/cdk-bootstrap/hnb659fds/version"), Cancellation);
        },
        ["s3:ListObjectsV2"] = async (session, endpoint) =>
        {
            using var buckets = new StagingBuckets(endpoint);
            await buckets.FindAsync("no-such-bucket", "key", session, Cancellation);
        },
        ["iam:GetRole"] = async (session, endpoint) =>
        {
            using var client = new IdentityClient(session, endpoint);
            await client.GetRoleAsync("OrganizationAccountAccessRole", Cancellation);
        },
        ["kms:DescribeKey"] = async (session, endpoint) =>
        {
            using var client = AwsServices.Keys(session, endpoint);
            await client.SendAsync("DescribeKey", new() { ["KeyId"] = "alias/none" }, Cancellation);
        },
        ["secretsmanager:DescribeSecret"] = async (session, endpoint) =>
        {
            using var client = AwsServices.Secrets(session, endpoint);
            await client.SendAsync("DescribeSecret", new() { ["SecretId"] = "none" }, Cancellation);
        },
        ["ecr:DescribeRepositories"] = async (session, endpoint) =>
        {
            using var client = AwsServices.Repositories(session, endpoint);
            await client.SendAsync("DescribeRepositories", [], Cancellation);
        },
    };

    public static TheoryData<string, int> ClientsAndClocks =>
        [
            .. from client in clients.Keys
            from minutes in (int[])[-10, 10]
            select new TheoryDataRow<string, int>(client, minutes),
        ];

    [Theory]
    [MemberData(nameof(ClientsAndClocks))]
    public async Task Call_AwssClockTenMinutesOff_IsAnsweredAndNamesTheProgram(string client, int minutes)
    {
        var calls = new ConcurrentQueue<WireCall>();
        var clock = new ShiftedClock { Ahead = TimeSpan.FromMinutes(minutes) };
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                Address = clock.Address,
                Clock = clock,
                Faults = new() { Arrived = calls.Enqueue },
            }
        );

        var failure = await Record.ExceptionAsync(() => CallAsync(world, clients[client]));

        // What it asks for is not there: that is an answer.
        Assert.False(failure is AmazonServiceException refusal && ClockFindings.IsRefusal(refusal), $"{failure}");
        Assert.Contains(calls, call => call.Api == client);
        Assert.All(calls, call => Assert.Contains("app/cdk-deployments", call.UserAgent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task DeployAsync_AwssClockTenMinutesOff_Deploys(int minutes)
    {
        var clock = new ShiftedClock { Ahead = TimeSpan.FromMinutes(minutes) };
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Address = clock.Address,
                Clock = clock,
            }
        );

        var report = await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/One")));

        report.ThrowIfFailed();
    }

    static async Task CallAsync(LocalWorld world, Func<Session, AwsEndpoint, Task> call)
    {
        var key = world.Server.AdministratorOf(LocalWorld.First);
        var endpoint = new AwsEndpoint(world.Server.Endpoint);
        using var session = new Session(
            new CallerIdentity(LocalWorld.First, $"arn:aws:iam::{LocalWorld.First}:user/administrator"),
            new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey),
            new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
            Region,
            "test",
            endpoint,
            []
        );
        await call(session, endpoint);
    }
}
