using System.Text.Json.Nodes;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;
using Build.Tests.AwsCatalog;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>Resources of every type that only its schema describes, made of the schema.</summary>
public sealed class EveryTypeTests
{
    const int MostResources = 500;

    /// <summary>Those that the local AWS simulates by rules of their own have tests of their own.</summary>
    static readonly string[] _own =
    [
        "AWS::CloudFormation::",
        "AWS::CodeBuild::",
        "AWS::CodeConnections::Connection",
        "AWS::CodePipeline::",
        "AWS::CodeStarConnections::Connection",
        "AWS::DynamoDB::Table",
        "AWS::ECR::Repository",
        "AWS::Events::Rule",
        "AWS::IAM::",
        "AWS::KMS::",
        "AWS::Lambda::",
        "AWS::Logs::LogGroup",
        "AWS::S3::Bucket",
        "AWS::SNS::",
        "AWS::SQS::",
        "AWS::SSM::Parameter",
        "AWS::SecretsManager::",
    ];

    /// <summary>Whose names follow patterns, whose items must differ, or who take one of several kinds: nothing least fits.</summary>
    static readonly string[] _particular =
    [
        "AWS::BillingConductor::BillingGroup",
        "AWS::Cognito::Terms",
        "AWS::MSK::Replicator",
    ];

    static IEnumerable<string> Types =>
        SchemaCatalog
            .Names.Where(name => !Array.Exists(_own, own => name.StartsWith(own, StringComparison.Ordinal)))
            .Except(_particular)
            .Order(StringComparer.Ordinal);

    [Fact]
    public void FaultsOf_TheLeastThatASchemaTakes_AreNone()
    {
        var faults = string.Join('\n', Types.SelectMany(type => FaultsOf(type).Select(fault => $"{type} {fault}")));

        Assert.True(faults.Length == 0, faults);
    }

    [Fact]
    public async Task Stack_OfEveryType_IsCreatedAndDeleted()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync(
            "store",
            "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: every-type} } }"
        );
        var number = 0;
        foreach (var types in Types.Chunk(MostResources))
        {
            var name = $"types{number++}";
            await client.PutObjectAsync("every-type", name, Template(types));

            await client.StartAsync("CreateStack", name, ("TemplateURL", $"{world.Server.Endpoint}every-type/{name}"));
            var stack = await client.SettledAsync(name);
            Assert.True(Value(stack, "StackStatus") == "CREATE_COMPLETE", await FailuresAsync(client, name));

            await client.StartAsync("DeleteStack", name);
            var gone = await client.SettledAsync(Value(stack, "StackId"));
            Assert.True(
                Value(gone, "StackStatus") == "DELETE_COMPLETE",
                await FailuresAsync(client, Value(stack, "StackId"))
            );
        }
    }

    /// <summary>With handlers known, some action of the type's service is certainly asked for.</summary>
    [Fact]
    public void Of_EveryTypeWithHandlers_NamesAnActionOfTheService()
    {
        var without = Types
            .Select(type => SchemaCatalog.Find(type)!)
            .Where(schema => schema.PermissionsOf("create").Count > 0 && HandlerNeeds.Of(schema, "create").Count == 0)
            .Select(schema => schema.Name);

        Assert.InRange(without.Count(), 0, 25);
    }

    static IReadOnlyList<PropertyFault> FaultsOf(string type) =>
        SchemaCatalog
            .Find(type)!
            .FaultsOf(
                Least(type),
                value => value is JsonValue && value.ToString().Contains("10ca1a35", StringComparison.Ordinal)
            );

    static JsonObject Least(string type)
    {
        var schema = SchemaCatalog.Find(type)!;
        var properties = new MinimalResource(schema.Root).Properties();
        foreach (var path in schema.ReadOnly.Where(path => !schema.Required.Contains(path.Property)))
            properties.Remove(path.Property);
        return properties;
    }

    static async Task<string> FailuresAsync(QueryClient client, string stack) =>
        string.Join(
            '\n',
            (await client.CallAsync("DescribeEvents", ("StackName", stack), ("Filters.FailedEvents", "true")))
                .Descendants("member")
                .Select(member => $"{Value(member, "LogicalResourceId")} {Value(member, "ResourceStatusReason")}")
        );

    static string Template(IEnumerable<string> types)
    {
        var resources = new JsonObject();
        foreach (var type in types)
            resources[type.Replace("::", "", StringComparison.Ordinal)] = new JsonObject
            {
                ["Type"] = type,
                ["Properties"] = Least(type),
            };
        return new JsonObject { ["Resources"] = resources }.ToJsonString();
    }
}
