using System.Globalization;
using LocalAws.CloudFormation.ChangeSets;
using LocalAws.CloudFormation.Drifts;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.CloudFormation.Stacks;

/// <summary>CloudFormation's records of one account and region.</summary>
sealed class StackRepository(World world, string account, string region)
{
    readonly Table<TemplateBody> _templates = world.Table(CloudFormationTables.Templates, "", "");

    public string Account => account;
    public string Region => region;
    public Table<Stack> Stacks { get; } = world.Table(CloudFormationTables.Stacks, account, region);
    public Table<StackResource> Resources { get; } = world.Table(CloudFormationTables.Resources, account, region);
    public Table<StackEvent> Events { get; } = world.Table(CloudFormationTables.Events, account, region);
    public Table<ChangeSet> ChangeSets { get; } = world.Table(CloudFormationTables.ChangeSets, account, region);
    public Table<Export> Exports { get; } = world.Table(CloudFormationTables.Exports, account, region);
    public Table<Import> Imports { get; } = world.Table(CloudFormationTables.Imports, account, region);

    public Table<StackDrift> Drifts { get; } = world.Table(CloudFormationTables.Drifts, account, region);

    public DateTimeOffset Now => world.Now;

    /// <summary>The records of another account and region.</summary>
    public StackRepository In(string account, string region) => new(world, account, region);

    /// <summary>The stack of that name that is not deleted, or the one of that id, deleted or not.</summary>
    public Stack? Find(string nameOrId)
    {
        if (!nameOrId.StartsWith("arn:", StringComparison.Ordinal))
            return Stacks
                .Range($"{nameOrId}/", null, int.MaxValue)
                .Select(pair => pair.Value)
                .FirstOrDefault(stack => !stack.IsDeleted);
        var parts = nameOrId.Split('/');
        return parts.Length == 3 && Stacks.Find($"{parts[1]}/{parts[2]}") is { } stack && stack.Id == nameOrId
            ? stack
            : null;
    }

    public Stack? FindLive(string nameOrId)
    {
        var stack = Find(nameOrId);
        return stack is { IsDeleted: true } ? null : stack;
    }

    public Stack Get(string nameOrId) =>
        Find(nameOrId) ?? throw new AwsException("ValidationError", $"Stack with id {nameOrId} does not exist");

    /// <summary>A stack that can be operated on: not a deleted one.</summary>
    public Stack GetLive(string nameOrId) =>
        Find(nameOrId) is { IsDeleted: false } stack
            ? stack
            : throw new AwsException("ValidationError", $"Stack [{nameOrId}] does not exist");

    public string StoreTemplate(string text)
    {
        var key = PhysicalIds.Hash(text);
        _templates.TryAdd(key, new TemplateBody(text));
        return key;
    }

    public string TemplateText(string key) => _templates.Find(key)?.Text ?? "";

    public IReadOnlyList<StackResource> ResourcesOf(Stack stack) =>
        [.. Resources.Range($"{stack.Uuid}/", null, int.MaxValue).Select(pair => pair.Value)];

    public void PutResource(Stack stack, StackResource resource) =>
        Resources.Put($"{stack.Uuid}/{resource.LogicalId}", resource);

    public void RemoveResource(Stack stack, string logicalId) => Resources.Remove($"{stack.Uuid}/{logicalId}");

    /// <summary>The stack's events, newest first.</summary>
    public IReadOnlyList<StackEvent> EventsOf(Stack stack)
    {
        var events = Events.Range($"{stack.Uuid}/", null, int.MaxValue).Select(pair => pair.Value).ToList();
        events.Reverse();
        return events;
    }

    public void AddEvent(Stack stack, int number, StackEvent happening) =>
        Events.Put(string.Create(CultureInfo.InvariantCulture, $"{stack.Uuid}/{number:D8}"), happening);

    public IReadOnlyList<ChangeSet> ChangeSetsOf(Stack stack) =>
        [.. ChangeSets.Range($"{stack.Uuid}/", null, int.MaxValue).Select(pair => pair.Value)];

    public void PutChangeSet(Stack stack, ChangeSet changeSet) =>
        ChangeSets.Put($"{stack.Uuid}/{changeSet.Uuid}", changeSet);

    public void RemoveChangeSet(Stack stack, ChangeSet changeSet) =>
        ChangeSets.Remove($"{stack.Uuid}/{changeSet.Uuid}");

    /// <summary>Stacks that import an export.</summary>
    public IReadOnlyList<Import> ImportsOf(string exportName) =>
        [
            .. Imports
                .Range($"{exportName}/", null, int.MaxValue)
                .Select(pair => pair.Value)
                .Where(import => import.ExportName == exportName),
        ];
}
