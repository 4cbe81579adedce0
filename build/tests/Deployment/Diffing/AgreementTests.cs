using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deployment;
using Deployment.Diffing;
using Deployment.ParameterValues;

namespace Build.Tests.Deployment.Diffing;

/// <summary>Diff, approval and the change set that is executed say the same of each stack.</summary>
public sealed class AgreementTests
{
    const int Pairs = 100;
    const int AtOnce = 50;

    static readonly string[] stored = ["/store/a", "/store/b", "/store/c"];
    static readonly string[] values = ["one", "two", "three"];
    static readonly JsonSerializerOptions unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Another seed: AGREEMENT_SEED.</summary>
    [Fact]
    public async Task Deploy_GeneratedPairsOfTemplatesAndParameters_ChangesWhatDiffSaysAndApprovalIsAskedOf()
    {
        var seed = int.Parse(
            Environment.GetEnvironmentVariable("AGREEMENT_SEED") ?? "20261128",
            CultureInfo.InvariantCulture
        );
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var world = await DeploymentWorld.StartAsync();
        var disagreements = new List<string>();
        var changed = 0;
        for (var first = 0; first < Pairs; first += AtOnce)
        {
            await StoreAsync(world, random);
            var names = Enumerable.Range(first, AtOnce).Select(i => $"Pair{i}").ToList();
            var before = names.ToDictionary(name => name, name => GeneratedStack.Create(random, name, stored));
            Assert.True((await world.Deployer().DeployAsync(Plan(world, before), Cancellation)).Succeeded);
            await StoreAsync(world, random);
            var after = names.ToDictionary(name => name, name => before[name].Change(random, name, stored));
            foreach (var (name, agreement) in await AgreeAsync(world, Plan(world, after)))
            {
                changed += agreement.Executed ? 1 : 0;
                if (!agreement.IsKept)
                    disagreements.Add($"seed {seed}, {name}: {agreement}\n{Text(before[name])}\n{Text(after[name])}");
            }
        }

        Assert.True(disagreements.Count == 0, string.Join("\n", disagreements));
        // Otherwise it would prove nothing.
        Assert.InRange(changed, Pairs / 4, Pairs * 9 / 10);
    }

    static async Task<IEnumerable<(string, Agreement)>> AgreeAsync(DeploymentWorld world, DeploymentPlan plan)
    {
        var difference = await world.Deployer().DiffAsync(plan, DiffMethod.Auto, Cancellation);
        var asked = new List<StackDifference>();
        var options = new DeployerOptions
        {
            RequireApproval = ApprovalRule.AnyChange,
            Approve = (shown, _) =>
            {
                asked.AddRange(shown.Stacks.Where(stack => stack.HasChanges));
                return Task.FromResult(true);
            },
        };
        var report = await world.Deployer(options).DeployAsync(plan, Cancellation);
        var again = await world.Deployer().DiffAsync(plan, DiffMethod.Auto, Cancellation);
        Assert.Empty(difference.Findings);
        return report.Stacks.Select(result =>
        {
            var shown = asked.Where(stack => stack.Stack == result.Stack).ToList();
            return (
                result.Stack.Id,
                new Agreement(
                    Changes(Of(difference, result)),
                    shown is [var one] ? Changes(one) : $"asked {shown.Count} times",
                    result switch
                    {
                        StackResult.Deployed deployed => $"{deployed.Changes}",
                        StackResult.Failed failed => failed.Findings[0].ToString(),
                        _ => null,
                    },
                    Of(again, result).HasChanges
                )
            );
        });
    }

    static StackDifference Of(PlanDifference difference, StackResult result) =>
        difference.Stacks.Single(stack => stack.Stack == result.Stack);

    /// <summary>What changes, in a line; null where nothing does.</summary>
    static string? Changes(StackDifference difference) =>
        difference.HasChanges
            ? $"{difference.Resources.Count}: {string.Join(", ", difference.Resources.Select(r => $"{r.Kind} {r.LogicalId}"))}"
            : null;

    /// <summary>The store's values are a stack's too.</summary>
    static async Task StoreAsync(DeploymentWorld world, Random random)
    {
        var resources = new JsonObject();
        foreach (var name in stored)
            resources[name.Replace("/", "", StringComparison.Ordinal)] = new JsonObject
            {
                ["Type"] = "AWS::SSM::Parameter",
                ["Properties"] = new JsonObject
                {
                    ["Name"] = name,
                    ["Type"] = "String",
                    ["Value"] = values[random.Next(values.Length)],
                },
            };
        var template = new JsonObject
        {
            ["Resources"] = resources,
            ["Outputs"] = new JsonObject
            {
                ["Out"] = new JsonObject { ["Value"] = values[random.Next(values.Length)] },
            },
        }.ToJsonString();
        Assert.True((await world.DeployAsync(world.Stack("Store", DeploymentWorld.First, template))).Succeeded);
    }

    static DeploymentPlan Plan(DeploymentWorld world, IReadOnlyDictionary<string, GeneratedStack> stacks) =>
        DeploymentPlan.Create(
            [
                .. stacks.Select(stack =>
                    world.Stack(stack.Key, DeploymentWorld.First, Text(stack.Value)) with
                    {
                        Tags = new Dictionary<string, string> { ["tag"] = stack.Value.Tag },
                    }
                ),
            ],
            new DeploymentPlanOptions
            {
                SessionAccount = DeploymentWorld.First.Account,
                SessionRegion = DeploymentWorld.First.Region,
                Parameters = new ParameterAssignments([
                    .. stacks.SelectMany(stack =>
                        stack.Value.Given.Select(given => new ParameterAssignment(
                            stack.Key,
                            given.Key,
                            given.Value,
                            "test"
                        ))
                    ),
                ]),
            }
        );

    static string Text(GeneratedStack stack) => stack.Template.ToJsonString(unescaped);

    /// <param name="Diff">What Diff says will change; null: nothing.</param>
    /// <param name="Asked">What approval was asked of.</param>
    /// <param name="Changes">How many resources the executed change set changed; null: none was executed.</param>
    /// <param name="Again">Diff sees a change afterwards.</param>
    sealed record Agreement(string? Diff, string? Asked, string? Changes, bool Again)
    {
        public bool Executed => Changes is not null;

        public bool IsKept =>
            !Again
            && (
                Changes is null
                    ? Diff is null && Asked == "asked 0 times"
                    : Diff == Asked && Diff?.Split(':')[0] == Changes
            );
    }
}
