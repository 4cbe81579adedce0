using System.Text.Json.Nodes;
using Build.Tests.LocalAws;

namespace Build.Tests.Deployment.Refusals;

/// <summary>What is deployed where something is withheld; the account is <see cref="RefusalEnvironment.Account"/>.</summary>
static class RefusalTemplates
{
    public const string ExternalId = "right";

    /// <summary>Fails in a local AWS that is told so.</summary>
    public const string BrokenType = "Test::Broken::Thing";

    /// <summary>Takes an hour in a local AWS that is told so.</summary>
    public const string SlowType = "Test::Slow::Thing";

    /// <summary>The policy that <see cref="Stuck"/> gives the execution role.</summary>
    public const string DenialName = "denial";

    const string Denial = $$"""
        "Denial": {
          "Type": "AWS::IAM::Policy",
          "DependsOn": "Value",
          "Properties": {
            "PolicyName": "{{DenialName}}",
            "Roles": ["{{RefusalEnvironment.Execution}}"],
            "PolicyDocument": {
              "Version": "2012-10-17",
              "Statement": { "Effect": "Deny", "Action": "ssm:PutParameter", "Resource": "*" }
            }
          }
        },
        """;

    /// <summary>An environment, without a resource that is withheld, or with another parameter.</summary>
    public static string Environment(Withheld withheld)
    {
        var resources = new JsonObject
        {
            ["Key"] = Resource("AWS::KMS::Key", ("KeyPolicy", JsonNode.Parse(KeyPolicy("kms:*"))!)),
            ["Bucket"] = JsonNode.Parse(
                """
                {
                  "Type": "AWS::S3::Bucket",
                  "Properties": {
                    "BucketName": "staging-ACCOUNT",
                    "BucketEncryption": {
                      "ServerSideEncryptionConfiguration": [
                        {
                          "ServerSideEncryptionByDefault": {
                            "SSEAlgorithm": "aws:kms",
                            "KMSMasterKeyID": { "Fn::GetAtt": ["Key", "Arn"] }
                          }
                        }
                      ]
                    }
                  }
                }
                """
            ),
            ["Version"] = JsonNode.Parse(
                """{"Type":"AWS::SSM::Parameter","Properties":{"Name":"/cdk-bootstrap/hnb659fds/version","Type":"String","Value":"33"}}"""
            ),
            ["Repository"] = Resource("AWS::ECR::Repository", ("RepositoryName", "images")),
            ["Token"] = Resource(
                "AWS::SecretsManager::Secret",
                ("Name", "token"),
                ("SecretString", """{"value":"42"}""")
            ),
            ["News"] = Resource("AWS::SNS::Topic", ("TopicName", "news")),
            ["Runner"] = Role("runner", Trust("Service", "lambda.amazonaws.com")),
        };
        foreach (var role in RefusalEnvironment.Roles)
            resources[IdOf(role)] = Role(role, TrustOf(role, new Withheld.Nothing()));
        if (withheld is Withheld.Part gone)
            Assert.True(resources.Remove(gone.LogicalId), gone.LogicalId);
        var parameters = new JsonObject
        {
            ["Qualifier"] = Parameter("Qualifier", "hnb659fds"),
            ["BootstrapVersion"] = Parameter("BootstrapVersion", "33"),
        };
        var outputs = JsonNode.Parse(
            """
            {
              "Key": { "Value": { "Fn::GetAtt": ["Key", "Arn"] }, "Export": { "Name": "key" } },
              "BootstrapVersion": { "Value": { "Ref": "BootstrapVersion" } },
              "BucketName": { "Value": "staging-ACCOUNT" },
              "ImageRepositoryName": { "Value": "images" }
            }
            """
        );
        return new JsonObject
        {
            ["Parameters"] = parameters,
            ["Resources"] = resources,
            ["Outputs"] = outputs,
        }.ToJsonString();

        JsonObject Parameter(string name, string usual) =>
            new()
            {
                ["Type"] = "String",
                ["Default"] = withheld is Withheld.Bootstrap other && other.Parameter == name ? other.Other : usual,
            };
    }

