using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Secrets;

namespace LocalAws.CloudFormation.ResourceTypes.Secrets;

/// <summary>AWS::SecretsManager::Secret by the operations of Secrets Manager.</summary>
public sealed class SecretType()
    : ResourceType("AWS::SecretsManager::Secret", PropertySchema.Of("AWS::SecretsManager::Secret"))
{
    public override string? NameProperty => "Name";

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var secret = request.Services.Secrets.Create(
            request.Caller,
            request.Region,
            new(request.NameFrom("Name", 256))
            {
                Description = request.Text("Description"),
                KeyId = request.Text("KmsKeyId"),
                Text = request.Text("SecretString") ?? Generate(request),
                Tags = request.UserTags(),
                Replicas = ReplicaRegions.Of(request.Properties),
            }
        );
        request.Services.Secrets.Mark(secret, request.Tags());
        return Task.FromResult(new ResourceOutcome(secret.Arn, new JsonObject { ["Id"] = secret.Arn }));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var regenerated = !JsonNode.DeepEquals(
            request.Map("GenerateSecretString"),
            request.Existing!.Properties["GenerateSecretString"]
        );
        var updated = request.Services.Secrets.Update(
            request.Caller,
            request.Region,
            request.PhysicalId,
            new(request.PhysicalId)
            {
                Description = request.Text("Description"),
                KeyId = request.Text("KmsKeyId"),
                Text = request.Text("SecretString") ?? (regenerated ? Generate(request) : null),
            }
        );
        foreach (var change in TagChange.Between(updated.Tags, request.Tags()))
            request.Services.Secrets.Tag(request.Caller, request.Region, request.PhysicalId, change);
        ReplicaRegions.Update(request);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () =>
            {
                ReplicaRegions.Remove(request);
                request.Services.Secrets.Delete(
                    request.Caller,
                    request.Region,
                    request.PhysicalId,
                    days: null,
                    force: true
                );
            },
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    /// <summary>A random password, alone or as a member of the template's JSON.</summary>
    static string? Generate(ResourceRequest request)
    {
        if (request.Map("GenerateSecretString") is not { } wanted)
            return null;
        var length = int.TryParse(
            wanted["PasswordLength"]?.ToString(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var given
        )
            ? given
            : RandomPassword.UsualLength;
        var password = request.Services.Secrets.RandomPassword(
            request.Caller,
            request.Region,
            new()
            {
                Length = length,
                ExcludedCharacters = wanted["ExcludeCharacters"]?.ToString() ?? "",
                ExcludesPunctuation = IsSet("ExcludePunctuation"),
                ExcludesNumbers = IsSet("ExcludeNumbers"),
                ExcludesUppercase = IsSet("ExcludeUppercase"),
                ExcludesLowercase = IsSet("ExcludeLowercase"),
                IncludesSpace = IsSet("IncludeSpace"),
                RequiresEachKind = wanted["RequireEachIncludedType"] is null || IsSet("RequireEachIncludedType"),
            }
        );
        if (wanted["GenerateStringKey"]?.ToString() is not { } key)
            return password;
        try
        {
            var template = (JsonObject)JsonNode.Parse(wanted["SecretStringTemplate"]?.ToString() ?? "{}")!;
            template[key] = password;
            return template.ToJsonString();
        }
        catch (Exception error) when (error is JsonException or InvalidCastException)
        {
            throw new ResourceException("The SecretStringTemplate is not a JSON object.", "InvalidRequest");
        }

        bool IsSet(string name) => wanted[name]?.ToString() is "true" or "True";
    }
}
