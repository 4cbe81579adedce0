using System.Xml.Linq;

namespace Deployment.Texts;

/// <summary>Writes a tree as XML whatever its texts hold: XML 1.0 has no control characters, and its writer throws at them.</summary>
public static class CleanXml
{
    public static string Write(XElement root)
    {
        var clean = new XElement(root);
        foreach (var attribute in clean.DescendantsAndSelf().Attributes().Where(a => !a.IsNamespaceDeclaration))
            attribute.Value = ForeignText.ToXml(attribute.Value);
        foreach (var text in clean.DescendantNodes().OfType<XText>())
            text.Value = ForeignText.ToXml(text.Value);
        return clean.ToString();
    }
}
