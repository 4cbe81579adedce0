using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>
/// CloudFormation's quotas of templates (AWS CloudFormation User Guide, "Understand CloudFormation quotas"): what is just
/// within is taken, and one more is refused.
/// </summary>
public sealed class TemplateLimitsTests
{
    static readonly (string Name, int Most, string Said, Action<JsonObject, int> Fill)[] limits =
    [
        ("resources", 500, "Number of resources, 501,", (template, n) => Fill(template, "Resources", n, Resource)),
        ("parameters", 200, "Number of parameters, 201,", (template, n) => Fill(template, "Parameters", n, Parameter)),
        ("outputs", 200, "Number of outputs, 201,", (template, n) => Fill(template, "Outputs", n, Output)),
        ("mappings", 200, "Number of mappings, 201,", (template, n) => Fill(template, "Mappings", n, Mapping)),
        (
            "attributes",
            200,
            "Number of attributes of mapping M, 201,",
            (template, n) =>
                template["Mappings"] = new JsonObject { ["M"] = Members(n, () => new JsonObject { ["a"] = "b" }) }
        ),
        ("name of a resource", 255, "Resource name r", (template, n) => Name(template, "Resources", n, Resource)),
        ("name of a parameter", 255, "Parameter name r", (template, n) => Name(template, "Parameters", n, Parameter)),
        ("name of an output", 255, "Output name r", (template, n) => Name(template, "Outputs", n, Output)),
        ("name of a mapping", 255, "Mapping name r", (template, n) => Name(template, "Mappings", n, Mapping)),
        ("description", 1024, "'Description' length", (template, n) => template["Description"] = new string('d', n)),
        (
            "description of a parameter",
            4000,
            "description length is greater than 4000",
            (template, n) => template["Parameters"] = new JsonObject { ["P"] = Described(Parameter(), n) }
        ),
        (
            "description of an output",
            1024,
            "description length is greater than 1024",
            (template, n) => template["Outputs"] = new JsonObject { ["O"] = Described(Output(), n) }
        ),
    ];

    public static TheoryData<string> Limits => [.. limits.Select(limit => limit.Name)];

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task ValidateTemplate_AtALimitAndOneOver_TakesTheOneAndRefusesTheOther(string name)
    {
        var (_, most, said, fill) = limits.Single(limit => limit.Name == name);
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);

        var taken = await client.CallAsync("ValidateTemplate", ("TemplateBody", Template(fill, most)));
        var refusal = await client.RefusalAsync("ValidateTemplate", ("TemplateBody", Template(fill, most + 1)));

        Assert.True(taken.Attribute("status")!.Value == "200", taken.ToString());
        Assert.Contains(said, refusal, StringComparison.Ordinal);
    }

    /// <summary>A value's limit counts bytes, and holds for the stack that it is given to.</summary>
    [Fact]
    public async Task CreateStack_ParameterOfTheMostBytesAndOneOver_TakesTheOneAndRefusesTheOther()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var template = Template((made, n) => Fill(made, "Parameters", n, Parameter), 1);

        var taken = await client.CreateAsync("taken", template, Value(new string('\u00E4', 2048)));
        var refusal = await client.RefusalAsync(
            "CreateStack",
            [("StackName", "refused"), ("TemplateBody", template), .. Value(new string('\u00E4', 2048) + "a")]
        );

        Assert.Equal("CREATE_COMPLETE", QueryClient.Value(taken, "StackStatus"));
        Assert.Contains("must be at most 4096 bytes long", refusal, StringComparison.Ordinal);
    }

    static (string, string)[] Value(string value) =>
        [("Parameters.member.1.ParameterKey", "m0"), ("Parameters.member.1.ParameterValue", value)];

    static string Template(Action<JsonObject, int> fill, int count)
    {
        var template = new JsonObject { ["Resources"] = new JsonObject { ["One"] = Resource() } };
        fill(template, count);
        return template.ToJsonString();
    }

    static void Fill(JsonObject template, string section, int count, Func<JsonNode> member) =>
        template[section] = Members(count, member);

    static void Name(JsonObject template, string section, int length, Func<JsonNode> member) =>
        template[section] = new JsonObject { [new string('r', length)] = member() };

    static JsonObject Members(int count, Func<JsonNode> member) =>
        new(Enumerable.Range(0, count).Select(n => KeyValuePair.Create<string, JsonNode?>($"m{n}", member())));

    static JsonNode Described(JsonNode member, int length)
    {
        member["Description"] = new string('d', length);
        return member;
    }

    static JsonObject Resource() => new() { ["Type"] = "AWS::CloudFormation::WaitConditionHandle" };

    static JsonObject Parameter() => new() { ["Type"] = "String", ["Default"] = "" };

    static JsonObject Output() => new() { ["Value"] = "v" };

    static JsonObject Mapping() => new() { ["k"] = new JsonObject { ["a"] = "b" } };
}
