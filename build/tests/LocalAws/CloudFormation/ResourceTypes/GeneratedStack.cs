using System.Text.Json.Nodes;
using System.Xml.Linq;
using Build.Tests.AwsCatalog;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>A stack of generated resources, brought from stage to stage by change sets.</summary>
/// <param name="lives">By logical id.</param>
sealed class GeneratedStack(
    LocalWorld world,
    QueryClient client,
    string name,
    IReadOnlyDictionary<string, (string Type, GeneratedLife Life)> lives
)
{
    const string Bucket = "every-type";
    int _stage;

    /// <summary>Makes the change set of a stage, holds it against what the schemas say, and executes it.</summary>
    /// <param name="stage">The properties that are wanted.</param>
    /// <param name="cause">The property that the stage changes; null for resources that it leaves alone.</param>
    /// <param name="replacement">What the change set is to say; null where the stack is new.</param>
    public async Task ApplyAsync(
        Func<GeneratedLife, JsonObject> stage,
        Func<GeneratedLife, string?> cause,
        string? replacement
    )
    {
        var set = await CompareAsync(stage, cause, replacement);
        await client.StartAsync("ExecuteChangeSet", name, ("ChangeSetName", set));
        var stack = await client.SettledAsync(name);
        Assert.True(
            Value(stack, "StackStatus") == (replacement is null ? "CREATE_COMPLETE" : "UPDATE_COMPLETE"),
            await FailuresAsync(name)
        );
    }

    public async Task<string> CompareAsync(
        Func<GeneratedLife, JsonObject> stage,
        Func<GeneratedLife, string?> cause,
        string? replacement
    )
    {
        var set = $"stage{_stage++}";
        var key = $"{name}-{set}";
        await client.PutObjectAsync(Bucket, key, Template(stage));
        await client.StartAsync(
            "CreateChangeSet",
            name,
            ("ChangeSetName", set),
            ("ChangeSetType", replacement is null ? "CREATE" : "UPDATE"),
            ("TemplateURL", $"{world.Server.Endpoint}{Bucket}/{key}")
        );
        var answer = await client.ChangeSetAsync(name, set);
        Assert.True(Value(answer, "Status") == "CREATE_COMPLETE", Value(answer, "StatusReason"));
        if (replacement is not null)
        {
            var expected = lives
                .Where(entry => cause(entry.Value.Life) is not null)
                .Select(entry => $"{entry.Key} {replacement}: {cause(entry.Value.Life)}")
                .ToHashSet(StringComparer.Ordinal);
            expected.SymmetricExceptWith(answer.Descendants("ResourceChange").Select(Text));
            Assert.Empty(expected.Order(StringComparer.Ordinal));
        }
        return set;
    }

    public async Task<IReadOnlyDictionary<string, string>> PhysicalIdsAsync() =>
        (await client.CallAsync("DescribeStackResources", ("StackName", name)))
            .Descendants("member")
            .ToDictionary(
                member => Value(member, "LogicalResourceId"),
                member => Value(member, "PhysicalResourceId"),
                StringComparer.Ordinal
            );

    /// <summary>Who was replaced has another id, and its predecessor went in the cleanup.</summary>
    public async Task AssertReplacedAsync(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after
    )
    {
        var replaced = lives
            .Where(entry => entry.Value.Life.Replaced is not null)
            .Select(entry => entry.Key)
            .ToHashSet();
        Assert.DoesNotContain(before, entry => after[entry.Key] == entry.Value == replaced.Contains(entry.Key));
        var deleted = (await EventsAsync())
            .Where(entry => entry.Status == "DELETE_COMPLETE")
            .Select(entry => (entry.LogicalId, entry.PhysicalId))
            .ToHashSet();
        Assert.All(replaced, id => Assert.Contains((id, before[id]), deleted));
    }

    public async Task DeleteAsync()
    {
        var id = Value(await client.SettledAsync(name), "StackId");
        await client.StartAsync("DeleteStack", name);
        var gone = await client.SettledAsync(id);
        Assert.True(Value(gone, "StackStatus") == "DELETE_COMPLETE", await FailuresAsync(id));
    }

    public async Task<IReadOnlyList<(string LogicalId, string PhysicalId, string Status, string Reason)>> EventsAsync()
    {
        var events = new List<(string, string, string, string)>();
        (string, string)[] next = [];
        do
        {
            var answer = await client.CallAsync("DescribeStackEvents", [("StackName", name), .. next]);
            events.AddRange(
                answer
                    .Descendants("member")
                    .Select(member =>
                        (
                            Value(member, "LogicalResourceId"),
                            Value(member, "PhysicalResourceId"),
                            Value(member, "ResourceStatus"),
                            Value(member, "ResourceStatusReason")
                        )
                    )
            );
            next = Value(answer, "NextToken") is { Length: > 0 } token ? [("NextToken", token)] : [];
        } while (next.Length > 0);
        return events;
    }

    /// <summary>Tags are an attribute of their own.</summary>
    static string Text(XElement change)
    {
        var names = change
            .Descendants("Target")
            .Select(target => target.Element("Name")?.Value ?? target.Element("Attribute")!.Value);
        return $"{Value(change, "LogicalResourceId")} {Value(change, "Replacement")}: {string.Join(',', names)}";
    }

    async Task<string> FailuresAsync(string stack) =>
        string.Join(
            '\n',
            (await client.CallAsync("DescribeEvents", ("StackName", stack), ("Filters.FailedEvents", "true")))
                .Descendants("member")
                .Select(member => $"{Value(member, "LogicalResourceId")} {Value(member, "ResourceStatusReason")}")
        );

    string Template(Func<GeneratedLife, JsonObject> stage)
    {
        var resources = new JsonObject();
        foreach (var (id, (type, life)) in lives)
            resources[id] = new JsonObject { ["Type"] = type, ["Properties"] = stage(life) };
        return new JsonObject { ["Resources"] = resources }.ToJsonString();
    }
}
