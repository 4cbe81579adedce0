using System.Xml.Linq;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>Whether the resources of a stack are still there.</summary>
public sealed class DriftTests
{
    const string Template = """
        Resources:
          Kept: {Type: AWS::SSM::Parameter, Properties: {Name: /kept, Type: String, Value: a}}
          Lost: {Type: AWS::SSM::Parameter, Properties: {Name: /lost, Type: String, Value: a}}
          Simulated: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        """;

    [Fact]
    public async Task DetectStackDrift_NothingTouched_IsInSync()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", Template);

        var status = await DetectAsync(client);

        Assert.Equal("DETECTION_COMPLETE", Value(status, "DetectionStatus"));
        Assert.Equal(("IN_SYNC", "0"), (Value(status, "StackDriftStatus"), Value(status, "DriftedStackResourceCount")));
        var drifts = await client.CallAsync("DescribeStackResourceDrifts", ("StackName", "app"));
        Assert.Equal(
            ["Kept IN_SYNC", "Lost IN_SYNC", "Simulated NOT_CHECKED"],
            drifts
                .Descendants("StackResourceDrifts")
                .Elements("member")
                .Select(drift => $"{Value(drift, "LogicalResourceId")} {Value(drift, "StackResourceDriftStatus")}")
        );
    }

    [Fact]
    public async Task DetectStackDrift_AResourceDeletedByHand_IsDeleted()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        using var ssm = new JsonClient(world, "ssm", "AmazonSSM");
        await client.CreateAsync("app", Template);
        await ssm.CallAsync(LocalWorld.First, "DeleteParameter", new() { ["Name"] = "/lost" });

        var status = await DetectAsync(client);

        Assert.Equal(("DRIFTED", "1"), (Value(status, "StackDriftStatus"), Value(status, "DriftedStackResourceCount")));
        var drifts = await client.CallAsync(
            "DescribeStackResourceDrifts",
            ("StackName", "app"),
            ("StackResourceDriftStatusFilters.member.1", "DELETED")
        );
        Assert.Equal("Lost", Value(drifts, "LogicalResourceId"));
        var one = await client.CallAsync(
            "DetectStackResourceDrift",
            ("StackName", "app"),
            ("LogicalResourceId", "Kept")
        );
        Assert.Equal("IN_SYNC", Value(one, "StackResourceDriftStatus"));
    }

    [Fact]
    public async Task DescribeStackResourceDrifts_NeverDetected_IsRefused()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", Template);

        Assert.Contains(
            "has not been run",
            await client.RefusalAsync("DescribeStackResourceDrifts", ("StackName", "app")),
            StringComparison.Ordinal
        );
    }

    static async Task<XElement> DetectAsync(QueryClient client)
    {
        var started = await client.StartAsync("DetectStackDrift", "app");
        return await client.CallAsync(
            "DescribeStackDriftDetectionStatus",
            ("StackDriftDetectionId", Value(started, "StackDriftDetectionId"))
        );
    }
}
