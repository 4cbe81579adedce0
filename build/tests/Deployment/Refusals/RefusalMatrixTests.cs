using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Credentials;
using LocalAws.CloudFormation;
using LocalAws.Identities;
using Settings;

namespace Build.Tests.Deployment.Refusals;

/// <summary>
/// Each step of a deployment where one thing is withheld: a grant of a role, its trust, its leave to take session tags, the key.
/// What a step asks for is seen in an environment where everything is allowed; then there is an environment for each single
/// grant, which has all of them but that one. The fixtures say what each step takes, and what it ends with without it: a check
/// that the local AWS drops, and a refusal that the deployer swallows, change them.
/// </summary>
/// <remarks>RENEW_REFUSALS=1 writes the fixtures anew, to be read before they are committed.</remarks>
public sealed partial class RefusalMatrixTests
{
    /// <summary>Why a stack failed is read where it has failed, and not in the environment that lacks nothing.</summary>
    static readonly Withheld.Grant reasons = new(
        RefusalEnvironment.Deploy,
        "cloudformation:DescribeStackEvents",
        $"arn:aws:cloudformation:eu-west-1:{RefusalEnvironment.Account}:stack/One/*"
    );

    public static TheoryData<string> Steps => [.. RefusalSteps.All.Select(step => step.Name)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Step_WithOneThingWithheld_IsRefusedAndSaysWhatItLacks(string name)
    {
        var step = RefusalSteps.All.Single(one => one.Name == name);
        var grants = await GrantsOfAsync(step);

        var endings = await EndingsAsync(step, grants);

        var text = new StringBuilder();
        foreach (var (withheld, ending) in endings)
            text.Append(CultureInfo.InvariantCulture, $"{withheld}: {ending}\n");
        if (Environment.GetEnvironmentVariable("RENEW_REFUSALS") is not null)
            await File.WriteAllTextAsync(
                Path.Combine(RepositoryRoot.Find(), "build", "tests", Fixture(name)),
                text.ToString(),
                TestContext.Current.CancellationToken
            );
        Assert.Equal(
            await File.ReadAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, Fixture(name)),
                TestContext.Current.CancellationToken
            ),
            text.ToString()
        );
    }

    static string Fixture(string step) => Path.Combine("Deployment", "Refusals", "Fixtures", $"{step}.txt");

    /// <summary>What each role asks for in a step, as it is seen where it may do everything.</summary>
    static async Task<IReadOnlyList<Withheld.Grant>> GrantsOfAsync(RefusalStep step)
    {
        var decisions = new ConcurrentQueue<AccessDecision>();
        await using var world = await StartAsync([LocalWorld.First], decisions.Enqueue);
        using var session = await RefusalCaller.OpenAsync(world, []);
        var environment = await MadeAsync(world, LocalWorld.First, new Withheld.Nothing(), step, session);
        decisions.Clear();
        Assert.Empty(await step.RunAsync(environment));
        return
        [
            .. decisions
                .Where(one => one.IsAllowed)
                .Select(GrantOf)
                .OfType<Withheld.Grant>()
                .Append(reasons)
                .Distinct()
                .OrderBy(grant => grant.ToString(), StringComparer.Ordinal),
        ];
    }

    static Withheld.Grant? GrantOf(AccessDecision decision)
    {
        var role = decision.Principal.Split('/')[^1];
        return RefusalEnvironment.Roles.Contains(role) && decision.Principal.Contains($":{LocalWorld.First}:role/")
            ? new(
                role,
                decision.Action,
                Drawn()
                    .Replace(decision.Resource, "*")
                    .Replace(LocalWorld.First, RefusalEnvironment.Account, StringComparison.Ordinal)
            )
            : null;
    }

    /// <summary>The step in an environment for each thing that can be withheld, and in one that lacks nothing.</summary>
    static async Task<IReadOnlyList<(Withheld, string)>> EndingsAsync(
        RefusalStep step,
        IReadOnlyList<Withheld.Grant> grants
    )
    {
        var roles = grants.Select(grant => grant.Role).Distinct().ToList();
        var assumed = roles.Intersect(RefusalEnvironment.AssumedRoles).ToList();
        List<Withheld> all =
        [
            new Withheld.Nothing(),
            .. grants,
            .. roles.Select(role => new Withheld.Trust(role)),
            .. assumed.Select(role => new Withheld.SessionTags(role)),
            .. assumed.Select(role => new Withheld.ExternalId(role)),
            .. assumed.Select(role => new Withheld.Caller(role)),
        ];
        if (grants.Any(grant => grant.Action.StartsWith("kms:", StringComparison.Ordinal)))
            all.Add(new Withheld.KeyPolicy());
        if (step.Besides is { } other)
        {
            var there = await File.ReadAllLinesAsync(
                Path.Combine(AppContext.BaseDirectory, Fixture(other)),
                TestContext.Current.CancellationToken
            );
            all.RemoveAll(one =>
                !IsAgain(one) && there.Any(line => line.StartsWith($"{one}: ", StringComparison.Ordinal))
            );
        }
        var accounts = all.Select((_, index) => $"{300000000000 + index}").ToList();
        await using var world = await StartAsync(accounts, decided: null);
        using var session = await RefusalCaller.OpenAsync(
            world,
            all.Select((one, index) => (one as Withheld.Caller, accounts[index]))
                .Where(one => one.Item1 is not null)
                .Select(one => $"arn:aws:iam::{one.Item2}:role/{one.Item1!.Role}")
        );
        return await Task.WhenAll(
            all.Select(
                async (withheld, index) =>
                {
                    var environment = await MadeAsync(world, accounts[index], withheld, step, session);
                    await environment.RestrictAsync(grants);
                    return (withheld, Ending(withheld, await step.RunAsync(environment)));
                }
            )
        );
    }

    /// <summary>What is withheld in each step: a role is passed anew with each call that takes one.</summary>
    static bool IsAgain(Withheld one) =>
        one
            is Withheld.Nothing
                or Withheld.Grant { Action: "iam:PassRole" }
                or Withheld.Trust { Role: RefusalEnvironment.Execution };

    /// <summary>Made, and ready for the step.</summary>
    static async Task<RefusalEnvironment> MadeAsync(
        DeploymentWorld world,
        string account,
        Withheld withheld,
        RefusalStep step,
        Session caller
    )
    {
        var whole = new RefusalEnvironment(world, account, world.Session, new Withheld.Nothing());
        await whole.MakeAsync();
        await step.PrepareAsync(whole);
        return new RefusalEnvironment(world, account, caller, withheld);
    }

    /// <summary>How a step ended, in the words of the fixtures: without times, and without what is drawn at random.</summary>
    static string Ending(Withheld withheld, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return "done";
        var codes = string.Join(' ', findings.Select(finding => finding.Code.Name).Distinct());
        var said = string.Join('\n', findings);
        var lacking = withheld switch
        {
            Withheld.Grant grant => grant.Action,
            Withheld.Trust one => one.Role,
            Withheld.SessionTags => "sts:TagSession",
            Withheld.ExternalId one => one.Role,
            Withheld.Caller one => one.Role,
            Withheld.KeyPolicy => "kms:",
            _ => "nothing",
        };
        return said.Contains(lacking, StringComparison.Ordinal) ? $"{codes}, told" : $"{codes}, not told";
    }

    static Task<DeploymentWorld> StartAsync(IReadOnlyList<string> accounts, Action<AccessDecision>? decided) =>
        DeploymentWorld.StartAsync(options =>
            options with
            {
                Accounts = [LocalWorld.Management, .. accounts],
                CloudFormation = new CloudFormationOptions { FailingResourceTypes = [RefusalTemplates.BrokenType] },
                Decided = decided,
            }
        );

    /// <summary>Ids of stacks and keys, the ends of names that are made up, and hashes of templates, which hold the account.</summary>
    [GeneratedRegex("[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=:secret:one-)[A-Za-z0-9]{6}")]
    private static partial Regex Drawn();
}
