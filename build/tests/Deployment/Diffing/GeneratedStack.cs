using System.Text.Json.Nodes;

namespace Build.Tests.Deployment.Diffing;

/// <summary>A stack made by chance: its template, and the values that are given for its parameters.</summary>
sealed record GeneratedStack(JsonObject Template, IReadOnlyDictionary<string, string> Given, string Tag)
{
    const string GivenName = "Given";
    static readonly string[] texts = ["one", "two", "Grüße", "Größe", "a?b", "請", "<x> & 'y'"];
    static readonly string[] services = ["lambda.amazonaws.com", "ec2.amazonaws.com", "sns.amazonaws.com"];

    /// <param name="name">Part of every name in it.</param>
    /// <param name="stored">The names of parameters in the store.</param>
    public static GeneratedStack Create(Random random, string name, IReadOnlyList<string> stored)
    {
        var template = new JsonObject
        {
            ["Description"] = Text(random),
            ["Parameters"] = new JsonObject
            {
                ["Plain"] = new JsonObject { ["Type"] = "String", ["Default"] = Text(random) },
                [GivenName] = new JsonObject { ["Type"] = "String", ["Default"] = "none" },
                ["Hidden"] = new JsonObject
                {
                    ["Type"] = "String",
                    ["NoEcho"] = true,
                    ["Default"] = "unset",
                },
                ["Stored"] = new JsonObject
                {
                    ["Type"] = "AWS::SSM::Parameter::Value<String>",
                    ["Default"] = Any(random, stored),
                },
            },
            ["Conditions"] = new JsonObject
            {
                ["IsOne"] = Function("Fn::Equals", Ref("Plain"), "one"),
                ["IsStored"] = Function("Fn::Equals", Ref("Stored"), Text(random)),
            },
            ["Mappings"] = new JsonObject
            {
                ["M"] = new JsonObject { ["K"] = new JsonObject { ["V"] = Text(random) } },
            },
            ["Resources"] = new JsonObject { ["Always"] = Parameter(random, $"/{name}/always") },
            ["Outputs"] = new JsonObject { ["Out"] = new JsonObject { ["Value"] = Value(random) } },
        };
        foreach (var id in Enumerable.Range(0, random.Next(3)))
            Add(random, (JsonObject)template["Resources"]!, $"{name}{id}", id);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        if (random.Next(2) == 0)
            given[GivenName] = Text(random);
        if (random.Next(3) == 0)
            given["Hidden"] = Text(random);
        return new GeneratedStack(template, given, "one");
    }

    /// <summary>The same with no, one or several things that are otherwise, or that only look so.</summary>
    public GeneratedStack Change(Random random, string name, IReadOnlyList<string> stored)
    {
        var template = (JsonObject)Template.DeepClone();
        var given = new Dictionary<string, string>(Given, StringComparer.Ordinal);
        var resources = (JsonObject)template["Resources"]!;
        foreach (var _ in Enumerable.Range(0, random.Next(3)))
            switch (random.Next(12))
            {
                case 0:
                    template["Description"] = Text(random);
                    break;
                case 1:
                    template["Parameters"]!["Plain"]!["Default"] = Text(random);
                    break;
                case 2:
                    template["Parameters"]!["Stored"]!["Default"] = Any(random, stored);
                    break;
                case 3:
                    given[GivenName] = Text(random);
                    break;
                case 4:
                    given["Hidden"] = Text(random);
                    break;
                case 5:
                    template["Conditions"]!["IsStored"] = Function("Fn::Equals", Ref("Stored"), Text(random));
                    break;
                case 6:
                    template["Mappings"]!["M"]!["K"]!["V"] = Text(random);
                    break;
                case 7:
                    resources["Always"]!["Properties"]!["Value"] = Value(random);
                    break;
                case 8:
                    resources["Always"]!["Metadata"] = new JsonObject { ["Note"] = Text(random) };
                    break;
                case 9:
                    Add(random, resources, $"{name}1", 1);
                    break;
                case 10:
                    foreach (var id in resources.Select(resource => resource.Key).Where(IsFirst).ToList())
                        resources.Remove(id);
                    break;
                default:
                    template["Outputs"]!["Out"]!["Value"] = Value(random);
                    break;
            }
        return new GeneratedStack(template, given, random.Next(10) == 0 ? "two" : Tag);
    }

    static bool IsFirst(string id) => id.StartsWith("More0", StringComparison.Ordinal);

    /// <summary>The type is part of the id: CloudFormation refuses another type under the same.</summary>
    static void Add(Random random, JsonObject resources, string name, int number)
    {
        var kind = random.Next(3);
        var resource = kind switch
        {
            0 => Parameter(random, $"/{name}/more"),
            1 => new JsonObject
            {
                ["Type"] = "AWS::SNS::Topic",
                ["Properties"] = new JsonObject { ["DisplayName"] = Value(random) },
            },
            _ => Role(random),
        };
        if (random.Next(2) == 0)
            resource["Condition"] = random.Next(2) == 0 ? "IsOne" : "IsStored";
        resources[$"More{number}x{kind}"] = resource;
    }

    static JsonObject Parameter(Random random, string name) =>
        new()
        {
            ["Type"] = "AWS::SSM::Parameter",
            ["Properties"] = new JsonObject
            {
                ["Name"] = name,
                ["Type"] = "String",
                ["Value"] = Value(random),
            },
        };

    static JsonObject Role(Random random) =>
        JsonNode
            .Parse(
                """
                {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "SERVICE"}}]}}}
                """.Replace("SERVICE", Any(random, services), StringComparison.Ordinal)
            )!
            .AsObject();

    /// <summary>Something that is never empty, however it comes about.</summary>
    static JsonNode Value(Random random) =>
        random.Next(10) switch
        {
            8 => new JsonObject
            {
                ["Fn::GetStackOutput"] = new JsonObject { ["StackName"] = "Store", ["OutputName"] = "Out" },
            },
            0 => Ref("Plain"),
            1 => Ref(GivenName),
            2 => Ref("Stored"),
            3 => new JsonObject { ["Fn::Sub"] = "x-${Plain}-${Stored}" },
            4 => new JsonObject { ["Fn::If"] = new JsonArray("IsOne", Text(random), Ref(GivenName)) },
            5 => new JsonObject { ["Fn::FindInMap"] = new JsonArray("M", "K", "V") },
            6 => new JsonObject { ["Fn::Join"] = new JsonArray("-", new JsonArray(Ref("Plain"), Text(random))) },
            7 => Ref("Hidden"),
            _ => Text(random),
        };

    static string Text(Random random) => Any(random, texts);

    static T Any<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    static JsonObject Ref(string name) => new() { ["Ref"] = name };

    static JsonObject Function(string name, JsonNode first, string second) =>
        new() { [name] = new JsonArray(first, JsonValue.Create(second)) };
}
