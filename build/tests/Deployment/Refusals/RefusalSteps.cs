using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;
using Deployment.Stacks;

namespace Build.Tests.Deployment.Refusals;

/// <summary>A step of a deployment: what there is before it, and what it does.</summary>
sealed record RefusalStep(
    string Name,
    Func<RefusalEnvironment, Task> PrepareAsync,
    Func<RefusalEnvironment, Task<IReadOnlyList<Finding>>> RunAsync
)
{
    /// <summary>What is withheld alike in another step is not withheld here once more, but for a role that is passed.</summary>
    public string? Besides { get; init; }
}

/// <summary>Every step of a deployment that a role may be refused in.</summary>
static class RefusalSteps
{
    const string Create = "create";

    static readonly DeployerOptions goesBack = new() { Stacks = new StackOptions { Rollback = true } };

    static readonly DeployerOptions leavesFailed = new() { Stacks = new StackOptions { DisableRollback = true } };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IReadOnlyList<RefusalStep> All { get; } =
    [
        new(Create, _ => Task.CompletedTask, on => on.DeployAsync(App(on, "1"))),
        new("leave-alone", on => AfterAsync(on, App(on, "1"), "CREATE_COMPLETE"), on => on.DeployAsync(App(on, "1")))
        {
            Besides = Create,
        },
        new("update", on => AfterAsync(on, App(on, "1"), "CREATE_COMPLETE"), on => on.DeployAsync(App(on, "2")))
        {
            Besides = Create,
        },
        new(
            "set-policy",
            on => AfterAsync(on, App(on, "1"), "CREATE_COMPLETE"),
            on => on.DeployAsync(App(on, "1"), new DeployerOptions { StackPolicy = Policy })
        )
        {
            Besides = Create,
        },
        new(
            "create-anew",
            on => AfterAsync(on, Protected(on, RefusalTemplates.Failing("1")), "ROLLBACK_COMPLETE"),
            on => on.DeployAsync(App(on, "1"))
        )
        {
            Besides = Create,
        },
        new(
            "roll-back",
            on => AfterAsync(on, on.Stack(RefusalTemplates.Failing("1")), "CREATE_FAILED", leavesFailed),
            on => on.DeployAsync(App(on, "1"), goesBack)
        )
        {
            Besides = Create,
        },
        new("continue-rollback", StickAsync, on => on.DeployAsync(App(on, "1"), goesBack)) { Besides = Create },
        new("destroy", on => AfterAsync(on, on.Stack(RefusalTemplates.App("1")), "CREATE_COMPLETE"), DestroyAsync),
        new("compare", on => AfterAsync(on, App(on, "1"), "CREATE_COMPLETE"), CompareAsync),
    ];

    const string Policy = """{"Statement":[{"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*"}]}""";

    static StackArtifact App(RefusalEnvironment on, string value) =>
        Protected(on, RefusalTemplates.App(value)) with
        {
            Tags = new Dictionary<string, string> { ["part"] = value },
            NotificationArns = [$"arn:aws:sns:eu-west-1:{on.Target.Account}:news"],
        };

    static StackArtifact Protected(RefusalEnvironment on, string template) =>
        on.Stack(template) with
        {
            TerminationProtection = true,
        };

    static async Task AfterAsync(
        RefusalEnvironment on,
        StackArtifact stack,
        string status,
        DeployerOptions? options = null
    ) => Assert.Equal(status, await on.StatusAfterAsync(stack, options));

    static async Task StickAsync(RefusalEnvironment on)
    {
        await AfterAsync(on, App(on, "1"), "CREATE_COMPLETE");
        await AfterAsync(on, on.Stack(RefusalTemplates.Stuck("2")), "UPDATE_ROLLBACK_FAILED");
        await on.RemovePolicyAsync(RefusalEnvironment.Execution, RefusalTemplates.DenialName);
    }

    static async Task<IReadOnlyList<Finding>> DestroyAsync(RefusalEnvironment on) =>
        (
            await on.Deployer().DestroyAsync(DeploymentWorld.Plan(on.Stack(RefusalTemplates.App("1"))), Cancellation)
        ).Findings;

    /// <summary>With the role that may only read.</summary>
    static async Task<IReadOnlyList<Finding>> CompareAsync(RefusalEnvironment on)
    {
        var options = new DeployerOptions { ReadsWith = _ => on.Stack(RefusalTemplates.App("2")).LookupRole!.Role };
        var difference = await on.Deployer(options)
            .DiffAsync(DeploymentWorld.Plan(App(on, "2")), DiffMethod.Auto, Cancellation);
        return [.. difference.Unread.SelectMany(one => one.Findings)];
    }
}
