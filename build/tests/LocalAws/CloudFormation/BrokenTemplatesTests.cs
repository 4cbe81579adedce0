using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation;

/// <summary>Every kind of broken template is refused in CloudFormation's own words, whichever operation is asked.</summary>
public sealed class BrokenTemplatesTests
{
    [Theory]
    [InlineData("CreateStack")]
    [InlineData("CreateChangeSet")]
    public async Task Create_OfATemplateThatCannotBeTaken_SaysWhatCloudFormationSays(string action)
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var others = new List<string>();
        foreach (var (template, message) in BrokenTemplates.Refused)
        {
            var answer = await client.CallAsync(
                action,
                ("StackName", "broken"),
                ("ChangeSetName", "one"),
                ("ChangeSetType", "CREATE"),
                ("TemplateBody", template)
            );
            if (Value(answer, "Code") != "ValidationError" || Value(answer, "Message") != message)
                others.Add($"{template}\n  {message}\n  {answer}");
        }

        Assert.True(others.Count == 0, string.Join('\n', others));
        Assert.InRange(BrokenTemplates.Refused.Length, 50, int.MaxValue);
        Assert.Empty((await client.CallAsync("ListStacks")).Descendants("member"));
    }

    [Fact]
    public async Task CreateStack_OfResourcesThatCannotBeMade_FailsWithTheReason()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var others = new List<string>();
        var number = 0;
        foreach (var (template, message) in BrokenTemplates.Failing)
        {
            var stack = await client.CreateAsync($"failing{number++}", template);
            var events = await client.EventsAsync(Value(stack, "StackId"));
            if (!events.Contains($"A CREATE_FAILED {message}"))
                others.Add($"{template}\n  {message}\n  {string.Join("\n  ", events)}");
        }

        Assert.True(others.Count == 0, string.Join('\n', others));
    }

    [Fact]
    public async Task CreateStack_OfTemplatesThatAwsTakes_Succeeds()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var others = new List<string>();
        var number = 0;
        foreach (var (kind, template, output) in TakenTemplates.All)
        {
            var answer = await client.CallAsync(
                "CreateStack",
                ("StackName", $"taken{number}"),
                ("TemplateBody", template),
                ("Capabilities.member.1", "CAPABILITY_AUTO_EXPAND"),
                ("Capabilities.member.2", "CAPABILITY_IAM")
            );
            var stack = await client.SettledAsync($"taken{number++}");
            if (
                Value(stack, "StackStatus") != "CREATE_COMPLETE"
                || (output is not null && Value(stack, "OutputValue") != output)
            )
                others.Add($"{kind}\n  {answer}\n  {stack}");
        }

        Assert.True(others.Count == 0, string.Join('\n', others));
    }
}
