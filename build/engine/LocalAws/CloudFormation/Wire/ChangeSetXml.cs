using System.Xml.Linq;
using LocalAws.CloudFormation.ChangeSets;

namespace LocalAws.CloudFormation.Wire;

/// <summary>Change sets as the API writes them.</summary>
static class ChangeSetXml
{
    public static XElement Describe(ChangeSet set, bool withValues) =>
        new(
            "Result",
            new XElement("ChangeSetName", set.Name),
            new XElement("ChangeSetId", set.Id),
            new XElement("StackId", set.StackId),
            new XElement("StackName", set.StackName),
            Xml.Text("Description", set.Description),
            set.Definition.Parameters.Count > 0 ? StackXml.Parameters(set.Definition.Parameters) : null,
            Xml.Time("CreationTime", set.Created),
            new XElement("ExecutionStatus", set.ExecutionStatus),
            new XElement("Status", set.Status),
            Xml.Text("StatusReason", set.StatusReason),
            Xml.Texts("NotificationARNs", set.Definition.NotificationArns),
            new XElement("RollbackConfiguration"),
            Xml.Texts("Capabilities", set.Definition.Capabilities),
            set.Definition.Tags.Count > 0 ? StackXml.Tags(set.Definition.Tags) : null,
            Xml.List("Changes", Told(set, withValues), change => Change(change, withValues)),
            Xml.Flag("IncludeNestedStacks", set.IncludeNestedStacks),
            Xml.Text("ParentChangeSetId", set.ParentId),
            Xml.Text("RootChangeSetId", set.RootId),
            Xml.Text("OnStackFailure", set.OnStackFailure),
            set.ImportExistingResources ? Xml.Flag("ImportExistingResources", set.ImportExistingResources) : null
        );

    static IEnumerable<ResourceChange> Told(ChangeSet set, bool withValues)
    {
        var left = withValues ? DetailView.WithoutValues : DetailView.WithValues;
        return set
            .Changes.Where(change => !withValues || !change.IsPossible)
            .Select(change => change with { Details = [.. change.Details.Where(detail => detail.View != left)] });
    }

    public static object?[] Summary(ChangeSet set) =>
        [
            new XElement("StackId", set.StackId),
            new XElement("StackName", set.StackName),
            new XElement("ChangeSetId", set.Id),
            new XElement("ChangeSetName", set.Name),
            new XElement("ExecutionStatus", set.ExecutionStatus),
            new XElement("Status", set.Status),
            Xml.Text("StatusReason", set.StatusReason),
            Xml.Time("CreationTime", set.Created),
            Xml.Text("Description", set.Description),
            Xml.Flag("IncludeNestedStacks", set.IncludeNestedStacks),
            Xml.Text("ParentChangeSetId", set.ParentId),
            Xml.Text("RootChangeSetId", set.RootId),
            Xml.Flag("ImportExistingResources", set.ImportExistingResources),
        ];

    static XElement[] Change(ResourceChange change, bool withValues) =>
        [
            new XElement("Type", "Resource"),
            new XElement(
                "ResourceChange",
                Xml.Text("PolicyAction", change.PolicyAction),
                new XElement("Action", change.Action),
                new XElement("LogicalResourceId", change.LogicalId),
                Xml.Text("PhysicalResourceId", change.PhysicalId),
                new XElement("ResourceType", change.Type),
                Xml.Text("Replacement", change.Replacement),
                Xml.Texts("Scope", change.Scope),
                Xml.Text("ChangeSetId", change.ChangeSetId),
                Xml.List("Details", change.Details, detail => Detail(detail, withValues)),
                withValues ? Xml.Text("BeforeContext", AsciiText.Of(change.BeforeContext)) : null,
                withValues ? Xml.Text("AfterContext", AsciiText.Of(change.AfterContext)) : null
            ),
        ];

    static object?[] Detail(ChangeDetail detail, bool withValues) =>
        [
            new XElement(
                "Target",
                new XElement("Attribute", detail.Attribute),
                Xml.Text("Name", detail.Name),
                new XElement("RequiresRecreation", detail.RequiresRecreation),
                withValues && detail.Name is { } name ? new XElement("Path", $"/Properties/{name}") : null,
                withValues ? Xml.Text("BeforeValue", AsciiText.Of(detail.BeforeValue)) : null,
                withValues ? Xml.Text("AfterValue", AsciiText.Of(detail.AfterValue)) : null,
                withValues && detail.Name is not null
                    ? new XElement(
                        "AttributeChangeType",
                        detail.BeforeValue is null ? "Add"
                            : detail.AfterValue is null ? "Remove"
                            : "Modify"
                    )
                    : null
            ),
            new XElement("Evaluation", detail.Evaluation),
            new XElement("ChangeSource", detail.Source),
            Xml.Text("CausingEntity", detail.CausingEntity),
        ];
}
