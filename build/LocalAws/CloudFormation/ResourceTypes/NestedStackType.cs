using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>AWS::CloudFormation::Stack: a stack of its own, waited for.</summary>
public sealed class NestedStackType()
    : ResourceType(
        "AWS::CloudFormation::Stack",
        new PropertySchema("NotificationARNs Parameters Tags *TemplateURL TimeoutInMinutes")
    )
{
    public override bool IsAlwaysUpdated => true;

    public override bool HasAttribute(string attribute) =>
        attribute?.StartsWith("Outputs.", StringComparison.Ordinal) == true;

    public override async Task<ResourceOutcome> CreateAsync(
        ResourceRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = PhysicalIds.Create(request.Stack.Name, request.LogicalId, 128);
        var commands = request.Services.CloudFormation.Commands(request.Caller, request.Region);
        var id = await commands.CreateAsync(Input(request, name), cancellationToken);
        return await OutcomeAsync(request, id, cancellationToken);
    }

    public override async Task<ResourceOutcome> UpdateAsync(
        ResourceRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var commands = request.Services.CloudFormation.Commands(request.Caller, request.Region);
        try
        {
            await commands.UpdateAsync(Input(request, request.PhysicalId), cancellationToken);
        }
        catch (AwsException error) when (error.Message == ChangeSets.ChangeSetBuilder.NoUpdates)
        {
            // Looked for changes and found none: that is a success for a nested stack.
        }

        return await OutcomeAsync(request, request.PhysicalId, cancellationToken);
    }

    public override async Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var cloudFormation = request.Services.CloudFormation;
        var commands = cloudFormation.Commands(request.Caller, request.Region);
        await commands.DeleteAsync(request.PhysicalId, null, [], null, null);
        await cloudFormation.WhenIdleAsync(request.PhysicalId, cancellationToken);
        var stack = cloudFormation.Repository(request.Caller, request.Region).Find(request.PhysicalId);
        if (stack is { IsDeleted: false })
            throw new ResourceException(
                $"Embedded stack {request.PhysicalId} was not successfully deleted: {stack.StatusReason}",
                "PropertyValidation"
            );
    }

    static StackInput Input(ResourceRequest request, string name) =>
        new()
        {
            StackName = name,
            TemplateUrl = request.Text("TemplateURL"),
            Parameters =
            [
                .. (request.Map("Parameters") ?? []).Select(entry => new ParameterInput(
                    entry.Key,
                    entry.Value is JsonArray list ? string.Join(',', list.Texts()) : entry.Value?.AsText(),
                    false
                )),
            ],
            Capabilities = request.Stack.Definition.Capabilities,
            NotificationArns = request.Texts("NotificationARNs"),
            Tags = [.. request.UserTags().Select(tag => new Tag(tag.Key, tag.Value))],
            TimeoutInMinutes = request.Number("TimeoutInMinutes"),
            ParentId = request.Stack.Id,
            RootId = request.Stack.RootId ?? request.Stack.Id,
        };

    static async Task<ResourceOutcome> OutcomeAsync(
        ResourceRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        var cloudFormation = request.Services.CloudFormation;
        await cloudFormation.WhenIdleAsync(id, cancellationToken);
        var stack = cloudFormation.Repository(request.Caller, request.Region).Get(id);
        if (
            !stack.Status.EndsWith("_COMPLETE", StringComparison.Ordinal)
            || stack.Status.Contains("ROLLBACK", StringComparison.Ordinal)
        )
            throw new ResourceException(
                $"Embedded stack {id} was not successfully {(request.Existing is null ? "created" : "updated")}: {stack.StatusReason ?? stack.Status}",
                "PropertyValidation"
            );
        var attributes = new JsonObject();
        foreach (var output in stack.Outputs)
            attributes[$"Outputs.{output.Key}"] = output.Value;
        return new ResourceOutcome(id, attributes);
    }
}
