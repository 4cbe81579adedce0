using System.Text.Json.Nodes;
using AwsCatalog.Schemas;

namespace Deployment.Diffing;

/// <summary>What deploying one stack would change.</summary>
public sealed record StackDifference(StackReference Stack, bool IsNew)
{
    public IReadOnlyList<ResourceDifference> Resources { get; init; } = [];

    /// <summary>Outputs, parameter values, what conditions and mappings are undecided; stack tags, notification ARNs, termination protection and stack policy.</summary>
    public IReadOnlyList<ValueDifference> Others { get; init; } = [];

    /// <summary>Permissions that come and go.</summary>
    public IReadOnlyList<SecurityDifference> Iam { get; init; } = [];

    /// <summary>Security group rules that come and go.</summary>
    public IReadOnlyList<SecurityDifference> SecurityGroups { get; init; } = [];

    /// <summary>The template has no resources any more, and the stack is to be deleted.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>A change set was made, and it has something to execute; null where none was made.</summary>
    public bool? ChangeSetHasChanges { get; init; }

    /// <summary>Why more or less than this may change, a reason each; empty where this is certain.</summary>
    public IReadOnlyList<string> Unsure { get; init; } = [];

    /// <summary>What is worth knowing besides, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool HasChanges =>
        IsNew || IsRemoved || ChangeSetHasChanges == true || Resources.Count > 0 || Others.Count > 0;

    /// <summary>Data of a resource is lost, or may be.</summary>
    public bool LosesData => Resources.Any(resource => resource.Data is DataFate.Lost or DataFate.MayBeLost);

    /// <summary>Somebody or something may do more than before.</summary>
    public bool IsBroadening => Iam.Concat(SecurityGroups).Any(difference => difference.IsBroadening);
}

/// <param name="LogicalId">Behind those of the nested stacks that lead to it: Nested/Inner/Bucket.</param>
/// <param name="ConstructPath">Null where the template does not say.</param>
public sealed record ResourceDifference(
    string LogicalId,
    string? ConstructPath,
    string Type,
    ResourceChangeKind Kind,
    IReadOnlyList<ValueDifference> Properties
)
{
    /// <summary>What becomes of the data that it holds.</summary>
    public DataFate Data { get; init; }
}

public enum ResourceChangeKind
{
    Added,
    Changed,

    /// <summary>CloudFormation may replace it, depending on values that are known only then.</summary>
    MayBeReplaced,
    Replaced,
    Removed,
    Imported,
}

/// <summary>A value before and after; null where there is none.</summary>
public sealed record ValueDifference(string Path, JsonNode? Before, JsonNode? After)
{
    /// <summary>The parameter, resource or attribute that makes it another; null where the template itself does.</summary>
    public string? Cause { get; init; }

    /// <summary>What the difference does to the resource that the value is of.</summary>
    public ChangeEffect Effect { get; init; }

    /// <summary>It comes of something that neither template tells: a value that CloudFormation fetched, or one that is not shown.</summary>
    internal bool IsHidden { get; init; }
}

/// <summary>A permission, or a rule of a security group, that comes or goes.</summary>
/// <param name="Subject">The logical id of the resource that it is written on.</param>
/// <param name="Text">The statement or rule, in a line.</param>
/// <param name="IsBroadening">An allowance that comes, or a denial that goes.</param>
public sealed record SecurityDifference(string Subject, string Text, bool IsAdded, bool IsBroadening);

/// <summary>A stack that could not be compared.</summary>
/// <param name="Findings">Why.</param>
public sealed record UnreadStack(StackReference Stack, IReadOnlyList<Finding> Findings);

/// <summary>What deploying a plan would change.</summary>
public sealed record PlanDifference(IReadOnlyList<StackDifference> Stacks)
{
    /// <summary>Why stacks could not be compared.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The stacks that could not be compared, each with its findings.</summary>
    public IReadOnlyList<UnreadStack> Unread { get; init; } = [];

    public bool HasChanges => Stacks.Any(stack => stack.HasChanges);

    /// <summary>More or less than this may change.</summary>
    public bool IsUnsure => Stacks.Any(stack => stack.Unsure.Count > 0);

    public bool LosesData => Stacks.Any(stack => stack.LosesData);

    public bool IsBroadening => Stacks.Any(stack => stack.IsBroadening);
}
