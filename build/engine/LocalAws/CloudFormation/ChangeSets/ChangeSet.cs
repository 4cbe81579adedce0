using LocalAws.CloudFormation.Stacks;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>What would happen to a stack, until it is executed, deleted or outdated.</summary>
public sealed record ChangeSet
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string StackId { get; init; }
    public required string StackName { get; init; }

    /// <summary>CREATE, UPDATE or IMPORT.</summary>
    public required string Type { get; init; }
    public required string Status { get; init; }
    public string? StatusReason { get; init; }
    public required string ExecutionStatus { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required StackDefinition Definition { get; init; }
    public string? Description { get; init; }
    public string? OnStackFailure { get; init; }
    public bool IncludeNestedStacks { get; init; }
    public bool ImportExistingResources { get; init; }
    public IReadOnlyList<ResourceToImport> ResourcesToImport { get; init; } = [];
    public IReadOnlyList<ResourceChange> Changes { get; init; } = [];
    public string? ClientToken { get; init; }

    /// <summary>The checks that it failed, warnings too.</summary>
    public IReadOnlyList<Validations.ValidationFailure> Validations { get; init; } = [];

    /// <summary>What hooks made of it.</summary>
    public IReadOnlyList<Hooks.HookInvocation> Hooks { get; init; } = [];
    public string? ParentId { get; init; }
    public string? RootId { get; init; }
    public string Uuid => Id[(Id.LastIndexOf('/') + 1)..];

    /// <summary>The physical ids of what it imports, by logical id.</summary>
    public IReadOnlyDictionary<string, string> Imports() =>
        Changes
            .Where(change => change is { Action: "Import", PhysicalId: not null })
            .ToDictionary(change => change.LogicalId, change => change.PhysicalId!, StringComparer.Ordinal);
}

/// <summary>A resource that exists outside of the stack, with what identifies it.</summary>
public sealed record ResourceToImport(string LogicalId, string Type, IReadOnlyDictionary<string, string> Identifier)
{
    /// <summary>The physical id: the values of the identifier in their order.</summary>
    public string PhysicalId => string.Join('|', Identifier.Values);
}

/// <summary>What would happen to one resource.</summary>
public sealed record ResourceChange
{
    /// <summary>Add, Modify, Remove or Import.</summary>
    public required string Action { get; init; }
    public required string LogicalId { get; init; }
    public required string Type { get; init; }
    public string? PhysicalId { get; init; }

    /// <summary>True, False or Conditional; for Modify.</summary>
    public string? Replacement { get; init; }

    /// <summary>Delete, Retain, Snapshot...: what becomes of what is removed or replaced.</summary>
    public string? PolicyAction { get; init; }
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>A nested stack's own change set.</summary>
    public string? ChangeSetId { get; init; }
    public IReadOnlyList<ChangeDetail> Details { get; init; } = [];

    /// <summary>The resource as it is, in JSON: its properties, metadata and policies; null where there is none.</summary>
    public string? BeforeContext { get; init; }

    /// <summary>The resource as it will be, likewise.</summary>
    public string? AfterContext { get; init; }

    /// <summary>Whether nothing of it changes but, perhaps, the value of an attribute that it refers to.</summary>
    public bool IsPossible => Details.Count > 0 && Details.All(detail => detail.View == DetailView.WithoutValues);
}

/// <summary>Why a resource would change.</summary>
public sealed record ChangeDetail
{
    /// <summary>Properties, Metadata, Tags, DeletionPolicy, UpdateReplacePolicy, CreationPolicy or UpdatePolicy.</summary>
    public required string Attribute { get; init; }
    public string? Name { get; init; }

    /// <summary>Never, Conditionally or Always.</summary>
    public required string RequiresRecreation { get; init; }

    /// <summary>Static, or Dynamic when the value is known only when the change set is executed.</summary>
    public required string Evaluation { get; init; }

    /// <summary>DirectModification, ParameterReference, ResourceReference, ResourceAttribute or Automatic.</summary>
    public required string Source { get; init; }
    public string? CausingEntity { get; init; }
    public string? BeforeValue { get; init; }
    public string? AfterValue { get; init; }

    /// <summary>Which answers have it.</summary>
    public DetailView View { get; init; }
}

/// <summary>Which of DescribeChangeSet's two answers have a detail, as both were recorded on AWS for the same change sets.</summary>
public enum DetailView
{
    Always,

    /// <summary>With IncludePropertyValues only: that a value comes from something else that changes, besides what it is.</summary>
    WithValues,

    /// <summary>
    /// Without IncludePropertyValues only: an attribute of a resource that is changed in place, whose value may be another then.
    /// </summary>
    WithoutValues,
}
