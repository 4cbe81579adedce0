using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes.Recorded;

/// <summary>What a governed type is made of.</summary>
/// <param name="Name">Like AWS::SNS::Topic.</param>
/// <param name="Schema">Its properties and attributes.</param>
/// <param name="CreateActions">What its creation needs, on its ARN.</param>
/// <param name="UpdateActions">What its change needs.</param>
/// <param name="DeleteActions">What its deletion needs.</param>
public sealed record RecordedTypeSpecification(
    string Name,
    PropertySchema Schema,
    IReadOnlyList<string> CreateActions,
    IReadOnlyList<string> UpdateActions,
    IReadOnlyList<string> DeleteActions
)
{
    public string? NameProperty { get; init; }
    public int NameLimit { get; init; } = 64;

    /// <summary>The resource's part of the ARN, behind "arn:aws:"; {region}, {account}, {id} and {path} (of the property Path) are replaced.</summary>
    public required string ArnPattern { get; init; }

    /// <summary>The resource whose permissions count, when it is another than the pattern's, from the id.</summary>
    public Func<ResourceRequest, string, string>? Subject { get; init; }

    /// <summary>What tags the resource, asked for where it gets tags.</summary>
    public string? TagAction { get; init; }

    /// <summary>The property with a role that is handed to the service, and the service.</summary>
    public (string Property, string Service)? PassedRole { get; init; }

    /// <summary>What the service says of a passed role that it cannot assume, when it tries.</summary>
    public Func<string, string>? RoleProblem { get; init; }

    /// <summary>Whether its names are the account's in all regions.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>The physical id when the resource has no name: a UUID, for instance.</summary>
    public Func<ResourceRequest, string>? MakeIdentifier { get; init; }

    /// <summary>What Ref gives instead of the physical id, from id and ARN.</summary>
    public Func<ResourceRequest, string, string, string?> Reference { get; init; } = (_, _, _) => null;

    /// <summary>Attributes besides Arn, from id and ARN.</summary>
    public Func<ResourceRequest, string, string, JsonObject> Attributes { get; init; } = (_, _, _) => [];
}

