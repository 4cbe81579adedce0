using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Kms;

/// <summary>KMS over JSON 1.1.</summary>
sealed class KmsService(KmsOperations kms)
{
    public static IAwsService Create(KmsOperations kms)
    {
        var service = new KmsService(kms);
        return new JsonService(
            "TrentService",
            "1.1",
            new Dictionary<string, JsonOperation>
            {
                ["CreateKey"] = JsonService.Do(service.CreateKey),
                ["DescribeKey"] = JsonService.Do((r, b) => Metadata(kms.Keys.Describe(r.Caller, r.Region, Key(b)))),
                ["ListKeys"] = JsonService.Do(service.ListKeys),
                ["GetKeyPolicy"] = JsonService.Do(
                    (r, b) =>
                        new()
                        {
                            ["Policy"] = kms.Keys.GetPolicy(r.Caller, r.Region, Key(b)),
                            ["PolicyName"] = "default",
                        }
                ),
                ["ListKeyPolicies"] = JsonService.Do(
                    (r, b) =>
                        KmsPaging.Page(
                            b,
                            "PolicyNames",
                            [.. kms.Keys.ListPolicies(r.Caller, r.Region, Key(b))],
                            name => JsonValue.Create(name)
                        )
                ),
                ["PutKeyPolicy"] = Do(
                    (r, b) =>
                        kms.Keys.PutPolicy(
                            r.Caller,
                            r.Region,
                            Key(b),
                            b.RequiredText("Policy"),
                            b.Boolean("BypassPolicyLockoutSafetyCheck") ?? false
                        )
                ),
                ["UpdateKeyDescription"] = Do(
                    (r, b) => kms.Keys.UpdateDescription(r.Caller, r.Region, Key(b), b.RequiredText("Description"))
                ),
                ["EnableKey"] = Do((r, b) => kms.Keys.SetEnabled(r.Caller, r.Region, Key(b), enabled: true)),
                ["DisableKey"] = Do((r, b) => kms.Keys.SetEnabled(r.Caller, r.Region, Key(b), enabled: false)),
                ["EnableKeyRotation"] = Do(
                    (r, b) =>
                        kms.Keys.SetRotation(
                            r.Caller,
                            r.Region,
                            Key(b),
                            rotates: true,
                            (int?)b.Integer("RotationPeriodInDays")
                        )
                ),
                ["DisableKeyRotation"] = Do((r, b) => kms.Keys.SetRotation(r.Caller, r.Region, Key(b), rotates: false)),
                ["GetKeyRotationStatus"] = JsonService.Do(service.GetRotation),
                ["GenerateRandom"] = JsonService.Do(service.GenerateRandom),
                ["ScheduleKeyDeletion"] = JsonService.Do(service.ScheduleKeyDeletion),
                ["CancelKeyDeletion"] = JsonService.Do(
                    (r, b) => new() { ["KeyId"] = kms.Keys.CancelDeletion(r.Caller, r.Region, Key(b)).Arn }
                ),
                ["TagResource"] = Do((r, b) => kms.Keys.Tag(r.Caller, r.Region, Key(b), TagChange.Add(Tags(b)))),
                ["UntagResource"] = Do(
                    (r, b) => kms.Keys.Tag(r.Caller, r.Region, Key(b), TagChange.Remove(b.Texts("TagKeys")))
                ),
                ["ListResourceTags"] = JsonService.Do(service.ListTags),
                ["CreateAlias"] = Do(
                    (r, b) =>
                        kms.Aliases.Create(
                            r.Caller,
                            r.Region,
                            b.RequiredText("AliasName"),
                            b.RequiredText("TargetKeyId")
                        )
                ),
                ["UpdateAlias"] = Do(
                    (r, b) =>
                        kms.Aliases.Update(
                            r.Caller,
                            r.Region,
                            b.RequiredText("AliasName"),
                            b.RequiredText("TargetKeyId")
                        )
                ),
                ["DeleteAlias"] = Do((r, b) => kms.Aliases.Delete(r.Caller, r.Region, b.RequiredText("AliasName"))),
                ["ListAliases"] = JsonService.Do(service.ListAliases),
                ["Encrypt"] = JsonService.Do(service.Encrypt),
                ["Decrypt"] = JsonService.Do(service.Decrypt),
                ["GenerateDataKey"] = JsonService.Do((r, b) => service.GenerateDataKey(r, b, withPlaintext: true)),
                ["GenerateDataKeyWithoutPlaintext"] = JsonService.Do(
                    (r, b) => service.GenerateDataKey(r, b, withPlaintext: false)
                ),
            }
        );
    }

    JsonObject GetRotation(AwsRequest request, JsonElement body)
    {
        var (key, next) = kms.Keys.GetRotation(request.Caller, request.Region, Key(body));
        var answer = new JsonObject { ["KeyId"] = key.Id, ["KeyRotationEnabled"] = key.Rotates };
        if (next is { } time)
        {
            answer["RotationPeriodInDays"] = key.RotationPeriod;
            answer["NextRotationDate"] = time.ToUnixTimeMilliseconds() / 1000.0;
        }
        return answer;
    }

    JsonObject GenerateRandom(AwsRequest request, JsonElement body)
    {
        var length =
            body.Integer("NumberOfBytes")
            ?? throw new AwsException("ValidationException", "NumberOfBytes is required.");
        var bytes = kms.Crypto.GenerateRandom(request.Caller, request.Region, (int)length);
        return new() { ["Plaintext"] = Convert.ToBase64String(bytes) };
    }

    static string Key(JsonElement body) => body.RequiredText("KeyId");

    static IReadOnlyDictionary<string, string> Tags(JsonElement body) =>
        KeyAccess.Tags.Check(body.Tags("Tags", "TagKey", "TagValue"));

