using System.Text.Json;
using Iam;

namespace Build.Tests.Iam;

public class PolicyCaseTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Iam", "Cases");

    public static IEnumerable<TheoryDataRow<string, string>> Cases() =>
        from file in Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal)
        let topic = Path.GetFileNameWithoutExtension(file)
        from name in Load(topic).Select(c => c.Name)
        select new TheoryDataRow<string, string>(topic, name) { TestDisplayName = $"{topic}: {name}" };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evaluate_DocumentedRule_DecidesAsDocumented(string topic, string name)
    {
        var policyCase = Load(topic).Single(c => c.Name == name);

        var actual = Describe(policyCase);

        Assert.Equal(Expected(policyCase.Expected), actual);
    }

    [Fact]
    public void Cases_EachFile_SaysWhichRuleItPinsAndNamesItsCasesOnce()
    {
        var files = Directory.GetFiles(Folder, "*.json");

        Assert.All(files, file => Assert.True(Sources(file), $"{Path.GetFileName(file)} has a case without a source."));
        Assert.All(
            files.Select(f => Load(Path.GetFileNameWithoutExtension(f))),
            cases => Assert.Equal(cases.Count, cases.Select(c => c.Name).Distinct().Count())
        );
        Assert.True(files.Sum(f => Load(Path.GetFileNameWithoutExtension(f)).Count) >= 150);
    }

    static List<PolicyCase> Load(string topic)
    {
        var root = JsonElement.Parse(File.ReadAllText(Path.Combine(Folder, topic + ".json")));
        root.TryGetProperty("given", out var given);
        return [.. root.GetProperty("cases").EnumerateArray().Select(own => new PolicyCase(given, own))];
    }

    static bool Sources(string file)
    {
        var root = JsonElement.Parse(File.ReadAllText(file));
        return root.TryGetProperty("source", out _)
            || root.GetProperty("cases").EnumerateArray().All(c => c.TryGetProperty("source", out _));
    }

    static string Describe(PolicyCase policyCase)
    {
        if (policyCase.Find("document") is { } document)
            return DescribeParsing(document, policyCase.Find("kind")?.GetString());
        return PolicyEvaluator.Evaluate(policyCase.Request(), policyCase.Policies()) switch
        {
            Decision.Allowed allowed => $"allowed by {string.Join(", ", allowed.By.Select(Short))}",
            Decision.ExplicitDeny deny => $"explicitDeny by {Short(deny.By)}",
            Decision.ImplicitDeny deny =>
                $"implicitDeny for want of {string.Join(", ", deny.Missing.Select(m => m.Kind))}",
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    static string DescribeParsing(JsonElement document, string? kind)
    {
        var json = document.ValueKind == JsonValueKind.String ? document.GetString()! : document.GetRawText();
        try
        {
            PolicyDocument.Parse(json, Enum.Parse<PolicyKind>(kind ?? nameof(PolicyKind.Identity)));
            return "well-formed";
        }
        catch (PolicyDocumentException e)
        {
            return $"malformed: {string.Join(" | ", e.Errors)}";
        }
    }

    static string Short(StatementReference by) => $"{by.Policy.Name}/{by.Statement.Sid ?? $"{by.Statement.Index + 1}"}";

    static string Expected(JsonElement expect)
    {
        var outcome = expect.EnumerateObject().Single();
        return outcome.Name switch
        {
            "allowed" => $"allowed by {Join(outcome.Value, ", ")}",
            "explicitDeny" => $"explicitDeny by {outcome.Value.GetString()}",
            "implicitDeny" => $"implicitDeny for want of {Join(outcome.Value, ", ")}",
            "malformed" => $"malformed: {Join(outcome.Value, " | ")}",
            "wellFormed" => "well-formed",
            var other => throw new InvalidOperationException($"No outcome {other}."),
        };
    }

    static string Join(JsonElement values, string separator) =>
        string.Join(separator, values.EnumerateArray().Select(v => v.GetString()));
}
