using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>Writes XML answers.</summary>
public static class XmlAnswer
{
    /// <summary>Writes the element as the whole answer.</summary>
    public static async Task WriteAsync(HttpContext http, int status, XElement body, string contentType = "text/xml")
    {
        foreach (var text in body.DescendantNodes().OfType<XText>())
        {
            if (!IsWritable(text.Value))
                text.Value = Writable(text.Value);
        }
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, _settings))
            body.WriteTo(writer);
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = buffer.Length;
        await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted);
    }

    static bool IsWritable(string text)
    {
        foreach (var letter in text)
        {
            if (!XmlConvert.IsXmlChar(letter))
                return false;
        }
        return true;
    }

    /// <summary>What a client sent may hold characters that no XML can; each is replaced.</summary>
    static string Writable(string text)
    {
        var letters = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (XmlConvert.IsXmlChar(text[index]))
                letters.Append(text[index]);
            else if (index + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index]))
                letters.Append(text[index]).Append(text[++index]);
            else
                letters.Append('\uFFFD');
        }
        return letters.ToString();
    }

    static readonly XmlWriterSettings _settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CheckCharacters = false,
        NewLineHandling = NewLineHandling.Entitize,
    };
}
