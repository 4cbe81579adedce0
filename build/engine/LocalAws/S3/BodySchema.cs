using System.Globalization;
using LocalAws.Shapes;

namespace LocalAws.S3;

/// <summary>
/// Holds an XML body to the model of its operation, as S3 does: no elements but those that there are, all that have to be there,
/// and texts that are of their element's type. What does not fit is MalformedXML.
/// </summary>
static class BodySchema
{
    /// <summary>Of regions S3 says in other words that there is none of that name.</summary>
    const string Location = "BucketLocationConstraint";

    /// <summary>Of these S3 ignores the case.</summary>
    const string FilterRule = "FilterRuleName";

    /// <summary>Whether the body is one that the operation takes.</summary>
    public static bool Accepts(Given.Structure given, Shape input) =>
        input.Members.FirstOrDefault(member => member.Name == input.Payload) is not { } payload
        || given.Members.All(member => Fits(member.Value, payload.Shape));

    static bool Fits(Given given, Shape shape) =>
        given switch
        {
            Given.Structure structure => structure.Unknown.Count == 0
                && HasAll(structure, shape)
                && structure.Members.All(member => Fits(member.Value, member.Member.Shape)),
            Given.List list => list.Items.All(item => Fits(item, shape.Item!.Shape)),
            Given.Text text => Fits(text.Value, shape),
            _ => true,
        };

    /// <summary>A Tagging without its TagSet is one without tags.</summary>
    static bool HasAll(Given.Structure structure, Shape shape) =>
        shape.Name == "Tagging"
        || shape.Required.All(name => structure.Members.Any(member => member.Member.Name == name));

    static bool Fits(string text, Shape shape) =>
        shape.Kind switch
        {
            ShapeKind.Number => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            ShapeKind.Boolean => text is "true" or "false" or "TRUE" or "FALSE" or "True" or "False",
            ShapeKind.Time => DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out _
            ),
            _ => shape.Choices.Count == 0 || shape.Choices.Contains(text) || shape.Name is Location or FilterRule,
        };
}
