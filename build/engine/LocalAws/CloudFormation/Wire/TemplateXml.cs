using System.Xml.Linq;
using AwsCatalog.Schemas;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Wire;

/// <summary>What a template asks for, as the API writes it.</summary>
static class TemplateXml
{
    public static XElement Summary(Template template) =>
        new(
            "Result",
            Xml.List(
                "Parameters",
                template.Parameters.Values,
                parameter =>
                    new object?[]
                    {
                        new XElement("ParameterKey", parameter.Name),
                        Xml.Text("DefaultValue", parameter.Default),
                        new XElement("ParameterType", parameter.Type),
                        Xml.Flag("NoEcho", parameter.NoEcho),
                        Xml.Text("Description", parameter.Description),
                        new XElement(
                            "ParameterConstraints",
                            parameter.AllowedValues is { } allowed ? Xml.Texts("AllowedValues", allowed) : null
                        ),
                    }
            ),
            Xml.Text("Description", template.Description),
            CapabilityElements(template),
            Xml.Texts("ResourceTypes", template.DeclaredTypes),
            new XElement("Version", "2010-09-09"),
            Xml.Text("Metadata", template.Metadata?.ToJsonString()),
            template.Transforms.Count == 0 ? null : Xml.Texts("DeclaredTransforms", template.Transforms),
            Xml.List("ResourceIdentifierSummaries", template.Resources.Values.GroupBy(one => one.Type), Identifiers)
        );

    /// <summary>
    /// By which properties resources of a type are told when they are imported: several that belong together are joined by commas,
    /// as clients take them apart (cdk import).
    /// </summary>
    static object?[] Identifiers(IGrouping<string, ResourceDeclaration> ofType) =>
        [
            new XElement("ResourceType", ofType.Key),
            Xml.Texts("LogicalResourceIds", ofType.Select(one => one.LogicalId)),
            SchemaCatalog.Find(ofType.Key) is { } schema
                ? Xml.Texts("ResourceIdentifiers", [string.Join(',', schema.PrimaryIdentifier)])
                : null,
        ];

    public static XElement Validation(Template template) =>
        new(
            "Result",
            Xml.List(
                "Parameters",
                template.Parameters.Values,
                parameter =>
                    new object?[]
                    {
                        new XElement("ParameterKey", parameter.Name),
                        Xml.Text("DefaultValue", parameter.Default),
                        Xml.Flag("NoEcho", parameter.NoEcho),
                        Xml.Text("Description", parameter.Description),
                    }
            ),
            Xml.Text("Description", template.Description),
            CapabilityElements(template),
            Xml.Texts("DeclaredTransforms", template.Transforms)
        );

    static XElement[] CapabilityElements(Template template) =>
        template.IsUnprocessed
            ?
            [
                Xml.Texts("Capabilities", ["CAPABILITY_AUTO_EXPAND"]),
                new XElement(
                    "CapabilitiesReason",
                    $"The following transform(s) require capabilities: [{string.Join(", ", template.Transforms)}]"
                ),
            ]
        : Capabilities.Needed(template) is { } needed
            ? [Xml.Texts("Capabilities", [needed.Capability]), new XElement("CapabilitiesReason", needed.Reason)]
        : [];
}
