using System.Text.Json.Nodes;
using AwsCatalog.Schemas;

namespace Build.Tests.AwsCatalog;

public class SchemaCatalogTests
{
    [Fact]
    public void Find_EveryType_HasItsNameAndIdentifier()
    {
        Assert.All(
            SchemaCatalog.Names,
            name =>
            {
                var schema = SchemaCatalog.Find(name)!;
                Assert.Equal(name, schema.Name);
                Assert.NotEmpty(schema.Properties);
                Assert.NotEmpty(schema.PrimaryIdentifier);
            }
        );
        Assert.InRange(SchemaCatalog.Names.Count, 1_600, int.MaxValue);
        Assert.InRange(SchemaCatalog.Date, new(2026, 8, 1), DateOnly.MaxValue);
    }

    [Theory]
    [InlineData("AWS::EC2::Vpc")]
    [InlineData("AWS::Nothing::AtAll")]
    public void Find_ATypeThatAwsDoesNotHave_IsNothing(string type) => Assert.Null(SchemaCatalog.Find(type));

    [Fact]
    public void Find_AVpc_SaysWhatReplacesItAndWhatItTells()
    {
        var schema = SchemaCatalog.Find("AWS::EC2::VPC")!;

        Assert.Contains("CidrBlock", schema.CreateOnly.Select(path => path.ToString()));
        Assert.Equal("array", schema.ShapeOf("Ipv6CidrBlocks"));
        Assert.True(schema.HasAttribute("DefaultSecurityGroup"));
        Assert.False(schema.HasAttribute("Colour"));
        Assert.Contains("ec2:CreateVpc", schema.PermissionsOf("create"));
        Assert.Equal("Tags", schema.TagProperty);
    }

    /// <summary>A type, its properties, and what CloudFormation says of them.</summary>
    public static TheoryData<string, string, string[]> Broken() =>
        new()
        {
            { "AWS::EC2::Subnet", "{}", ["#: required key [VpcId] not found"] },
            { "AWS::EC2::VPC", """{"Colour": "red"}""", ["#: extraneous key [Colour] is not permitted"] },
            { "AWS::EC2::VPC", """{"VpcId": "vpc-1"}""", ["#: extraneous key [VpcId] is not permitted"] },
            {
                "AWS::EC2::VPC",
                """{"EnableDnsSupport": "perhaps"}""",
                ["#/EnableDnsSupport: expected type: Boolean, found: String"]
            },
            {
                "AWS::EC2::VPC",
                """{"CidrBlock": ["10.0.0.0/16"]}""",
                ["#/CidrBlock: expected type: String, found: JSONArray"]
            },
            { "AWS::EC2::VPC", """{"Tags": "no"}""", ["#/Tags: expected type: JSONArray, found: String"] },
            {
                "AWS::EC2::VPC",
                """{"Tags": [{"Key": "k", "Value": "v"}, {"Key": "l"}]}""",
                ["#/Tags/1: required key [Value] not found"]
            },
            {
                "AWS::XRay::SamplingRule",
                """{"SamplingRule": {"RuleName": "a-name-that-is-longer-than-xray-takes", "FixedRate": 2}}""",
                [
                    "#/SamplingRule/RuleName: expected maxLength: 32, actual: 37",
                    "#/SamplingRule/FixedRate: failed validation constraint for keyword [maximum]",
                ]
            },
            {
                "AWS::KMS::Key",
                """{"KeyUsage": "ANYTHING"}""",
                [
                    "#/KeyUsage: #: only 1 subschema matches out of 2",
                    "#/KeyUsage: failed validation constraint for keyword [enum]",
                ]
            },
            {
                "AWS::KMS::Key",
                """{"PendingWindowInDays": 3}""",
                ["#/PendingWindowInDays: failed validation constraint for keyword [minimum]"]
            },
            {
                "AWS::Lambda::Function",
                """{"Code": {}, "Role": "my-role"}""",
                ["#/Role: failed validation constraint for keyword [pattern]"]
            },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void FaultsOf_ABrokenResource_AreInCloudFormationsWords(string type, string properties, string[] words)
    {
        var faults = SchemaCatalog.Find(type)!.FaultsOf((JsonObject)JsonNode.Parse(properties)!, _ => false);

        Assert.Superset(words.ToHashSet(), faults.Select(fault => fault.ToString()).ToHashSet());
    }

    [Fact]
    public void Facts_OfIdentifiers_AreOfTypesThatThereAre() =>
        Assert.All(
            IdentifierFacts.Referenced.Concat(IdentifierFacts.Formatted),
            type => Assert.NotNull(SchemaCatalog.Find(type))
        );

    /// <summary>CloudFormation takes scalars of any type that can be read as what is wanted.</summary>
    [Theory]
    [InlineData("AWS::EC2::VPC", """{"EnableDnsSupport": "true", "CidrBlock": "10.0.0.0/16"}""")]
    [InlineData("AWS::EC2::VPC", """{"EnableDnsSupport": "False"}""")]
    [InlineData("AWS::KMS::Key", """{"PendingWindowInDays": "7", "KeyPolicy": "{\"Version\": \"2012-10-17\"}"}""")]
    [InlineData("AWS::EC2::VPC", """{"Tags": [{"Key": 1, "Value": true}]}""")]
    [InlineData("AWS::EC2::Subnet", """{"VpcId": "?", "Tags": ["?"], "MapPublicIpOnLaunch": "?"}""")]
    public void FaultsOf_WhatCloudFormationTakes_AreNone(string type, string properties) =>
        Assert.Empty(
            SchemaCatalog
                .Find(type)!
                .FaultsOf(
                    (JsonObject)JsonNode.Parse(properties)!,
                    value => value is JsonValue && value.ToString() == "?"
                )
        );
}
