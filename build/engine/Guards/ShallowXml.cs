using System.Xml;
using System.Xml.Linq;

namespace Guards;

/// <summary>Reads XML that nests no deeper than <see cref="Nesting.Deepest"/>, and without a document type definition.</summary>
static class ShallowXml
{
    /// <exception cref="XmlException">It is not XML, or nests deeper.</exception>
    public static XElement Parse(string text, DtdProcessing definitions = DtdProcessing.Prohibit) =>
        Load(() => new StringReader(text), definitions);

    /// <exception cref="XmlException">It is not XML, or nests deeper.</exception>
    public static XElement Load(Stream stream)
    {
        using var text = new StreamReader(stream);
        return Parse(text.ReadToEnd());
    }

    static XElement Load(Func<TextReader> open, DtdProcessing definitions)
    {
        var settings = new XmlReaderSettings { DtdProcessing = definitions, XmlResolver = null };
        using (var first = XmlReader.Create(open(), settings))
        {
            while (first.Read())
            {
                if (first.Depth >= Nesting.Deepest && first.NodeType == XmlNodeType.Element)
                    throw new XmlException(Nesting.TooDeep);
            }
        }
        using var reader = XmlReader.Create(open(), settings);
        return XElement.Load(reader);
    }
}
