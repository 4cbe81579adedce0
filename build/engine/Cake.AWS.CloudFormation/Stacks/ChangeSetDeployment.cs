using System.Globalization;
using System.Security.Cryptography;
using Cake.AWS.CloudFormation.Client;

namespace Cake.AWS.CloudFormation.Stacks;

/// <summary>Creates or updates one stack through a change set and waits for its end.</summary>
sealed class ChangeSetDeployment(CloudFormationClient client, string stackName, DeployStackSettings settings)
{
    readonly string changeSetName =
        $"cake-{settings.Time.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(8, true)}";

    /// <exception cref="StackOperationException">The change set or the stack failed.</exception>
    public async Task<StackDeployResult> RunAsync(CancellationToken cancellationToken)
    {
        var waiting = new StackWaiting(client, settings);
        var found = await waiting.FindAsync(stackName, cancellationToken);
        var exists = found is not null && found.Status != StackStatus.ReviewInProgress;
        var request = await RequestAsync(exists ? found : null, cancellationToken);
        var created = await client.SendAsync(request, cancellationToken);
        var changeSet = await waiting.ForChangeSetAsync(created.Id, cancellationToken);
        if (changeSet.IsFailed)
        {
            await client.SendAsync(new DeleteChangeSetRequest(created.Id), CancellationToken.None);
            if (!changeSet.HasNoChanges || !exists)
                throw new StackOperationException(stackName, changeSet.Status, changeSet.StatusReason);
            await ProtectAsync(found!, cancellationToken);
            return new StackDeployResult(found!, []);
        }
        await client.SendAsync(
            new ExecuteChangeSetRequest(created.Id) { ClientRequestToken = changeSetName },
            cancellationToken
        );
        var after = await waiting.ForStackAsync(
            created.StackId,
            new StackOperation.Execution(changeSetName, created.Id, exists ? found : null),
            cancellationToken
        );
        if (after is null || !after.Status.IsSuccess)
            throw new StackOperationException(
                stackName,
                after?.Status.Value ?? "DELETE_COMPLETE",
                await waiting.FirstFailureAsync(created.StackId, cancellationToken) ?? after?.StatusReason
            );
        await ProtectAsync(after, cancellationToken);
        return new StackDeployResult(after, changeSet.Changes);
    }

    async Task<CreateChangeSetRequest> RequestAsync(StackDescription? found, CancellationToken cancellationToken) =>
        new(stackName, changeSetName)
        {
            Type = found is null ? ChangeSetType.Create : ChangeSetType.Update,
            TemplateUrl = settings.TemplateUrl,
            TemplateBody = settings.TemplateFile is { } file
                ? await File.ReadAllTextAsync(file, cancellationToken)
                : null,
            Parameters =
            [
                .. settings.Parameters.Select(p => new StackParameter(p.Key, p.Value)),
                .. (found?.Parameters ?? [])
                    .Where(p => !settings.Parameters.ContainsKey(p.Key))
                    .Select(p => StackParameter.Previous(p.Key)),
            ],
            Tags = settings.Tags?.Select(tag => new StackTag(tag.Key, tag.Value)).ToList(),
            Capabilities = settings.Capabilities,
            NotificationArns = settings.NotificationArns,
            RoleArn = settings.RoleArn,
            ClientToken = changeSetName,
        };

    async Task ProtectAsync(StackDescription stack, CancellationToken cancellationToken)
    {
        if (settings.TerminationProtection is { } wanted && wanted != stack.TerminationProtection)
            await client.SendAsync(new UpdateTerminationProtectionRequest(stackName, wanted), cancellationToken);
    }
}
