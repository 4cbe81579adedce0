using Cake.AWS.CloudFormation.Client;
using Deployment.Credentials;
using Deployment.NextActions;

namespace Deployment.Stacks;

/// <summary>Which statuses a deployment cannot start from, nor recover from by itself.</summary>
public static class StackReadiness
{
    /// <summary>What is to be done first; null where a deployment manages alone.</summary>
    public static Finding? Problem(
        StackReference stack,
        StackDescription found,
        StackOptions options,
        AwsEndpoint world
    )
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(options);
        var next = found.Status switch
        {
            var status when status == StackStatus.DeleteFailed => new BuildCommand(
                "Destroy",
                $"--stacks={stack?.Id}"
            ).In(world),
            var status when status == StackStatus.ImportRollbackFailed =>
                "finish the import's rollback in the CloudFormation console",
            var status when status == StackStatus.UpdateRollbackFailed && !options.Rollback => Rollback(world),
            var status
                when (status == StackStatus.CreateFailed || status == StackStatus.UpdateFailed)
                    && !options.DisableRollback
                    && !options.Rollback => Rollback(world),
            _ => null,
        };
        return next is null ? null : StackFindings.NotDeployable(stack!, found, next).Findings[0];
    }

    static string Rollback(AwsEndpoint world) =>
        $"{new BuildCommand("Deploy", "--rollback").In(world)}  (goes back to the last good state first)";
}