    JsonObject CreateKey(AwsRequest request, JsonElement body)
    {
        if (
            body.Text("KeySpec") is not (null or "SYMMETRIC_DEFAULT")
            || body.Text("KeyUsage") is not (null or "ENCRYPT_DECRYPT")
        )
            throw new AwsException(
                "UnsupportedOperationException",
                "The local AWS has symmetric encryption keys only."
            );
        return Metadata(
            kms.Keys.Create(
                request.Caller,
                request.Region,
                body.Text("Policy"),
                body.Text("Description") ?? "",
                Tags(body),
                body.Boolean("BypassPolicyLockoutSafetyCheck") ?? false
            )
        );
    }

    JsonObject ListKeys(AwsRequest request, JsonElement body) =>
        KmsPaging.Page(
            body,
            "Keys",
            [.. kms.Keys.List(request.Caller, request.Region)],
            key => new JsonObject { ["KeyId"] = key.Id, ["KeyArn"] = key.Arn }
        );

    JsonObject ScheduleKeyDeletion(AwsRequest request, JsonElement body)
    {
        var days = body.Integer("PendingWindowInDays") ?? 30;
        var key = kms.Keys.ScheduleDeletion(request.Caller, request.Region, Key(body), days);
        return new()
        {
            ["KeyId"] = key.Arn,
            ["DeletionDate"] = JsonService.Seconds(key.DeletionDate!.Value),
            ["KeyState"] = key.State,
            ["PendingWindowInDays"] = days,
        };
    }

    JsonObject ListTags(AwsRequest request, JsonElement body) =>
        KmsPaging.Page(
            body,
            "Tags",
            [.. kms.Keys.ListTags(request.Caller, request.Region, Key(body))],
            tag => new JsonObject { ["TagKey"] = tag.Key, ["TagValue"] = tag.Value }
        );

    JsonObject ListAliases(AwsRequest request, JsonElement body) =>
        KmsPaging.Page(
            body,
            "Aliases",
            [.. kms.Aliases.List(request.Caller, request.Region, body.Text("KeyId"))],
            alias => new JsonObject
            {
                ["AliasName"] = alias.Name,
                ["AliasArn"] =
                    $"arn:{Partitions.Of(request.Region)}:kms:{request.Region}:{request.Caller.Account}:{alias.Name}",
                ["TargetKeyId"] = alias.KeyId,
                ["CreationDate"] = JsonService.Seconds(alias.Created),
                ["LastUpdatedDate"] = JsonService.Seconds(alias.Updated),
            }
        );

    JsonObject Encrypt(AwsRequest request, JsonElement body)
    {
        var (key, ciphertext) = kms.Crypto.Encrypt(
            request.Caller,
            request.Region,
            Key(body),
            body.Bytes("Plaintext") ?? [],
            body.Map("EncryptionContext")
        );
        return new()
        {
            ["CiphertextBlob"] = Convert.ToBase64String(ciphertext),
            ["KeyId"] = key.Arn,
            ["EncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
        };
    }

    JsonObject Decrypt(AwsRequest request, JsonElement body)
    {
        var (key, plaintext) = kms.Crypto.Decrypt(
            request.Caller,
            request.Region,
            body.Text("KeyId"),
            body.Bytes("CiphertextBlob") ?? [],
            body.Map("EncryptionContext")
        );
        return new()
        {
            ["Plaintext"] = Convert.ToBase64String(plaintext),
            ["KeyMaterialId"] = key.MaterialId,
            ["KeyId"] = key.Arn,
            ["EncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
        };
    }

    JsonObject GenerateDataKey(AwsRequest request, JsonElement body, bool withPlaintext)
    {
        var length =
            body.Integer("NumberOfBytes")
            ?? body.Text("KeySpec") switch
            {
                "AES_256" => 32,
                "AES_128" => 16,
                _ => throw new AwsException(
                    "ValidationException",
                    "Please specify either number of bytes or key spec."
                ),
            };
        var (key, plaintext, ciphertext) = kms.Crypto.GenerateDataKey(
            request.Caller,
            request.Region,
            Key(body),
            length,
            body.Map("EncryptionContext"),
            withPlaintext
        );
        var answer = new JsonObject { ["CiphertextBlob"] = Convert.ToBase64String(ciphertext), ["KeyId"] = key.Arn };
        answer["KeyMaterialId"] = key.MaterialId;
        if (withPlaintext)
            answer["Plaintext"] = Convert.ToBase64String(plaintext);
        return answer;
    }

    static JsonObject Metadata(Key key)
    {
        var metadata = new JsonObject
        {
            ["AWSAccountId"] = Iam.Arns.AccountOf(key.Arn),
            ["KeyId"] = key.Id,
            ["Arn"] = key.Arn,
            ["CreationDate"] = JsonService.Seconds(key.Created),
            ["Enabled"] = key.State == "Enabled",
            ["Description"] = key.Description,
            ["KeyUsage"] = "ENCRYPT_DECRYPT",
            ["KeyState"] = key.State,
            ["Origin"] = "AWS_KMS",
            ["KeyManager"] = key.Manager,
            ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
            ["KeySpec"] = "SYMMETRIC_DEFAULT",
            ["EncryptionAlgorithms"] = JsonService.Array(["SYMMETRIC_DEFAULT"]),
            ["MultiRegion"] = false,
            ["CurrentKeyMaterialId"] = key.MaterialId,
        };
        if (key.DeletionDate is { } at)
            metadata["DeletionDate"] = JsonService.Seconds(at);
        return new() { ["KeyMetadata"] = metadata };
    }

    static JsonOperation Do(Action<AwsRequest, JsonElement> operation) =>
        (request, body, _) =>
        {
            operation(request, body);
            return Task.FromResult<JsonObject?>(null);
        };
}