/// <summary>
/// A type of a service whose own API is not served here. Its resources are recorded, their names are unique, and the
/// permissions that the service would ask for are asked for.
/// </summary>
public class RecordedType(RecordedTypeSpecification specification)
    : ResourceType(specification?.Name ?? "", specification!.Schema)
{
    public override string? NameProperty => specification.NameProperty;

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return specification.MakeIdentifier?.Invoke(request)
            ?? (
                specification.NameProperty is { } name
                    ? request.NameFrom(name, specification.NameLimit)
                    : request.MadeUpName(specification.NameLimit)
            );
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Find(request, physicalId) is not null;
    }

    public override async Task<ResourceOutcome> CreateAsync(
        ResourceRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = IdentifierOf(request);
        var arn = ArnOf(request, id);
        Demand(request, specification.CreateActions, arn);
        DemandTags(request, arn, present: null);
        PassRole(request);
        await CheckAsync(request, arn, cancellationToken);
        if (!Records(request).TryAdd($"{Name}/{id}", Record(request, id, arn)))
            throw ResourceException.AlreadyExists(Name, id);
        return Outcome(request, id, arn);
    }

    public override async Task<ResourceOutcome> UpdateAsync(
        ResourceRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var arn = ArnOf(request, request.PhysicalId);
        Demand(request, specification.UpdateActions, arn);
        DemandTags(request, arn, Find(request, request.PhysicalId));
        PassRole(request);
        await CheckAsync(request, arn, cancellationToken);
        Records(request).Put($"{Name}/{request.PhysicalId}", Record(request, request.PhysicalId, arn));
        return Outcome(request, request.PhysicalId, arn);
    }

    public override Task<ResourceOutcome> ImportAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var record = Find(request, request.PhysicalId) ?? throw ResourceException.NotFound(Name, request.PhysicalId);
        Demand(request, specification.UpdateActions, record.Arn);
        return Task.FromResult(Outcome(request, record.Identifier, record.Arn));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var arn = ArnOf(request, request.PhysicalId);
        Demand(request, specification.DeleteActions, arn);
        return Records(request).Remove($"{Name}/{request.PhysicalId}") is null
            ? throw ResourceException.NotFound(Name, request.PhysicalId)
            : Task.CompletedTask;
    }

    /// <summary>What else must hold before the resource is made or changed.</summary>
    protected virtual Task CheckAsync(ResourceRequest request, string arn, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Throws unless who adds or removes tags may; dynamodb:UntagResource removes what dynamodb:TagResource adds.</summary>
    void DemandTags(ResourceRequest request, string arn, RecordedResource? present)
    {
        if (specification.TagAction is not { } adds || !Schema.HasTags)
            return;
        var removes = adds.Replace(":Tag", ":Untag", StringComparison.Ordinal);
        var before = present is null
            ? TagChange.None
            : present
                .Tags.Where(tag => !tag.Key.StartsWith("aws:", StringComparison.Ordinal))
                .ToDictionary(StringComparer.Ordinal);
        foreach (var change in TagChange.Between(before, request.UserTags()))
            request.Services.Authorizer.Demand(
                request.Caller,
                new AccessQuestion(change.IsRemoval ? removes : adds, arn, request.Region).WithTagChange(change)
            );
    }

    /// <summary>Throws unless who makes the resource may do every action on it.</summary>
    protected static void Demand(ResourceRequest request, IReadOnlyList<string> actions, string arn)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actions);
        foreach (var action in actions)
            request.Services.Authorizer.Demand(
                request.Caller,
                new AccessQuestion(action, arn, request.Region).WithRequestTags(
                    ActionKeys.Counts(action, "aws:RequestTag") ? request.UserTags() : TagChange.None
                )
            );
    }

    void PassRole(ResourceRequest request)
    {
        if (
            specification.PassedRole is var (property, service)
            && request.Text(property) is { } role
            && request.Existing?.Properties[property]?.GetValue<string>() != role
        )
        {
            request.Services.Authorizer.DemandPassRole(request.Caller, request.Region, role, service);
            if (specification.RoleProblem is { } problem)
                Assume(request, role, service, problem);
        }
    }

    static void Assume(ResourceRequest request, string role, string service, Func<string, string> problem)
    {
        try
        {
            request.Services.Sts.AssumeRoleAsService(service, request.Region, role, request.LogicalId);
        }
        catch (Protocol.AwsException)
        {
            throw new ResourceException(problem(role), "InvalidRequest");
        }
    }

    ResourceOutcome Outcome(ResourceRequest request, string id, string arn)
    {
        var attributes = specification.Attributes(request, id, arn);
        attributes["Arn"] = arn;
        return new ResourceOutcome(id, attributes, specification.Reference(request, id, arn));
    }

    protected string ArnOf(ResourceRequest request, string id)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"arn:{request.Partition}:"
            + specification
                .ArnPattern.Replace("{path}", request.Text("Path") ?? "/", StringComparison.Ordinal)
                .Replace("{region}", request.Region, StringComparison.Ordinal)
                .Replace("{account}", request.Account, StringComparison.Ordinal)
                .Replace("{id}", specification.Subject?.Invoke(request, id) ?? id, StringComparison.Ordinal);
    }

    RecordedResource Record(ResourceRequest request, string id, string arn) =>
        new(Name, id, arn, request.Stack.Id, (JsonObject)request.Properties.DeepClone())
        {
            Changed = request.Services.World.Now,
            Tags = request.Tags(),
        };

    Worlds.Table<RecordedResource> Records(ResourceRequest request) =>
        request.Services.World.Table(
            RecordedTables.Records,
            request.Account,
            specification.IsGlobal ? "" : request.Region
        );

    /// <summary>By its id or, as imports and references name it, by its ARN or URL.</summary>
    RecordedResource? Find(ResourceRequest request, string physicalId) =>
        Records(request).Find($"{Name}/{physicalId}")
        ?? Records(request)
            .Range($"{Name}/", null, int.MaxValue)
            .Select(pair => pair.Value)
            .FirstOrDefault(record =>
                record.Arn == physicalId || physicalId.EndsWith($"/{record.Identifier}", StringComparison.Ordinal)
            );
}
