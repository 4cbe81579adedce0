using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Secrets;

/// <summary>Secrets Manager over JSON 1.1.</summary>
sealed class SecretsService(SecretOperations secrets)
{
    public static IAwsService Create(SecretOperations secrets)
    {
        var service = new SecretsService(secrets);
        return new JsonService(
            "secretsmanager",
            "1.1",
            new Dictionary<string, JsonOperation>
            {
                ["CreateSecret"] = JsonService.Do(service.CreateSecret),
                ["GetSecretValue"] = JsonService.Do(service.GetSecretValue),
                ["PutSecretValue"] = JsonService.Do(service.PutSecretValue),
                ["UpdateSecret"] = JsonService.Do(service.UpdateSecret),
                ["DescribeSecret"] = JsonService.Do((r, b) => Describe(secrets.Describe(r.Caller, r.Region, Id(b)))),
                ["ListSecrets"] = JsonService.Do(service.ListSecrets),
                ["UpdateSecretVersionStage"] = JsonService.Do(service.MoveStage),
                ["ListSecretVersionIds"] = JsonService.Do(service.ListVersions),
                ["DeleteSecret"] = JsonService.Do(service.DeleteSecret),
                ["RestoreSecret"] = JsonService.Do((r, b) => Name(secrets.Restore(r.Caller, r.Region, Id(b)))),
                ["PutResourcePolicy"] = JsonService.Do(
                    (r, b) =>
                        Name(
                            secrets.PutPolicy(
                                r.Caller,
                                r.Region,
                                Id(b),
                                b.RequiredText("ResourcePolicy"),
                                b.Boolean("BlockPublicPolicy") ?? false
                            )
                        )
                ),
                ["DeleteResourcePolicy"] = JsonService.Do(
                    (r, b) => Name(secrets.PutPolicy(r.Caller, r.Region, Id(b), policy: null))
                ),
                ["GetResourcePolicy"] = JsonService.Do(service.GetPolicy),
                ["TagResource"] = JsonService.Do(service.Tag),
                ["UntagResource"] = JsonService.Do(service.Untag),
                ["ReplicateSecretToRegions"] = JsonService.Do(service.Replicate),
                ["RemoveRegionsFromReplication"] = JsonService.Do(service.RemoveRegions),
                ["StopReplicationToReplica"] = JsonService.Do(
                    (r, b) => new() { ["ARN"] = secrets.Replication.Promote(r.Caller, r.Region, Id(b)).Arn }
                ),
                ["GetRandomPassword"] = JsonService.Do(service.RandomPassword),
            },
            _errors
        );
    }

    static string Id(JsonElement body) => body.RequiredText("SecretId");

    JsonObject CreateSecret(AwsRequest request, JsonElement body)
    {
        var secret = secrets.Create(
            request.Caller,
            request.Region,
            Values(body, body.RequiredText("Name")) with
            {
                Tags = SecretAccess.Tags.Check(body.Tags("Tags")),
                Replicas = SecretReplicaJson.Read(body),
            }
        );
        var answer = Name(secret);
        if (secret.Versions is [var version])
            answer["VersionId"] = version.Id;
        SecretReplicaJson.Write(answer, secret);
        return answer;
    }

    JsonObject Replicate(AwsRequest request, JsonElement body) =>
        SecretReplicaJson.Answer(
            secrets.Replication.Replicate(request.Caller, request.Region, Id(body), SecretReplicaJson.Read(body))
        );

    JsonObject RemoveRegions(AwsRequest request, JsonElement body) =>
        SecretReplicaJson.Answer(
            secrets.Replication.Remove(request.Caller, request.Region, Id(body), body.Texts("RemoveReplicaRegions"))
        );

    JsonObject GetSecretValue(AwsRequest request, JsonElement body)
    {
        var (secret, version) = secrets.GetValue(
            request.Caller,
            request.Region,
            Id(body),
            body.Text("VersionId"),
            body.Text("VersionStage")
        );
        var answer = Name(secret);
        answer["VersionId"] = version.Id;
        answer["VersionStages"] = JsonService.Array(version.Stages);
        answer["CreatedDate"] = JsonService.Seconds(version.Created);
        if (version.Text is { } text)
            answer["SecretString"] = text;
        if (version.Binary is { } binary)
            answer["SecretBinary"] = Convert.ToBase64String(binary);
        return answer;
    }

