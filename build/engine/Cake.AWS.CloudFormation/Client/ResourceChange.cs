using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>What a change set does to one resource.</summary>
/// <param name="Action">Add, Modify, Remove, Import, Dynamic or SyncWithActual.</param>
/// <param name="Replacement">True, False or Conditional, of a modification.</param>
/// <param name="Scope">What of the resource changes: Properties, Metadata, Tags, CreationPolicy, UpdatePolicy, DeletionPolicy, UpdateReplacePolicy.</param>
/// <param name="ChangeSetId">The nested stack's own change set.</param>
public sealed record ResourceChange(
    string Action,
    string LogicalId,
    string? PhysicalId,
    string ResourceType,
    string? Replacement,
    IReadOnlyList<string> Scope,
    IReadOnlyList<ChangeDetail> Details,
    string? ChangeSetId = null,
    string? PolicyAction = null
)
{
    internal static ResourceChange Read(XElement change) =>
        new(
            change.Required("Action"),
            change.Required("LogicalResourceId"),
            change.Text("PhysicalResourceId"),
            change.Required("ResourceType"),
            change.Text("Replacement"),
            change.Texts("Scope"),
            change.List("Details", ChangeDetail.Read),
            change.Text("ChangeSetId"),
            change.Text("PolicyAction")
        );
}

/// <summary>One attribute or property that changes, and whether that replaces the resource.</summary>
/// <param name="RequiresRecreation">Never, Conditionally or Always.</param>
public sealed record ChangeDetail(
    string? Attribute,
    string? Name,
    string? RequiresRecreation,
    string? Evaluation,
    string? Source,
    string? CausingEntity
)
{
    /// <summary>The value of the property, where it was asked for; **** where it is not to be shown.</summary>
    public string? BeforeValue { get; init; }

    /// <inheritdoc cref="BeforeValue" />
    public string? AfterValue { get; init; }

    internal static ChangeDetail Read(XElement member) =>
        new(
            member.Child("Target")?.Text("Attribute"),
            member.Child("Target")?.Text("Name"),
            member.Child("Target")?.Text("RequiresRecreation"),
            member.Text("Evaluation"),
            member.Text("ChangeSource"),
            member.Text("CausingEntity")
        )
        {
            BeforeValue = member.Child("Target")?.Text("BeforeValue"),
            AfterValue = member.Child("Target")?.Text("AfterValue"),
        };
}
