using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using AwsCatalog.Schemas;
using Build.Tests.LocalAws.Accounts;
using LocalAws.Identities;
using Settings;
using YamlDotNet.RepresentationModel;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>
/// A stack of one resource of each type that the local AWS simulates by rules of its own: created, changed, replaced and
/// deleted. The fixture says what each is called, what its attributes are and what was asked of IAM; the template's types
/// are in `own-types.yaml`.
/// </summary>
/// <remarks>RENEW_TYPES=1 writes the fixture anew, to be read before it is committed.</remarks>
public sealed class OwnTypesTests
{
    const string Folder = "LocalAws/CloudFormation/ResourceTypes/Fixtures";

    [Fact]
    public async Task Stack_OfEachOwnType_IsCalledAndAskedForAsWasRead()
    {
        var template = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, Folder, "own-types.yaml"),
            Stop
        );
        var asked = new ConcurrentBag<AccessDecision>();
        await using var world = await LocalWorld.StartAsync(options => options with { Decided = asked.Add });
        using var client = new QueryClient(world, LocalWorld.First);
        var told = new StringBuilder();
        var whole = template + "\n" + Outputs(template);

        await ApplyAsync("CreateStack", "one", "first");
        await ApplyAsync("UpdateStack", "two", "first");
        await ApplyAsync("UpdateStack", "two", "second");
        await ApplyAsync("UpdateStack", "two", "second", "added");
        await ApplyAsync("UpdateStack", "two", "second", "other");
        await client.StartAsync("DeleteStack", "own");
        await client.SettledAsync("own");
        Tell("DeleteStack");

        var text = StableText.Of(told.ToString(), new Dictionary<string, string>());
        if (Environment.GetEnvironmentVariable("RENEW_TYPES") is not null)
            await File.WriteAllTextAsync(
                Path.Combine(RepositoryRoot.Find(), "build/tests", Folder, "own-types.txt"),
                text,
                Stop
            );
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, Folder, "own-types.txt"), Stop),
            text
        );

        async Task ApplyAsync(string action, string phase, string name, string? tag = null)
        {
            (string, string)[] parameters =
            [
                ("TemplateBody", whole),
                ("Capabilities.member.1", "CAPABILITY_NAMED_IAM"),
                ("Parameters.member.1.ParameterKey", "Phase"),
                ("Parameters.member.1.ParameterValue", phase),
                ("Parameters.member.2.ParameterKey", "Name"),
                ("Parameters.member.2.ParameterValue", name),
            ];
            (string, string)[] tags = tag is null ? [] : [("Tags.member.1.Key", tag), ("Tags.member.1.Value", "stack")];
            await client.StartAsync(action, "own", [.. parameters, .. tags]);
            var stack = await client.SettledAsync("own");
            var status = Value(stack, "StackStatus");
            Assert.True(
                status is "CREATE_COMPLETE" or "UPDATE_COMPLETE",
                string.Join('\n', await client.EventsAsync("own"))
            );
            Tell($"{action} {phase} {name} {tag}: {status}");
            foreach (var output in stack.Descendants().Where(one => one.Name.LocalName == "OutputKey"))
                told.Append(
                    CultureInfo.InvariantCulture,
                    $"  {output.Value} = {Value(output.Parent!, "OutputValue")}\n"
                );
        }

        void Tell(string step)
        {
            told.Append(step).Append('\n');
            // How often this test asks for the stack's state depends on the time that it takes.
            var calls = asked
                .Where(one => !one.Action.StartsWith("cloudformation:", StringComparison.Ordinal))
                .Select(one =>
                    $"{one.Action} on {one.Resource} {string.Join(' ', one.ConditionKeys.Where(IsOfTags).Order(StringComparer.Ordinal))}".TrimEnd()
                )
                .Distinct();
            foreach (var call in calls.Order(StringComparer.Ordinal))
                told.Append("  asked ").Append(call).Append('\n');
            asked.Clear();
        }
    }

    /// <summary>Whether a key is told of tags that a call gives or removes.</summary>
    static bool IsOfTags(string key) =>
        key == "aws:TagKeys" || key.StartsWith("aws:RequestTag/", StringComparison.Ordinal);

    /// <summary>An output for the Ref of each resource and for each of its attributes that is one text.</summary>
    internal static string Outputs(string template)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(template));
        var resources = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode)["Resources"];
        var outputs = new StringBuilder("Outputs:\n");
        foreach (var (id, resource) in resources)
        {
            outputs.Append(CultureInfo.InvariantCulture, $"  {id}: {{Value: !Ref {id}}}\n");
            var schema = SchemaCatalog.Find(((YamlScalarNode)resource["Type"]).Value!);
            foreach (var path in schema?.ReadOnly ?? [])
                if (path.ToString() is var name && !path.IsNested && schema!.ShapeOf(name) is "string")
                    outputs.Append(CultureInfo.InvariantCulture, $"  {id}{name}: {{Value: !GetAtt {id}.{name}}}\n");
        }
        return outputs.ToString();
    }
}
