using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Deployment;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>Does literally what findings say: commands of the build and of the aws CLI, edits of the settings, changes of the organization.</summary>
sealed partial class NextActions(DoctorWorld world)
{
    public async Task FollowAsync(Finding finding)
    {
        var next = finding.Next!;
        if (next.StartsWith("./build.sh ", StringComparison.Ordinal))
            FollowBuild(next);
        else if (next.StartsWith("aws ", StringComparison.Ordinal))
            await FollowAwsAsync(next, finding.Account!);
        else if (!TryEdit(world.Settings, next))
            await FollowElsewhereAsync(next);
    }

    /// <summary>Edits the settings where that is what is to be done.</summary>
    public static bool TryEdit(JsonObject settings, string next)
    {
        if (Setting().Match(next) is not { Success: true } setting)
            return false;
        Set(settings, setting.Groups["path"].Value, setting.Groups["value"].Value);
        return true;
    }

    async Task FollowElsewhereAsync(string next)
    {
        if (next.Contains("service control policy", StringComparison.Ordinal))
            await ChangeOrganizationAsync(
                (JsonObject)JsonNode.Parse(next[next.IndexOf('{', StringComparison.Ordinal)..])!
            );
        else
            Assert.Fail($"Nobody can follow this literally: {next}");
    }

    void FollowBuild(string next)
    {
        var command = next.Split("  ")[0];
        var run = world.Run(command.Split(' ')[1..]);
        Assert.True(run.ExitCode == 0, $"{next}\n{run.Output}{run.Errors}");
    }

    /// <summary>As an administrator of the account that it names.</summary>
    async Task FollowAwsAsync(string next, string account)
    {
        var outcome = await InstalledAwsCli.FollowAsync(world.World, account, world.Root.Path, next);
        Assert.True(outcome.ExitCode == 0, $"{next}\n{outcome.Output}");
    }

    static void Set(JsonObject settings, string path, string value)
    {
        JsonNode node = settings;
        var steps = Step().Matches(path).Select(match => match.Value).ToList();
        foreach (var step in steps.SkipLast(1))
            node = int.TryParse(step, out var index) ? node[index]! : node[step]!;
        node[steps[^1]] = int.TryParse(value, out var number) ? number : value;
    }

    async Task ChangeOrganizationAsync(JsonObject condition)
    {
        for (var i = 0; i < world.OrganizationPolicies.Count; i++)
        {
            var document = JsonNode.Parse(world.OrganizationPolicies[i].Document)!;
            document["Statement"]![0]!["Condition"] = condition.DeepClone();
            world.OrganizationPolicies[i] = world.OrganizationPolicies[i] with { Document = document.ToJsonString() };
        }
        await world.RestartAsync();
    }

    [GeneratedRegex(@"^set \$\.(?<path>\S+) to (?<value>\S+) in build/settings\.json$")]
    private static partial Regex Setting();

    [GeneratedRegex("[A-Za-z]+|[0-9]+")]
    private static partial Regex Step();
}
