using System.Globalization;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Secrets;

namespace LocalAws.Ssm;

/// <summary>Secrets of Secrets Manager that are read as parameters, /aws/reference/secretsmanager/NAME.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html: by GetParameter and GetParameters,
/// with decryption only. Who reads needs both services' permissions.
/// </remarks>
sealed class SecretReferences(Func<SecretOperations> secrets, Authorizer authorizer)
{
    const string Prefix = "/aws/reference/secretsmanager/";

    public static bool IsOne(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The secret as a parameter, null where there is none of the name.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="region">Where.</param>
    /// <param name="selector">The name of the reference, with a staging label or version id after a colon where one is asked for.</param>
    /// <param name="decrypts">Whether decryption was asked for.</param>
    /// <param name="action">The action of Systems Manager.</param>
    /// <exception cref="AwsException">ValidationException where decryption was not asked for; what Secrets Manager refuses.</exception>
    public JsonObject? Find(Caller caller, string region, string selector, bool decrypts, string action)
    {
        var colon = selector.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? selector : selector[..colon];
        var version = colon < 0 ? null : selector[(colon + 1)..];
        var arn = ParameterOperations.Arn(caller.Account, region, name);
        authorizer.Demand(caller, new(action, arn, region) { ResourceAccount = caller.Account });
        if (!decrypts)
            throw new AwsException(
                "ValidationException",
                "WithDecryption flag must be True for retrieving a Secret Manager secret."
            );
        var isId = Guid.TryParse(version, out _);
        try
        {
            var (secret, found) = secrets()
                .GetValue(
                    caller.Through("ssm.amazonaws.com"),
                    region,
                    name[Prefix.Length..],
                    isId ? version : null,
                    isId ? null : version
                );
            return Parameter(name, arn, colon < 0 ? null : selector[colon..], secret, found);
        }
        catch (AwsException error) when (error.Code == "ResourceNotFoundException")
        {
            return null;
        }
    }

    public static AwsException NotFound(string name) =>
        new(
            "ParameterNotFound",
            $"An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret {name} not found."
        );

    static JsonObject Parameter(string name, string arn, string? selector, Secret secret, SecretVersion version)
    {
        var created = Math.Round(version.Created.ToUnixTimeMilliseconds() / 1000.0, 3);
        var source = new JsonObject
        {
            ["ARN"] = secret.Arn,
            ["name"] = secret.Name,
            ["versionId"] = version.Id,
            ["versionStages"] = new JsonArray([.. version.Stages.Select(stage => JsonValue.Create(stage))]),
            ["createdDate"] = version.Created.UtcDateTime.ToString("o", CultureInfo.InvariantCulture),
        };
        if (version.Text is { } text)
            source["secretString"] = text;
        var parameter = new JsonObject
        {
            ["ARN"] = arn,
            ["DataType"] = "text",
            ["LastModifiedDate"] = created,
            ["Name"] = name,
            ["SourceResult"] = source.ToJsonString(),
            ["Type"] = ParameterVersion.SecureString,
            ["Value"] = version.Text ?? Convert.ToBase64String(version.Binary ?? []),
            ["Version"] = 0,
        };
        if (selector is not null)
            parameter["Selector"] = selector;
        return parameter;
    }
}
