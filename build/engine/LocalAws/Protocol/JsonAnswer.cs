using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>Writes JSON answers.</summary>
static class JsonAnswer
{
    public static async Task WriteAsync(HttpContext http, int status, string contentType, JsonNode? body)
    {
        using var buffer = new MemoryStream();
        if (body is not null)
        {
            using var writer = new Utf8JsonWriter(buffer);
            body.WriteTo(writer);
        }
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = buffer.Length;
        await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted);
    }
}