    /// <summary>A role's logical id in the environment.</summary>
    public static string IdOf(string role) => role.Replace("-", "", StringComparison.Ordinal);

    /// <summary>A key's policy that leaves these actions to the policies of its account.</summary>
    public static string KeyPolicy(string action) =>
        $$"""
            {
              "Version": "2012-10-17",
              "Statement": {
                "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::ACCOUNT:root" },
                "Action": "{{action}}", "Resource": "*"
              }
            }
            """;

    public static JsonNode Allow(string action, string resource) =>
        new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = action,
            ["Resource"] = resource,
        };

    /// <summary>An app whose parts take a tag, a role to pass and a key.</summary>
    public static string App(string value) => App(value, "");

    /// <summary>The same with a resource that fails once the others are there.</summary>
    public static string Failing(string value) => App(value, Broken("Secret", "Function"));

    /// <summary>An update that fails, and whose rollback does too: the execution role is denied what it takes.</summary>
    public static string Stuck(string value) => App(value, Denial + Broken("Denial", "Secret", "Function"));

    static string App(string value, string more) =>
        $$$$"""
            {
              "Resources": {
                {{{{more}}}}
                "Value": {
                  "Type": "AWS::SSM::Parameter",
                  "Properties": { "Name": "/one", "Type": "String", "Value": "{{{{value}}}}" }
                },
                "Secret": {
                  "Type": "AWS::SecretsManager::Secret",
                  "DependsOn": "Value",
                  "Properties": { "Name": "one", "SecretString": "{{{{value}}}}", "KmsKeyId": { "Fn::ImportValue": "key" } }
                },
                "Function": {
                  "Type": "AWS::Lambda::Function",
                  "Properties": {
                    "FunctionName": "one",
                    "Description": "{{{{value}}}}",
                    "Role": "arn:aws:iam::ACCOUNT:role/runner",
                    "Runtime": "python3.13",
                    "Handler": "index.handler",
                    "Code": { "ZipFile": "x" }
                  }
                }
              }
            }
            """;

    /// <param name="after">All others: what is not there yet when it fails would be cancelled, and not be rolled back.</param>
    static string Broken(params string[] after) =>
        $$"""
            "Broken": { "Type": "{{BrokenType}}", "DependsOn": ["{{string.Join("\", \"", after)}}"], "Properties": {} },
            """;

    /// <summary>Whom a role trusts where that is withheld: the caller's account, or CloudFormation.</summary>
    public static JsonObject TrustOf(string role, Withheld withheld)
    {
        var strange = withheld == new Withheld.Trust(role);
        if (role == RefusalEnvironment.Execution)
            return Trust("Service", strange ? "lambda.amazonaws.com" : "cloudformation.amazonaws.com");
        var statement = Trust("AWS", strange ? LocalWorld.Second : LocalWorld.Management);
        if (withheld != new Withheld.SessionTags(role))
            statement["Action"] = new JsonArray("sts:AssumeRole", "sts:TagSession");
        var another = withheld == new Withheld.ExternalId(role);
        if (another || role == RefusalEnvironment.Deploy)
            statement["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject { ["sts:ExternalId"] = another ? "another" : ExternalId },
            };
        return statement;
    }

    public static JsonObject Document(params IEnumerable<JsonNode> statements) =>
        new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements]) };

    static JsonObject Trust(string kind, string principal) =>
        new()
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { [kind] = principal },
            ["Action"] = "sts:AssumeRole",
        };

    static JsonObject Role(string name, JsonObject trust) =>
        Resource("AWS::IAM::Role", ("RoleName", name), ("AssumeRolePolicyDocument", Document(trust)));

    static JsonObject Resource(string type, params (string Name, JsonNode Value)[] properties) =>
        new()
        {
            ["Type"] = type,
            ["Properties"] = new JsonObject(
                properties.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Name, one.Value))
            ),
        };
}
