using Cake.AWS.CloudFormation.Client;
using Cake.AWS.CloudFormation.Stacks;
using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.Diagnostics;

namespace Cake.AWS.CloudFormation;

/// <summary>Deploys and deletes CloudFormation stacks from a Cake task.</summary>
[CakeAliasCategory("AWS")]
[CakeNamespaceImport("Cake.AWS.CloudFormation.Client")]
[CakeNamespaceImport("Cake.AWS.CloudFormation.Stacks")]
public static class CloudFormationAliases
{
    /// <summary>Creates or updates a stack through a change set; a stack that already is what it is to be stays untouched.</summary>
    /// <exception cref="StackOperationException">The change set or the stack failed.</exception>
    [CakeMethodAlias]
    [CakeAliasCategory("CloudFormation")]
    public static async Task<StackDeployResult> DeployCloudFormationStackAsync(
        this ICakeContext context,
        string stackName,
        DeployStackSettings settings,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        using var client = settings.Open();
        var result = await new ChangeSetDeployment(client, stackName, settings).RunAsync(cancellationToken);
        context.Log.Information("Stack {0}: {1}, {2} changes", stackName, result.Stack.Status, result.Changes.Count);
        return result;
    }

    /// <inheritdoc cref="DeployCloudFormationStackAsync"/>
    [CakeMethodAlias]
    [CakeAliasCategory("CloudFormation")]
    public static StackDeployResult DeployCloudFormationStack(
        this ICakeContext context,
        string stackName,
        DeployStackSettings settings
    ) => context.DeployCloudFormationStackAsync(stackName, settings).GetAwaiter().GetResult();

    /// <summary>Deletes a stack and waits until it is gone; nothing happens where there is none.</summary>
    /// <exception cref="StackOperationException">Something in the stack could not be deleted.</exception>
    [CakeMethodAlias]
    [CakeAliasCategory("CloudFormation")]
    public static async Task DeleteCloudFormationStackAsync(
        this ICakeContext context,
        string stackName,
        CloudFormationSettings settings,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        using var client = settings.Open();
        var waiting = new StackWaiting(client, settings);
        var found = await waiting.FindAsync(stackName, cancellationToken);
        if (found is null)
            return;
        var deletion = new StackOperation.Deletion("", found);
        await client.SendAsync(new DeleteStackRequest(found.StackId), cancellationToken);
        if (await waiting.ForStackAsync(found.StackId, deletion, cancellationToken) is { } left)
            throw new StackOperationException(
                stackName,
                left.Status.Value,
                await waiting.FirstFailureAsync(found.StackId, cancellationToken) ?? left.StatusReason
            );
        context.Log.Information("Stack {0} is deleted", stackName);
    }

    /// <inheritdoc cref="DeleteCloudFormationStackAsync"/>
    [CakeMethodAlias]
    [CakeAliasCategory("CloudFormation")]
    public static void DeleteCloudFormationStack(
        this ICakeContext context,
        string stackName,
        CloudFormationSettings settings
    ) => context.DeleteCloudFormationStackAsync(stackName, settings).GetAwaiter().GetResult();

    /// <summary>The stack, or null where there is none.</summary>
    [CakeMethodAlias]
    [CakeAliasCategory("CloudFormation")]
    public static StackDescription? DescribeCloudFormationStack(
        this ICakeContext context,
        string stackName,
        CloudFormationSettings settings
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        using var client = settings.Open();
        return new StackWaiting(client, settings).FindAsync(stackName, CancellationToken.None).GetAwaiter().GetResult();
    }
}
