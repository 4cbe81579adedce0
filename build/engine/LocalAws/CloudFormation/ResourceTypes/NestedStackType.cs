using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>AWS::CloudFormation::Stack: a stack of its own, waited for.</summary>
public sealed class NestedStackType()
    : ResourceType("AWS::CloudFormation::Stack", PropertySchema.Of("AWS::CloudFormation::Stack"))
{
    const int DeepestLevel = 20;

    public override bool IsAlwaysUpdated => true;

    /// <summary>The catalogue's schema is that of a stack by itself, which has a name and may have its template in the text.</summary>
    public override IReadOnlyList<PropertyFault> FaultsOf(JsonObject properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var faults = base.FaultsOf(properties)
            .Where(fault => fault.Kind == FaultKind.Extraneous && fault.Path.Length == 0)
            .ToList();
        if (!properties.ContainsKey("TemplateURL"))
            faults.Add(
                new("", "required key [TemplateURL] not found") { Property = "TemplateURL", Kind = FaultKind.Missing }
            );
        return faults;
    }

    public override bool HasAttribute(string attribute) =>
        attribute?.StartsWith("Outputs.", StringComparison.Ordinal) == true;

    /// <summary>The ARN that the stack will have: physical ids of nested stacks are ARNs, also of those that are never created.</summary>
    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = request.MadeUpName(128);
        var hash = PhysicalIds.Hash($"{request.Stack.Id}/{name}");
        return $"arn:{request.Partition}:cloudformation:{request.Region}:{request.Account}:stack/{name}/{Guid.ParseExact(hash[..32], "N")}";
    }

    public override bool Exists(ResourceRequest request, string physicalId) => Find(request, physicalId) is not null;

    public override async Task<ResourceOutcome> CreateAsync(
        ResourceRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var commands = request.Services.CloudFormation.Commands(request.Caller, request.Region);
        CheckLevel(request);
        var wanted = IdentifierOf(request);
        var input = Input(request, request.MadeUpName(128)) with { StackId = wanted };
        var id = await commands.CreateAsync(input, cancellationToken);
        request.Started(id);
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
            // Looked for changes and found none: a success, also where it has gone back to this before its parent did.
            return Outcome(Find(request, request.PhysicalId)!);
        }

        return await OutcomeAsync(request, request.PhysicalId, cancellationToken);
    }

    public override async Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var cloudFormation = request.Services.CloudFormation;
        var commands = cloudFormation.Commands(request.Caller, request.Region);
        if (Find(request, request.PhysicalId) is not { } found)
            throw ResourceException.NotFound(Name, request.PhysicalId);
        // The parent's operation may have been interrupted while this stack's own was under way.
        await cloudFormation.WhenIdleAsync(found.Id, cancellationToken);
        await commands.DeleteAsync(found.Id, null, [], null, null);
        await cloudFormation.WhenIdleAsync(found.Id, cancellationToken);
        if (Find(request, found.Id) is { } stack)
            throw new ResourceException(
                $"Embedded stack {request.PhysicalId} was not successfully deleted: {stack.StatusReason}",
                "PropertyValidation"
            );
    }

    /// <summary>A template that names itself would nest without end.</summary>
    static void CheckLevel(ResourceRequest request)
    {
        var level = 1;
        for (var parent = request.Stack; parent?.ParentId is { } id; level++)
            parent = Find(request, id);
        if (level > DeepestLevel)
            throw new ResourceException($"Stacks are nested more than {DeepestLevel} levels deep.", "InvalidRequest");
    }

    /// <summary>By its ARN, or by the name that it was going to have.</summary>
    static Stack? Find(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Services.CloudFormation.Repository(request.Caller, request.Region).FindLive(physicalId);
    }

    internal static StackInput Input(ResourceRequest request, string name) =>
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
        try
        {
            await cloudFormation.WhenIdleAsync(id, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // What ends the parent's operation ends this one, and it has to be back before the parent goes on.
            await cloudFormation.CancelAsync(id);
            await cloudFormation.WhenIdleAsync(id, CancellationToken.None);
            throw;
        }

        var stack = cloudFormation.Repository(request.Caller, request.Region).Get(id);
        if (
            !stack.Status.EndsWith("_COMPLETE", StringComparison.Ordinal)
            || stack.Status.Contains("ROLLBACK", StringComparison.Ordinal)
        )
            throw new ResourceException(
                request.Existing is null
                    ? $"Embedded stack {id} was not successfully created: {ReasonOf(request, stack)}"
                    : $"Embedded stack {id} was not successfully updated. Currently in {stack.Status} with reason: {ReasonOf(request, stack)}",
                "PropertyValidation"
            );
        return Outcome(stack);
    }

    /// <summary>Why the last operation failed, which the stack's events tell once it has gone back.</summary>
    static string ReasonOf(ResourceRequest request, Stack stack) =>
        stack.StatusReason
        ?? request
            .Services.CloudFormation.Repository(request.Caller, request.Region)
            .EventsOf(stack)
            .FirstOrDefault(happening => happening.PhysicalId == stack.Id && happening.Reason is not null)
            ?.Reason
        ?? stack.Status;

    static ResourceOutcome Outcome(Stack stack)
    {
        var attributes = new JsonObject();
        foreach (var output in stack.Outputs)
            attributes[$"Outputs.{output.Key}"] = output.Value;
        return new ResourceOutcome(stack.Id, attributes);
    }
}
