using System.Collections.Concurrent;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.Operations;

/// <summary>One operation on one stack: its state as it goes, every step recorded with its event.</summary>
sealed class StackRun
{
    readonly ConcurrentDictionary<string, StackResource> _resources;
    readonly EventLog _events;

    public StackRun(
        CloudFormationEnvironment environment,
        StackRepository repository,
        Stack stack,
        Caller caller,
        string? token
    )
    {
        Environment = environment;
        Repository = repository;
        Stack = stack;
        Caller = caller;
        var notifications = new StackNotifications(environment.Services, caller);
        _events = new EventLog(repository, stack, token, happening => notifications.Publish(Stack, happening));
        _resources = new(
            repository.ResourcesOf(stack).Select(resource => KeyValuePair.Create(resource.LogicalId, resource)),
            StringComparer.Ordinal
        );
    }

    public CloudFormationEnvironment Environment { get; }
    public StackRepository Repository { get; }
    public Stack Stack { get; private set; }

    /// <summary>On whose permissions resources are made.</summary>
    public Caller Caller { get; }
    public IEnumerable<StackResource> Resources => _resources.Values;

    public StackResource? Find(string logicalId) => _resources.GetValueOrDefault(logicalId);

    public ResourceInstance? Instance(string logicalId) =>
        Find(logicalId) is { Exists: true } resource ? resource.Current : null;

    /// <summary>
    /// Cancelled when the server stops. From then on nothing is recorded, so that a stop leaves exactly what a kill at that
    /// moment would, and the next start finds it.
    /// </summary>
    public CancellationToken Stopping { get; set; }

    /// <summary>Physical ids by logical id of resources that are taken over where others are created.</summary>
    public IReadOnlyDictionary<string, string> Imports { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of NoEcho parameters, which no event shows.</summary>
    public IReadOnlyCollection<string> Hidden { get; set; } = [];

    /// <summary>Brings the stack to a status, with its event.</summary>
    public void Move(string status, string? reason = null, Func<Stack, Stack>? change = null)
    {
        Update(stack => (change?.Invoke(stack) ?? stack) with { Status = status, StatusReason = reason });
        _events.AddStack(status, reason);
    }

    /// <summary>Changes the stack's record without an event.</summary>
    public void Update(Func<Stack, Stack> change)
    {
        Stopping.ThrowIfCancellationRequested();
        Stack = Repository.Stacks.Update(Stack.Key, stack => change(stack ?? Stack))!;
    }

    /// <summary>Records a resource's new state, with its event.</summary>
    public void Set(StackResource resource, string? physicalId = null)
    {
        Stopping.ThrowIfCancellationRequested();
        var stamped = resource with { Timestamp = Repository.Now };
        _resources[resource.LogicalId] = stamped;
        Repository.PutResource(Stack, stamped);
        AddEvent(
            resource.LogicalId,
            physicalId ?? resource.PhysicalId ?? "",
            resource.Type,
            resource.Status,
            resource.StatusReason,
            Mask(resource.Current?.Properties.ToJsonString())
        );
    }

    string? Mask(string? properties)
    {
        foreach (var value in Hidden.Where(value => value.Length > 0))
            properties = properties?.Replace(
                System.Text.Json.JsonEncodedText.Encode(value).ToString(),
                "****",
                StringComparison.Ordinal
            );
        return properties;
    }

    /// <summary>What a hook makes of a resource, whose status stays as it is.</summary>
    public void AddHookEvent(string logicalId, Hooks.HookInvocation invocation)
    {
        Stopping.ThrowIfCancellationRequested();
        var resource = Find(logicalId)!;
        _events.Add(logicalId, resource.PhysicalId ?? "", resource.Type, resource.Status, null, hook: invocation);
    }

    /// <summary>Records a resource's new state without an event.</summary>
    public void SetSilently(StackResource resource)
    {
        Stopping.ThrowIfCancellationRequested();
        _resources[resource.LogicalId] = resource;
        Repository.PutResource(Stack, resource);
    }

    public void Forget(string logicalId)
    {
        Stopping.ThrowIfCancellationRequested();
        _resources.TryRemove(logicalId, out _);
        Repository.RemoveResource(Stack, logicalId);
    }

    /// <summary>An event on a physical resource that is no longer, or not yet, the stack's.</summary>
    public void AddEvent(
        string logicalId,
        string physicalId,
        string type,
        string status,
        string? reason,
        string? properties
    )
    {
        Stopping.ThrowIfCancellationRequested();
        _events.Add(logicalId, physicalId, type, status, reason, properties);
    }

    public ResourceRequest Request(
        string logicalId,
        System.Text.Json.Nodes.JsonObject properties,
        ResourceInstance? existing,
        IReadOnlyList<Tag> tags
    ) =>
        new()
        {
            Services = Environment.Services,
            Caller = Caller,
            Stack = Stack,
            LogicalId = logicalId,
            Properties = properties,
            Existing = existing,
            StackTags = tags,
        };
}
