using System.Text.Json.Nodes;
using Deployment;
using LocalAws.Ec2;
using Settings;

namespace Build.Tests.Settings;

/// <summary>The section localAws of the settings.</summary>
public sealed class LocalAwsSettingsTests
{
    const string Whole = """
        {
          "serviceControlPolicies": [
            {
              "name": "NoUsers",
              "policy": { "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*" } },
              "accounts": ["111111111111"],
              "replacesFullAccess": true
            }
          ],
          "lookups": {
            "hostedZones": [
              { "account": "111111111111", "name": "example.com" },
              { "account": "111111111111", "name": "inside.example.com", "id": "Z0123", "comment": "within", "vpcs": [{ "region": "eu-west-1", "id": "vpc-01234567" }] }
            ],
            "vpcs": [
              {
                "account": "111111111111", "region": "eu-west-1", "cidrBlock": "10.0.0.0/16", "id": "vpc-01234567", "isDefault": true,
                "hasVpnGateway": true, "tags": { "Name": "main" },
                "subnets": [{ "availabilityZone": "eu-west-1a", "cidrBlock": "10.0.1.0/24", "kind": "isolated", "tags": { "a": "b" } }],
                "securityGroups": [{ "name": "web", "description": "servers", "allowsAllOutbound": false }]
              }
            ],
            "images": [
              { "region": "eu-west-1", "name": "app", "ownerAccount": "111111111111", "architecture": "arm64", "created": "2026-01-31T12:00:00Z", "isPublic": true }
            ],
            "publicParameters": { "/aws/service/a/b": "ami-1" }
          }
        }
        """;

    [Fact]
    public void Parse_WholeSection_IsWhatTheLocalAwsTakes()
    {
        var settings = Parse(Whole).LocalAws;

        var policy = Assert.Single(settings.ServiceControlPolicies);
        Assert.Equal(("NoUsers", true, "111111111111"), (policy.Name, policy.ReplacesFullAccess, policy.Accounts[0]));
        Assert.Contains("iam:CreateUser", policy.Document, StringComparison.Ordinal);
        Assert.Equal([false, true], settings.Lookups.HostedZones.Select(zone => zone.IsPrivate));
        Assert.StartsWith("Z", settings.Lookups.HostedZones[0].Id, StringComparison.Ordinal);
        Assert.Equal("Z0123", settings.Lookups.HostedZones[1].Id);
        var vpc = Assert.Single(settings.Lookups.Vpcs);
        Assert.Equal(
            ("vpc-01234567", true, true, "main"),
            (vpc.Id, vpc.IsDefault, vpc.HasVpnGateway, vpc.Tags["Name"])
        );
        Assert.Equal(SubnetKind.Isolated, Assert.Single(vpc.Subnets).Kind);
        Assert.False(Assert.Single(vpc.SecurityGroups).AllowsAllOutbound);
        var image = Assert.Single(settings.Lookups.Images);
        Assert.Equal(("arm64", true, 2026), (image.Architecture, image.IsPublic, image.Created.Year));
        Assert.Equal("ami-1", settings.Lookups.PublicParameters["/aws/service/a/b"]);
    }

    [Fact]
    public void Parse_NoSection_HasNothingBesidesTheAccounts()
    {
        var settings = SettingsText.Parse(SettingsText.Valid).LocalAws;

        Assert.Empty(settings.ServiceControlPolicies);
        Assert.Empty(settings.Lookups.Vpcs);
    }

    [Theory]
    [InlineData("\"lookups\"", "\"lookup\"", "$.localAws.lookup is not a setting")]
    [InlineData(
        "\"Effect\": \"Deny\"",
        "\"Effect\": \"No\"",
        "$.localAws.serviceControlPolicies[0].policy is not a service control policy"
    )]
    [InlineData(
        "\"Action\": \"iam:CreateUser\"",
        "\"Principal\": \"*\", \"Action\": \"iam:CreateUser\"",
        ".policy is not a service control policy"
    )]
    [InlineData(
        "\"accounts\": [\"111111111111\"]",
        "\"accounts\": [\"999999999999\"]",
        ".accounts[0] is '999999999999', not an account of these settings"
    )]
    [InlineData("\"name\": \"NoUsers\"", "\"name\": \"a/b\"", ".name is 'a/b', not the name of a policy")]
    [InlineData(
        "\"replacesFullAccess\": true",
        "\"replacesFullAccess\": 1",
        ".replacesFullAccess is 1, not true or false"
    )]
    [InlineData(
        "\"name\": \"example.com\"",
        "\"name\": \"exa mple\"",
        "$.localAws.lookups.hostedZones[0].name is 'exa mple', not a domain"
    )]
    [InlineData("\"id\": \"Z0123\"", "\"id\": \"0123\"", ".hostedZones[1].id is '0123', not the id of a hosted zone")]
    [InlineData(
        "10.0.0.0/16",
        "10.0.0.1/16",
        "$.localAws.lookups.vpcs[0].cidrBlock is '10.0.0.1/16', not a block of addresses"
    )]
    [InlineData("10.0.1.0/24", "10.1.1.0/24", ".subnets[0].cidrBlock is '10.1.1.0/24', not a part of 10.0.0.0/16")]
    [InlineData("eu-west-1a", "eu-west-1z", ".availabilityZone is 'eu-west-1z', not a zone of eu-west-1")]
    [InlineData("isolated", "hidden", ".kind is 'hidden', not one of public, private, isolated")]
    [InlineData("arm64", "arm", ".images[0].architecture is 'arm', not an architecture")]
    [InlineData("2026-01-31T12:00:00Z", "yesterday", ".created is 'yesterday', not a time")]
    [InlineData("/aws/service/a/b", "/a/b", "is not the name of a public parameter")]
    public void Parse_OneMistake_IsNamedByItsPath(string right, string wrong, string expected)
    {
        var failure = SettingsText.AssertNamed(Whole, right, wrong, expected, Parse);

        Assert.Equal(2, failure.ExitCode);
    }

    [Fact]
    public void Parse_MistakesEverywhere_AreAllNamed()
    {
        var failure = Assert.Throws<BuildException>(() =>
            Parse(
                """
                {
                  "serviceControlPolicies": [{ "name": "a" }, { "name": "a", "policy": [] }],
                  "lookups": { "vpcs": [{}], "images": [{ "region": "mars" }] }
                }
                """
            )
        );

        Assert.Equal(
            [
                "$.localAws.serviceControlPolicies[0].policy is missing",
                "$.localAws.serviceControlPolicies[1].policy is [], not an object",
                "$.localAws.serviceControlPolicies[1].name is 'a', as $.localAws.serviceControlPolicies[0] is",
                "$.localAws.lookups.vpcs[0].account is missing",
                "$.localAws.lookups.vpcs[0].region is missing",
                "$.localAws.lookups.vpcs[0].cidrBlock is missing",
                "$.localAws.lookups.images[0].region is 'mars', not a region such as eu-west-1",
                "$.localAws.lookups.images[0].name is missing",
                "$.localAws.lookups.images[0].ownerAccount is missing",
            ],
            failure.Findings.Select(finding => finding.What.Split(": ", 2)[1])
        );
    }

    static BuildSettings Parse(string section)
    {
        var root = JsonNode.Parse(SettingsText.Valid)!;
        root["localAws"] = JsonNode.Parse(section);
        return SettingsText.Parse(root.ToJsonString());
    }
}
