using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using Build.Tests.AwsCatalog;
using Build.Tests.Diagnosis.Requirements;
using Build.Tests.LocalAws;
using Diagnosis.ExecutionPolicies;
using QueryClient = Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.Diagnosis.ExecutionPolicies;

/// <summary>A local AWS in which CloudFormation may do what an execution policy allows, and nothing else.</summary>
public sealed class PolicedWorld : IAsyncDisposable
{
    const string Access = "access";
    readonly LocalWorld world;
    bool hasAccess;

    PolicedWorld(LocalWorld world)
    {
        this.world = world;
        Client = new(world, LocalWorld.First);
    }

    /// <summary>An administrator's.</summary>
    public QueryClient Client { get; }

    public static (string, string) Role { get; } = ("RoleARN", $"arn:aws:iam::{LocalWorld.First}:role/execution");

    public static async Task<PolicedWorld> StartAsync() => new(await LocalWorld.StartAsync());

    /// <summary>A template of the least that a resource of each type takes.</summary>
    public static string Template(params IEnumerable<string> types)
    {
        var resources = new JsonObject();
        foreach (var type in types)
            resources[type.Replace("::", "", StringComparison.Ordinal)] = new JsonObject
            {
                ["Type"] = type,
                ["Properties"] = GeneratedLife.Least(SchemaCatalog.Find(type)!),
            };
        return new JsonObject { ["Resources"] = resources }.ToJsonString();
    }

    /// <summary>Why resources of the stack failed.</summary>
    public async Task<string> FailuresAsync(string stack) =>
        string.Join(
            '\n',
            (await Client.CallAsync("DescribeEvents", ("StackName", stack), ("Filters.FailedEvents", "true")))
                .Descendants("ResourceStatusReason")
                .Select(reason => reason.Value)
        );

    /// <summary>The policy of the stack App of a template.</summary>
    public static async Task<ExecutionPolicy> PolicyOfAsync(string template)
    {
        using var app = new BootstrappedApp();
        app.WriteTemplate(template);
        return Assert.Single(await ExecutionPolicy.OfAsync([app.Plan()], QueryClient.Stop));
    }

    /// <summary>Gives the role these policies in the place of those that it had.</summary>
    public async Task AllowAsync(IReadOnlyList<JsonObject> documents)
    {
        var resources = new JsonObject();
        for (var number = 0; number < documents.Count; number++)
            resources[$"Policy{number}"] = new JsonObject
            {
                ["Type"] = "AWS::IAM::ManagedPolicy",
                ["Properties"] = new JsonObject { ["PolicyDocument"] = documents[number].DeepClone() },
            };
        var attached = Enumerable.Range(0, documents.Count).Select(n => new JsonObject { ["Ref"] = $"Policy{n}" });
        resources[nameof(Role)] = new JsonObject
        {
            ["Type"] = "AWS::IAM::Role",
            ["Properties"] = new JsonObject
            {
                ["RoleName"] = "execution",
                ["ManagedPolicyArns"] = new JsonArray([.. attached]),
                ["AssumeRolePolicyDocument"] = JsonNode.Parse(
                    """{ "Statement": { "Effect": "Allow", "Principal": { "Service": "cloudformation.amazonaws.com" }, "Action": "sts:AssumeRole" } }"""
                ),
            },
        };
        var template = new JsonObject { ["Resources"] = resources }.ToJsonString();
        var stack = await (hasAccess ? Client.UpdateAsync(Access, template) : Client.CreateAsync(Access, template));
        var status = QueryClient.Value(stack, "StackStatus");
        Assert.True(
            status is "CREATE_COMPLETE" or "UPDATE_COMPLETE",
            string.Join('\n', await Client.EventsAsync(Access))
        );
        hasAccess = true;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await world.DisposeAsync();
    }
}