    JsonObject PutSecretValue(AwsRequest request, JsonElement body)
    {
        var (secret, version) = secrets.PutValue(
            request.Caller,
            request.Region,
            Id(body),
            body.Text("ClientRequestToken"),
            body.Text("SecretString"),
            body.Bytes("SecretBinary"),
            body.Texts("VersionStages")
        );
        var answer = Name(secret);
        answer["VersionId"] = version.Id;
        answer["VersionStages"] = JsonService.Array(version.Stages);
        return answer;
    }

    JsonObject UpdateSecret(AwsRequest request, JsonElement body)
    {
        var values = Values(body, Id(body));
        var secret = secrets.Update(request.Caller, request.Region, Id(body), values);
        var answer = Name(secret);
        if (values.Text is not null || values.Binary is not null)
            answer["VersionId"] = secret.Versions[^1].Id;
        return answer;
    }

    JsonObject ListSecrets(AwsRequest request, JsonElement body)
    {
        var filters = body.Objects("Filters")
            .Select(filter => new SecretFilter(filter.RequiredText("Key"), filter.Texts("Values")))
            .ToList();
        for (var index = 0; index < filters.Count; index++)
        {
            if (!SecretFilter.Keys.Split(", ").Contains(filters[index].Key))
                throw new AwsException(
                    "ValidationException",
                    $"1 validation error detected: Value '{filters[index].Key}' at 'filters.{index + 1}.member.key' failed to satisfy constraint: Member must satisfy enum value set: [{SecretFilter.Keys}]"
                );
        }
        var withDeleted = body.Boolean("IncludePlannedDeletion") ?? false;
        var byName = body.Text("SortBy") == "name";
        var found = secrets
            .List(request.Caller, request.Region, withDeleted)
            .Where(secret => filters.All(filter => filter.Takes(secret)));
        return JsonPaging.Page(
            body,
            "SecretList",
            [
                .. body.Text("SortOrder") == "desc"
                    ? found.OrderByDescending(secret => byName ? secret.Name : Order(secret), StringComparer.Ordinal)
                    : found.OrderBy(secret => byName ? secret.Name : Order(secret), StringComparer.Ordinal),
            ],
            secret => Describe(secret, "SecretVersionsToStages")
        );
    }

    static string Order(Secret secret) => secret.Created.UtcTicks.ToString("D20", CultureInfo.InvariantCulture);

    JsonObject MoveStage(AwsRequest request, JsonElement body) =>
        Name(
            secrets.MoveStage(
                request.Caller,
                request.Region,
                Id(body),
                body.RequiredText("VersionStage"),
                body.Text("RemoveFromVersionId"),
                body.Text("MoveToVersionId")
            )
        );

    JsonObject ListVersions(AwsRequest request, JsonElement body)
    {
        var secret = secrets.ListVersions(request.Caller, request.Region, Id(body));
        var withDeprecated = body.Boolean("IncludeDeprecated") ?? false;
        var answer = JsonPaging.Page(
            body,
            "Versions",
            [.. secret.Versions.Where(version => withDeprecated || version.Stages.Count > 0)],
            version => Listed(secret, version)
        );
        foreach (var (name, value) in Name(secret))
            answer[name] = value?.DeepClone();
        return answer;
    }

    static JsonObject Listed(Secret secret, SecretVersion version)
    {
        var key = secret.KeyOf(version);
        var answer = new JsonObject { ["VersionId"] = version.Id };
        if (version.Stages.Count > 0)
            answer["VersionStages"] = JsonService.Array(version.Stages);
        if (version.LastAccessed is { } day)
            answer["LastAccessedDate"] = JsonService.Seconds(day);
        answer["CreatedDate"] = JsonService.Seconds(version.Created);
        answer["KmsKeyIds"] = JsonService.Array([key == Secret.ServiceKey ? "DefaultEncryptionKey" : key]);
        return answer;
    }

    JsonObject DeleteSecret(AwsRequest request, JsonElement body)
    {
        var secret = secrets.Delete(
            request.Caller,
            request.Region,
            Id(body),
            body.Integer("RecoveryWindowInDays"),
            body.Boolean("ForceDeleteWithoutRecovery") ?? false
        );
        var answer = Name(secret);
        answer["DeletionDate"] = JsonService.Seconds(secret.DeletionDate!.Value);
        return answer;
    }

