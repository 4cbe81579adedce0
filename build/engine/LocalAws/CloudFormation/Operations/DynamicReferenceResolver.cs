using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Looks up what dynamic references stand for, with the permissions of who makes the resource.</summary>
sealed class DynamicReferenceResolver(AwsServices services, Caller caller, string region)
{
    /// <summary>A simulated resource is told no secrets: it does nothing with them.</summary>
    public JsonObject Resolve(ResourceType type, JsonObject properties) =>
        !type.IsSimulated && DynamicReferences.In(properties).Any()
            ? (JsonObject)DynamicReferences.Replace(properties, Lookup)!
            : properties;

    string Lookup(DynamicReference reference) =>
        reference.Service switch
        {
            "ssm" => Parameter(reference, isSecure: false),
            "ssm-secure" => Parameter(reference, isSecure: true),
            "secretsmanager" => Secret(reference),
            _ => throw new TemplateException(
                $"Dynamic references of service {reference.Service} are not supported: {{{{resolve:{reference.Service}:{reference.Key}}}}}"
            ),
        };

    /// <summary>The key is secret-id:SecretString:json-key:version-stage:version-id; an ARN as the id has colons of its own.</summary>
    string Secret(DynamicReference reference)
    {
        var parts = reference.Key.Split(':');
        var idParts = parts[0] == "arn" ? 7 : 1;
        var id = string.Join(':', parts.Take(idParts));
        var rest = parts.Skip(idParts).ToArray();
        string? Part(int index) => rest.ElementAtOrDefault(index) is { Length: > 0 } part ? part : null;
        if (Part(0) is not (null or "SecretString"))
            throw new TemplateException($"Secrets are referred to by SecretString, not {Part(0)}: {reference.Key}");
        var value = services.Secrets.GetValue(caller, region, id, Part(3), Part(2)).Version.Text ?? "";
        return Part(1) is { } member ? MemberOf(value, member, reference) : value;
    }

    static string MemberOf(string value, string member, DynamicReference reference)
    {
        try
        {
            if (JsonNode.Parse(value) is JsonObject json && json[member] is { } found)
                return found is JsonValue text && text.TryGetValue<string>(out var plain)
                    ? plain
                    : found.ToJsonString();
        }
        catch (System.Text.Json.JsonException)
        {
            throw new TemplateException($"Could not parse SecretString JSON of {reference.Key}");
        }
        throw new TemplateException($"Could not find a value associated with JSONKey {member} in SecretString");
    }

    string Parameter(DynamicReference reference, bool isSecure)
    {
        try
        {
            var (_, version) = services.Parameters.Get(caller, region, reference.Key);
            if (version.EncryptionKey is not null == isSecure)
                return services.Parameters.Decrypt(caller, region, version);
            throw new TemplateException(
                isSecure
                    ? $"SSM parameter {reference.Key} is not a SecureString, which ssm-secure is for."
                    : $"SSM Secure reference is not supported in: {reference.Key}. Use ssm-secure for a SecureString."
            );
        }
        catch (AwsException error) when (error.Code is "ParameterNotFound" or "ParameterVersionNotFound")
        {
            throw new TemplateException(
                $"Parameters: [{reference.Key}] could not be found by dynamic reference {{{{resolve:{reference.Service}:{reference.Key}}}}}"
            );
        }
    }
}
