using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using Deployment.Assemblies;
using Deployment.Diffing;

namespace Build.Tests.Deployment.Diffing;

/// <summary>What a template's difference does to resources and to their data: by AWS's schemas where no change set is made.</summary>
public sealed class CatalogDifferenceTests
{
    const string Removed = "";

    /// <summary>A type, its declaration before and after, what becomes of the resource and its data, and the property that causes it.</summary>
    sealed record Case(
        string Type,
        string Before,
        string After,
        ResourceChangeKind Kind,
        DataFate Data = DataFate.Untouched,
        string? Cause = null
    )
    {
        public JsonObject? Declaration(string properties) =>
            properties.Length == 0 ? null : JsonNode.Parse($$"""{"Type": "{{Type}}", {{properties}} }""")!.AsObject();
    }

    static readonly Case[] _cases =
    [
        new(
            "AWS::EC2::VPC",
            """ "Properties": {"CidrBlock": "10.0.0.0/16"} """,
            """ "Properties": {"CidrBlock": "10.1.0.0/16", "EnableDnsSupport": true} """,
            ResourceChangeKind.Replaced,
            Cause: "Properties.CidrBlock"
        ),
        new(
            "AWS::EC2::VPC",
            """ "Properties": {"CidrBlock": "10.0.0.0/16"} """,
            """ "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsSupport": true} """,
            ResourceChangeKind.Changed
        ),
        new(
            "AWS::Kinesis::Stream",
            """ "Properties": {"Name": "one", "ShardCount": 1} """,
            """ "Properties": {"Name": "one", "ShardCount": 2} """,
            ResourceChangeKind.Changed
        ),
        new(
            "AWS::Kinesis::Stream",
            """ "Properties": {"Name": "two"} """,
            """ "Properties": {"Name": "three"} """,
            ResourceChangeKind.Replaced,
            DataFate.Lost,
            "Properties.Name"
        ),
        new(
            "AWS::Kinesis::Stream",
            """ "Properties": {"Name": "four"} """,
            """ "Properties": {"Name": "five"}, "UpdateReplacePolicy": "Retain" """,
            ResourceChangeKind.Replaced,
            DataFate.Retained,
            "Properties.Name"
        ),
        new(
            "AWS::Neptune::DBCluster",
            """ "Properties": {"DBClusterIdentifier": "one"} """,
            """ "Properties": {"DBClusterIdentifier": "two"}, "UpdateReplacePolicy": "Snapshot" """,
            ResourceChangeKind.Replaced,
            DataFate.Snapshot,
            "Properties.DBClusterIdentifier"
        ),
        new(
            "AWS::DynamoDB::Table",
            """ "Properties": {"BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}]} """,
            """ "Properties": {"BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [{"AttributeName": "b", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "b", "KeyType": "HASH"}]} """,
            ResourceChangeKind.Replaced,
            DataFate.Lost,
            "Properties.KeySchema[0].AttributeName"
        ),
        new(
            "AWS::RDS::DBInstance",
            """ "Properties": {"DBInstanceClass": "db.t4g.micro", "AllocatedStorage": "20", "StorageType": "gp2", "Engine": "mysql"} """,
            """ "Properties": {"DBInstanceClass": "db.t4g.micro", "AllocatedStorage": "20", "StorageType": "io1", "Engine": "mysql"} """,
            ResourceChangeKind.MayBeReplaced,
            DataFate.MayBeLost,
            "Properties.StorageType"
        ),
        new("AWS::RDS::DBCluster", """ "Properties": {} """, Removed, ResourceChangeKind.Removed, DataFate.Snapshot),
        new(
            "AWS::Cognito::UserPool",
            """ "DeletionPolicy": "Retain" """,
            Removed,
            ResourceChangeKind.Removed,
            DataFate.Retained
        ),
        new("AWS::SQS::Queue", """ "Properties": {} """, Removed, ResourceChangeKind.Removed, DataFate.Lost),
        new("AWS::S3::Bucket", """ "Properties": {} """, Removed, ResourceChangeKind.Removed, DataFate.MayBeLost),
        new("AWS::EC2::InternetGateway", """ "Properties": {} """, Removed, ResourceChangeKind.Removed),
        new(
            "AWS::IAM::User",
            """ "Properties": {"Path": "/one/"} """,
            """ "Properties": {"Path": "/two/"} """,
            ResourceChangeKind.Changed
        ),
        new(
            "AWS::SSM::Parameter",
            """ "Properties": {"Type": "String", "Value": "a", "Name": "/before"} """,
            """ "Properties": {"Type": "String", "Value": "a", "Name": "/after"} """,
            ResourceChangeKind.Replaced,
            Cause: "Properties.Name"
        ),
    ];

    /// <summary>The change set of the local AWS says the same of the same template.</summary>
    [Theory]
    [InlineData(DiffMethod.Template)]
    [InlineData(DiffMethod.ChangeSet)]
    public async Task Diff_OfEachKindOfChange_SaysWhatItDoesToTheResourceAndItsData(DiffMethod method)
    {
        await using var world = await DeploymentWorld.StartAsync();
        var deployed = await world.DeployAsync(Stack(world, one => one.Before));
        Assert.True(deployed.Succeeded, deployed.Stacks[0].ToString());

        var difference = await world
            .Deployer()
            .DiffAsync(
                DeploymentWorld.Plan(Stack(world, one => one.After)),
                method,
                TestContext.Current.CancellationToken
            );

        Assert.Empty(difference.Findings);
        Assert.True(difference.LosesData);
        Assert.Equal(
            _cases.Select((one, number) => $"R{number:00} {one.Kind} {one.Data} {one.Cause}"),
            difference.Stacks[0].Resources.OrderBy(resource => resource.LogicalId, StringComparer.Ordinal).Select(Text)
        );
        var lines = DifferenceText.Lines(difference).ToList();
        Assert.Contains("  ! DATA LOSS, unless a removal policy retains them: R03, R06, R10", lines);
        Assert.Contains("  ! POSSIBLE DATA LOSS, unless a removal policy retains them: R07, R11", lines);
        Assert.Contains(
            lines,
            line => line.Contains("\"two\" -> \"three\" (replaces the resource)", StringComparison.Ordinal)
        );
    }

    static string Text(ResourceDifference resource)
    {
        var causes = resource.Properties.Where(property => property.Effect != ChangeEffect.InPlace);
        return $"{resource.LogicalId} {resource.Kind} {resource.Data} {string.Join(',', causes.Select(cause => cause.Path))}";
    }

    static StackArtifact Stack(DeploymentWorld world, Func<Case, string> declaration)
    {
        var resources = new JsonObject { ["Kept"] = new JsonObject { ["Type"] = "AWS::SNS::Topic" } };
        for (var number = 0; number < _cases.Length; number++)
            if (_cases[number].Declaration(declaration(_cases[number])) is { } declared)
                resources[$"R{number:00}"] = declared;
        return world.Stack("One", DeploymentWorld.First, new JsonObject { ["Resources"] = resources }.ToJsonString());
    }
}
