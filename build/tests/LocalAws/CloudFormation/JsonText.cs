using System.Text.Encodings.Web;
using System.Text.Json;

namespace Build.Tests.LocalAws.CloudFormation;

static class JsonText
{
    public static JsonSerializerOptions Plain { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
