using System.Text.Json.Nodes;
using System.Xml.Linq;
using Build.Tests.AwsCatalog;
using Build.Tests.LocalAws.CloudFormation.ResourceTypes;
using Diagnosis.ExecutionPolicies;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.Diagnosis.ExecutionPolicies;

/// <summary>A stack of each common type lives with the policy that is made for it, and with nothing less.</summary>
public sealed class CommonTypesTests
{
    const string Stack = "App";

    [Fact]
    public void Common_AllOfThem_AreTypesThatHaveNoRulesOfTheirOwn()
    {
        Assert.True(CommonTypes.All.Count >= 60);
        Assert.Empty(CommonTypes.All.Except(EveryTypeTests.Types));
        Assert.Equal(CommonTypes.All.Count, CommonTypes.All.Distinct().Count());
    }

    [Fact]
    public async Task Policy_OfACommonType_LetsItLiveAndNotWithoutAnyCertainAction()
    {
        await using var world = await PolicedWorld.StartAsync();
        var problems = new List<string>();
        foreach (var type in CommonTypes.All)
            problems.AddRange((await LiveAsync(world, type)).Select(problem => $"{type}: {problem}"));

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <summary>What does not call for anything that is certain is what needs nothing, or of which AWS does not say it.</summary>
    [Fact]
    public async Task Deploy_WithOtherServicesAlone_IsRefused()
    {
        await using var world = await PolicedWorld.StartAsync();
        await world.AllowAsync([
            new PolicyDocumentDraft([new(["s3:*", "iam:*", "ssm:*", "logs:*"], ["*"], null, [])]).ToJson(),
        ]);
        var deployed = new List<string>();
        foreach (var type in CommonTypes.All.Where(type => !type.StartsWith("AWS::Logs::", StringComparison.Ordinal)))
        {
            var stack = await world.Client.CreateAsync(Stack, PolicedWorld.Template(type), PolicedWorld.Role);
            if (Value(stack, "StackStatus") == "CREATE_COMPLETE")
                deployed.Add(type);
            await DeleteAsync(world, stack);
        }

        Assert.Empty(deployed);
    }

    /// <summary>Creates, leaves alone, changes and deletes it, each first without what it certainly calls.</summary>
    static async Task<IReadOnlyList<string>> LiveAsync(PolicedWorld world, string type)
    {
        var life = GeneratedLife.Of(type);
        var (created, changed) = (Template(type, life.Created), Template(type, life.Changed));
        List<PolicyDocumentDraft> documents =
        [
            .. (await PolicedWorld.PolicyOfAsync(created)).Documents,
            .. (await PolicedWorld.PolicyOfAsync(changed)).Documents,
        ];
        var problems = new List<string>();

        if (await WithoutAsync("create"))
            await RefusedAsync(
                "create",
                await world.Client.CreateAsync(Stack, created, PolicedWorld.Role),
                isGone: true
            );
        await AllowAsync([]);
        var stack = await world.Client.CreateAsync(Stack, created, PolicedWorld.Role);
        await SucceededAsync(stack, "CREATE_COMPLETE");
        if (problems.Count > 0)
        {
            await DeleteAsync(world, stack);
            return problems;
        }
        Note(
            await world.Client.RefusalAsync(
                "UpdateStack",
                ("StackName", Stack),
                ("TemplateBody", created),
                PolicedWorld.Role
            ) == "No updates are to be performed.",
            "changes where nothing changed"
        );
        if (life.Updated is not null)
        {
            if (await WithoutAsync("update"))
                await RefusedAsync("update", await world.Client.UpdateAsync(Stack, changed, PolicedWorld.Role));
            if (problems.Count > 0)
            {
                await AllowAsync([]);
                await DeleteAsync(world, stack);
                return problems;
            }
            await AllowAsync([]);
            await RollBackAsync(world);
            await SucceededAsync(await world.Client.UpdateAsync(Stack, changed, PolicedWorld.Role), "UPDATE_COMPLETE");
        }
        if (await WithoutAsync("delete"))
        {
            await world.Client.StartAsync("DeleteStack", Stack);
            await RefusedAsync("delete", await world.Client.SettledAsync(Value(stack, "StackId")));
        }
        await AllowAsync([]);
        await SucceededAsync(await DeleteAsync(world, stack), "DELETE_COMPLETE");
        return problems;

        async Task<bool> WithoutAsync(string handler)
        {
            var needs = CommonTypes.NeedsOf(type, handler);
            if (needs.Count > 0)
                await AllowAsync(needs);
            return needs.Count > 0;
        }

        Task AllowAsync(IReadOnlyList<string> without) =>
            world.AllowAsync([.. documents.Select(document => Without(document, without).ToJson())]);

        async Task RefusedAsync(string handler, XElement ended, bool isGone = false)
        {
            var failures = await world.FailuresAsync(Value(ended, "StackId"));
            Note(
                CommonTypes
                    .NeedsOf(type, handler)
                    .Any(action =>
                        failures.Contains($"not authorized to perform: {action} ", StringComparison.Ordinal)
                    ),
                $"{handler} without {string.Join(", ", CommonTypes.NeedsOf(type, handler))} ended in {Value(ended, "StackStatus")} {failures}"
            );
            if (isGone)
                await DeleteAsync(world, ended);
        }

        async Task SucceededAsync(XElement ended, string status) =>
            Note(
                Value(ended, "StackStatus") == status,
                $"{Value(ended, "StackStatus")}, not {status}: {await world.FailuresAsync(Value(ended, "StackId"))}"
            );

        void Note(bool isAsWanted, string problem)
        {
            if (!isAsWanted)
                problems.Add(problem);
        }
    }

    /// <summary>Going back is changing once more: without the action it failed, too.</summary>
    static async Task RollBackAsync(PolicedWorld world)
    {
        var stack = await world.Client.CallAsync("DescribeStacks", ("StackName", Stack));
        if (Value(stack, "StackStatus") != "UPDATE_ROLLBACK_FAILED")
            return;
        await world.Client.StartAsync("ContinueUpdateRollback", Stack, PolicedWorld.Role);
        await world.Client.SettledAsync(Stack);
    }

    static async Task<XElement> DeleteAsync(PolicedWorld world, XElement stack)
    {
        await world.Client.StartAsync("DeleteStack", Stack);
        return await world.Client.SettledAsync(Value(stack, "StackId"));
    }

    static string Template(string type, JsonObject properties) =>
        new JsonObject
        {
            ["Resources"] = new JsonObject
            {
                ["Own"] = new JsonObject { ["Type"] = type, ["Properties"] = properties },
            },
        }.ToJsonString();

    internal static PolicyDocumentDraft Without(PolicyDocumentDraft document, IReadOnlyList<string> actions) =>
        new([
            .. document
                .Statements.Select(one =>
                    one with
                    {
                        Actions = [.. one.Actions.Except(actions, StringComparer.OrdinalIgnoreCase)],
                    }
                )
                .Where(one => one.Actions.Count > 0)
                .DefaultIfEmpty(new(["sts:GetCallerIdentity"], ["*"], null, [])),
        ]);
}
