using Deployment.Diffing;

namespace Build.Tests.Deployment.Diffing;

/// <summary>What a template's difference does to resources, from AWS's schemas where no change set is made.</summary>
public sealed class CatalogDifferenceTests
{
    /// <summary>A type, its properties before and after, and what becomes of the resource.</summary>
    [Theory]
    [InlineData(
        "AWS::EC2::VPC",
        """ "CidrBlock": "10.0.0.0/16" """,
        """ "CidrBlock": "10.1.0.0/16" """,
        ResourceChangeKind.Replaced
    )]
    [InlineData(
        "AWS::EC2::VPC",
        """ "CidrBlock": "10.0.0.0/16" """,
        """ "CidrBlock": "10.0.0.0/16", "EnableDnsSupport": true """,
        ResourceChangeKind.Changed
    )]
    [InlineData(
        "AWS::Kinesis::Stream",
        """ "Name": "one", "ShardCount": 1 """,
        """ "Name": "one", "ShardCount": 2 """,
        ResourceChangeKind.Changed
    )]
    [InlineData("AWS::Kinesis::Stream", """ "Name": "one" """, """ "Name": "two" """, ResourceChangeKind.Replaced)]
    [InlineData("AWS::IAM::User", """ "Path": "/one/" """, """ "Path": "/two/" """, ResourceChangeKind.Changed)]
    public async Task Diff_ByTemplate_SaysWhatTheChangeDoes(
        string type,
        string before,
        string after,
        ResourceChangeKind kind
    )
    {
        await using var world = await DeploymentWorld.StartAsync();
        await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Template(type, before)));

        var plan = DeploymentWorld.Plan(world.Stack("One", DeploymentWorld.First, Template(type, after)));
        var difference = await world
            .Deployer()
            .DiffAsync(plan, DiffMethod.Template, TestContext.Current.CancellationToken);

        Assert.Equal(kind, Assert.Single(difference.Stacks[0].Resources).Kind);
    }

    static string Template(string type, string properties) =>
        $$"""{"Resources": {"Thing": {"Type": "{{type}}", "Properties": { {{properties}} } } } }""";
}