    JsonObject GetPolicy(AwsRequest request, JsonElement body)
    {
        var secret = secrets.GetPolicy(request.Caller, request.Region, Id(body));
        var answer = Name(secret);
        if (secret.Policy is { } policy)
            answer["ResourcePolicy"] = policy;
        return answer;
    }

    JsonObject? Tag(AwsRequest request, JsonElement body)
    {
        var tags = SecretAccess.Tags.Check(body.Tags("Tags"));
        secrets.Tag(request.Caller, request.Region, Id(body), TagChange.Add(tags));
        return null;
    }

    JsonObject? Untag(AwsRequest request, JsonElement body)
    {
        secrets.Tag(request.Caller, request.Region, Id(body), TagChange.Remove(body.Texts("TagKeys")));
        return null;
    }

    JsonObject RandomPassword(AwsRequest request, JsonElement body) =>
        new()
        {
            ["RandomPassword"] = secrets.RandomPassword(
                request.Caller,
                request.Region,
                new()
                {
                    Length = body.Integer("PasswordLength") ?? Secrets.RandomPassword.UsualLength,
                    ExcludedCharacters = body.Text("ExcludeCharacters") ?? "",
                    ExcludesPunctuation = body.Boolean("ExcludePunctuation") ?? false,
                    ExcludesNumbers = body.Boolean("ExcludeNumbers") ?? false,
                    ExcludesUppercase = body.Boolean("ExcludeUppercase") ?? false,
                    ExcludesLowercase = body.Boolean("ExcludeLowercase") ?? false,
                    IncludesSpace = body.Boolean("IncludeSpace") ?? false,
                    RequiresEachKind = body.Boolean("RequireEachIncludedType") ?? true,
                }
            ),
        };

    static NewSecret Values(JsonElement body, string name) =>
        new(name)
        {
            Description = body.Text("Description"),
            KeyId = body.Text("KmsKeyId"),
            Text = body.Text("SecretString"),
            Binary = body.Bytes("SecretBinary"),
            ClientToken = body.Text("ClientRequestToken"),
        };

    static JsonObject Name(Secret secret) => new() { ["ARN"] = secret.Arn, ["Name"] = secret.Name };

    const string OwnStages = "VersionIdsToStages";

    /// <summary>The errors of the service itself; those before it, such as ValidationException, are written as everywhere.</summary>
    static readonly HashSet<string> _errors =
    [
        .. "DecryptionFailure EncryptionFailure InternalServiceError InvalidNextTokenException".Split(' '),
        .. "InvalidParameterException InvalidRequestException LimitExceededException".Split(' '),
        .. "MalformedPolicyDocumentException PreconditionNotMetException PublicPolicyException".Split(' '),
        .. "ResourceExistsException ResourceNotFoundException".Split(' '),
    ];

    static JsonObject Describe(Secret secret, string nameOfStages = OwnStages)
    {
        var answer = Name(secret);
        if (secret.Description is { Length: > 0 } description)
            answer["Description"] = description;
        answer["KmsKeyId"] = secret.KeyId;
        answer["CreatedDate"] = JsonService.Seconds(secret.Created);
        answer["LastChangedDate"] = JsonService.Seconds(secret.Changed);
        if (secret.LastAccessed is { } day)
            answer["LastAccessedDate"] = JsonService.Seconds(day);
        if (secret.DeletionDate is { } at)
            answer["DeletedDate"] = JsonService.Seconds(at);
        if (secret.PrimaryRegion is { } region)
            answer["PrimaryRegion"] = region;
        if (nameOfStages == OwnStages)
            SecretReplicaJson.Write(answer, secret);
        if (secret.WasTagged || secret.Tags.Count > 0)
            answer["Tags"] = JsonService.Array(
                secret.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })
            );
        var stages = new JsonObject();
        foreach (var version in secret.Versions.Where(version => version.Stages.Count > 0))
            stages[version.Id] = JsonService.Array(version.Stages);
        if (stages.Count > 0)
            answer[nameOfStages] = stages;
        return answer;
    }
}
