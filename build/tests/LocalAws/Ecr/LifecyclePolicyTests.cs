using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.Ecr;

public class LifecyclePolicyTests
{
    const string Untagged =
        """{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}""";
    const string Any =
        """{"rulePriority":2,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":9},"action":{"type":"expire"}}""";

    /// <summary>Policies, and whether ECR takes them (User Guide, "Lifecycle policy parameters").</summary>
    public static TheoryData<string, bool> Policies { get; } =
        new()
        {
            { $$"""{"rules":[{{Untagged}},{{Any}}]}""", true },
            { $$"""{"rules":[{{Untagged}}],"padding":"{{new string(' ', 99)}}"}""", true },
            { Rules(Untagged, Any.Replace("\"rulePriority\":2", "\"rulePriority\":1")), false },
            { Rules(Untagged.Replace("\"rulePriority\":1", "\"rulePriority\":3"), Any), false },
            { Rules(Any, Any.Replace("\"rulePriority\":2", "\"rulePriority\":3")), false },
            { Rules(Untagged.Replace("untagged", "tagged")), false },
            {
                Rules(
                    Untagged
                        .Replace("untagged", "tagged")
                        .Replace("\"countType\"", "\"tagPrefixList\":[\"v\"],\"countType\"")
                ),
                true
            },
            { Rules(Untagged.Replace("\"countUnit\":\"days\",", "")), false },
            { Rules(Untagged.Replace("\"days\"", "\"hours\"")), false },
            { Rules(Untagged.Replace("14", "0")), false },
            { Rules(Untagged.Replace("\"action\":{\"type\":\"expire\"}", "\"action\":{\"type\":\"delete\"}")), false },
            { $$"""{"rules":[],"padding":"{{new string(' ', 99)}}"}""", false },
        };

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task PutLifecyclePolicy_OfRules_IsTakenAsTheGuideSays(string policy, bool isTaken)
    {
        await using var world = await LocalWorld.StartAsync();
        using var ecr = new JsonClient(world, "ecr", "AmazonEC2ContainerRegistry_V20150921");
        await ecr.CallAsync(LocalWorld.First, "CreateRepository", new() { ["repositoryName"] = "app" });
        var request = new JsonObject { ["repositoryName"] = "app", ["lifecyclePolicyText"] = policy };

        if (isTaken)
            await ecr.CallAsync(LocalWorld.First, "PutLifecyclePolicy", request);
        else
            Assert.Equal(
                "InvalidParameterException",
                await ecr.RefusedAsync(LocalWorld.First, "PutLifecyclePolicy", request)
            );
    }

    static string Rules(params string[] rules) => $$"""{"rules":[{{string.Join(',', rules)}}]}""";
}
