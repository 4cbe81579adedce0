using System.Text;
using System.Text.Json;

namespace Deployment.Credentials;

/// <summary>Credentials as the <c>credential_process</c> of a profile prints them (AWS SDKs and Tools Reference Guide, process credential provider).</summary>
public static class CredentialProcess
{
    /// <summary>One line of JSON. It holds secrets: it goes to whoever asked and nowhere else.</summary>
    public static async Task<string> JsonAsync(Session session, CancellationToken cancellationToken)
    {
        var keys = await session.Credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("Version", 1);
            json.WriteString("AccessKeyId", keys.AccessKey);
            json.WriteString("SecretAccessKey", keys.SecretKey);
            if (keys.UseToken)
                json.WriteString("SessionToken", keys.Token);
            if (session.Expiry is { } expiry)
                json.WriteString("Expiration", expiry);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
