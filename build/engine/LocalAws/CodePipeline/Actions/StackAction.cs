using System.Text;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ChangeSets;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Protocol;

namespace LocalAws.CodePipeline.Actions;

/// <summary>Deploys a stack with CloudFormation in the account of the action's role.</summary>
sealed class StackAction : IActionProvider
{
    public Task<ActionOutcome> RunAsync(ActionContext context, CancellationToken cancellationToken) =>
        context["ActionMode"] switch
        {
            "CHANGE_SET_REPLACE" => ReplaceChangeSetAsync(context, cancellationToken),
            "CHANGE_SET_EXECUTE" => ExecuteChangeSetAsync(context, cancellationToken),
            "DELETE_ONLY" => DeleteOnlyAsync(context, cancellationToken),
            _ => CreateOrUpdateAsync(context, cancellationToken),
        };

    static async Task<ActionOutcome> CreateOrUpdateAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var input = StackInputs.Read(context);
        var commands = context.Services.CloudFormation.Commands(context.Caller, context.Region);
        var stack = Find(context);
        if (context["ActionMode"] == "REPLACE_ON_FAILURE" && stack is not null && IsReplaced(stack))
        {
            await commands.DeleteAsync(stack.Id, input.RoleArn, [], null, null);
            await WaitAsync(context, stack.Id, cancellationToken);
            stack = Find(context);
        }
        string id;
        try
        {
            id = stack is null
                ? await commands.CreateAsync(input, cancellationToken)
                : await commands.UpdateAsync(input, cancellationToken);
        }
        catch (AwsException error) when (stack is not null && error.Message == ChangeSetBuilder.NoUpdates)
        {
            return await OutcomeAsync(context, stack, ChangeSetBuilder.NoUpdates, cancellationToken);
        }
        return await SettleAsync(context, id, cancellationToken);
    }

    static async Task<ActionOutcome> ReplaceChangeSetAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var sets = context.Services.CloudFormation.ChangeSets(context.Caller, context.Region);
        var name = context["ChangeSetName"]!;
        var stack = Find(context);
        if (stack is not null)
            sets.Delete(stack.Name, name);
        var made = await sets.CreateAsync(
            new()
            {
                Stack = StackInputs.Read(context),
                Name = name,
                Type = stack is null or { Status: StackStatus.ReviewInProgress } ? "CREATE" : "UPDATE",
            },
            cancellationToken
        );
        Tell(context, made.StackId);
        await WaitAsync(context, made.Id, cancellationToken);
        var filled = sets.Get(made.StackName, made.Id, "cloudformation:DescribeChangeSet");
        if (filled.Status == ChangeSetStatus.Failed && !IsWithoutChanges(filled))
            throw new ActionException("JobFailed", $"Change set {name} failed: {filled.StatusReason}");
        return new() { Summary = filled.StatusReason ?? $"Change set {name} was created." };
    }

    static async Task<ActionOutcome> ExecuteChangeSetAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var sets = context.Services.CloudFormation.ChangeSets(context.Caller, context.Region);
        var (stack, name) = (context["StackName"]!, context["ChangeSetName"]!);
        var found = sets.Get(stack, name, "cloudformation:DescribeChangeSet");
        Tell(context, found.StackId);
        if (found.Status == ChangeSetStatus.Failed && IsWithoutChanges(found))
        {
            var unchanged = Find(context)!;
            return await OutcomeAsync(context, unchanged, found.StatusReason!, cancellationToken);
        }
        sets.Execute(stack, name, disableRollback: false, token: null);
        return await SettleAsync(context, found.StackId, cancellationToken);
    }

    static async Task<ActionOutcome> DeleteOnlyAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (Find(context) is not { } stack)
            return new() { Summary = $"Stack {context["StackName"]} does not exist." };
        Tell(context, stack.Id);
        var commands = context.Services.CloudFormation.Commands(context.Caller, context.Region);
        await commands.DeleteAsync(stack.Id, context["RoleArn"], [], null, null);
        await WaitAsync(context, stack.Id, cancellationToken);
        var left = Repository(context).Get(stack.Id);
        return left.IsDeleted ? new() { Summary = $"Stack {stack.Name} was deleted." } : throw Failed(context, left);
    }

    static async Task<ActionOutcome> SettleAsync(ActionContext context, string id, CancellationToken cancellationToken)
    {
        Tell(context, id);
        await WaitAsync(context, id, cancellationToken);
        var stack = context.Services.CloudFormation.Queries(context.Caller, context.Region).Describe(id, null).Items[0];
        return stack.Status is StackStatus.CreateComplete or StackStatus.UpdateComplete
            ? await OutcomeAsync(context, stack, $"Stack {stack.Name} is {stack.Status}.", cancellationToken)
            : throw Failed(context, stack);
    }

    /// <summary>The stack's outputs are the action's variables and, where a file name says so, its output artifact.</summary>
    static async Task<ActionOutcome> OutcomeAsync(
        ActionContext context,
        Stack stack,
        string summary,
        CancellationToken cancellationToken
    )
    {
        Tell(context, stack.Id);
        var outputs = stack.Outputs.ToDictionary(output => output.Key, output => output.Value, StringComparer.Ordinal);
        var outcome = new ActionOutcome { Summary = summary, Variables = outputs };
        if (context["OutputFileName"] is not { } file || context.Action.OutputArtifacts.Count == 0)
            return outcome;
        var text = new JsonObject(outputs.Select(output => KeyValuePair.Create(output.Key, (JsonNode?)output.Value)));
        await using var zip = Artifacts.ZippedFile.Of(file, Encoding.UTF8.GetBytes(text.ToJsonString()));
        return outcome with { Outputs = await context.LeaveAsync(zip, cancellationToken) };
    }

    static ActionException Failed(ActionContext context, Stack stack)
    {
        var reasons = Repository(context)
            .EventsOf(stack)
            .Where(happening =>
                happening.Reason is not null && happening.Status.EndsWith("_FAILED", StringComparison.Ordinal)
            )
            .Select(happening => $"{happening.LogicalId}: {happening.Reason}")
            .Reverse()
            .Take(3);
        return new(
            "JobFailed",
            $"Stack {stack.Name} is {stack.Status}. {string.Join("; ", reasons.DefaultIfEmpty(stack.StatusReason ?? ""))}"
        );
    }

    /// <summary>Asks for the stack as CodePipeline does, with cloudformation:DescribeStacks.</summary>
    static Stack? Find(ActionContext context)
    {
        var name = context["StackName"]!;
        try
        {
            return context
                .Services.CloudFormation.Queries(context.Caller, context.Region)
                .Describe(name, null)
                .Items.FirstOrDefault(stack => !stack.IsDeleted);
        }
        catch (AwsException error) when (error.Code == "ValidationError")
        {
            return null;
        }
    }

    static void Tell(ActionContext context, string stackId) =>
        context.Report(run =>
            run with
            {
                ExternalId = stackId,
                ExternalUrl =
                    $"https://console.aws.amazon.com/cloudformation/home?region={context.Region}#/stack/detail?stackId={stackId}",
            }
        );

    static Task WaitAsync(ActionContext context, string id, CancellationToken cancellationToken) =>
        context.Services.CloudFormation.WhenIdleAsync(id, cancellationToken);

    static StackRepository Repository(ActionContext context) =>
        context.Services.CloudFormation.Repository(context.Caller, context.Region);

    /// <summary>The states that REPLACE_ON_FAILURE replaces, as the action's reference lists them.</summary>
    static bool IsReplaced(Stack stack) =>
        stack.Status
            is StackStatus.RollbackComplete
                or StackStatus.RollbackFailed
                or StackStatus.CreateFailed
                or StackStatus.DeleteFailed
                or StackStatus.UpdateRollbackFailed;

    static bool IsWithoutChanges(ChangeSet set) =>
        set.StatusReason is ChangeSetBuilder.NoUpdates or ChangeSetBuilder.SameInformation;
}
