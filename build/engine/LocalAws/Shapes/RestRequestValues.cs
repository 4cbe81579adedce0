using System.Xml.Linq;
using LocalAws.Protocol;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Shapes;

/// <summary>Reads what a REST request gives in its query, its headers and an XML body.</summary>
static class RestRequestValues
{
    /// <summary>What is given outside the body; members of the path are always there.</summary>
    public static Given.Structure Read(QueryPairs query, IHeaderDictionary headers, Shape shape)
    {
        var found = new List<(ShapeMember, Given)>();
        foreach (var member in shape.Members)
        {
            switch (member.Location)
            {
                case "querystring" when query[member.WireName] is { } value:
                    found.Add((member, new Given.Text(value)));
                    break;
                case "header" when headers.TryGetValue(member.WireName, out var value) && value.ToString().Length > 0:
                    found.Add((member, new Given.Text(value.ToString())));
                    break;
                case "headers" when headers.Keys.Any(name => IsPrefixed(name, member)):
                    found.Add(
                        (
                            member,
                            new Given.Map([
                                .. headers
                                    .Where(header => IsPrefixed(header.Key, member))
                                    .Select(header =>
                                        KeyValuePair.Create(
                                            header.Key[member.WireName.Length..],
                                            (Given)new Given.Text(header.Value.ToString())
                                        )
                                    ),
                            ])
                        )
                    );
                    break;
                default:
                    break;
            }
        }
        return new(found);
    }

    /// <summary>What an XML body gives, as the member that the operation has for it.</summary>
    public static Given.Structure ReadBody(XElement body, Shape shape)
    {
        var payload = shape.Members.FirstOrDefault(member => member.Name == shape.Payload);
        return payload is null ? Structure(body, shape) : new([(payload, Structure(body, payload.Shape))]);
    }

    static Given.Structure Structure(XElement element, Shape shape)
    {
        var found = new List<(ShapeMember, Given)>();
        var unknown = new List<string>();
        foreach (var children in element.Elements().GroupBy(child => child.Name.LocalName))
        {
            var member = shape.Members.FirstOrDefault(member => member.WireName == children.Key);
            if (member is null)
                unknown.Add(children.Key);
            else
                found.Add((member, Value([.. children], member)));
        }
        foreach (var attribute in element.Attributes().Where(one => !one.IsNamespaceDeclaration))
        {
            // The one attribute of S3's bodies, xsi:type, is a member like others.
            if (shape.Members.FirstOrDefault(one => IsAttribute(one, attribute)) is { } member)
                found.Add((member, new Given.Text(attribute.Value)));
        }
        return new(found) { Unknown = unknown };
    }

    static Given Value(IReadOnlyList<XElement> elements, ShapeMember member)
    {
        var shape = member.Shape;
        return shape.Kind switch
        {
            ShapeKind.Structure => Structure(elements[0], shape),
            ShapeKind.List when member.IsFlattened || shape.IsFlattened => new Given.List([
                .. elements.Select(item => Value([item], shape.Item!)),
            ]),
            ShapeKind.List => new Given.List([.. elements[0].Elements().Select(item => Value([item], shape.Item!))]),
            _ => new Given.Text(elements[0].Value),
        };
    }

    static bool IsAttribute(ShapeMember member, XAttribute attribute) =>
        member.WireName.EndsWith(":" + attribute.Name.LocalName, StringComparison.Ordinal);

    static bool IsPrefixed(string header, ShapeMember member) =>
        header.StartsWith(member.WireName, StringComparison.OrdinalIgnoreCase);
}
