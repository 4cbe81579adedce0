using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>Writes XML answers.</summary>
public static class XmlAnswer
{
    /// <summary>Writes the element as the whole answer.</summary>
    public static async Task WriteAsync(HttpContext http, int status, XElement body, string contentType = "text/xml")
    {
        using var buffer = new MemoryStream();
        using (var writer = System.Xml.XmlWriter.Create(buffer, _settings))
            body.WriteTo(writer);
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = buffer.Length;
        await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted);
    }

    static readonly System.Xml.XmlWriterSettings _settings = new()
    {
        Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CheckCharacters = false,
    };
}
