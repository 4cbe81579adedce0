using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Ssm;

/// <summary>The parameter store over JSON 1.1.</summary>
sealed class SsmService(ParameterOperations parameters, SecretReferences secrets)
{
    const string Masked = "AQICAHi-encrypted:";

    public static IAwsService Create(ParameterOperations parameters, SecretReferences secrets)
    {
        var service = new SsmService(parameters, secrets);
        return new JsonService(
            "AmazonSSM",
            "1.1",
            new Dictionary<string, JsonOperation>
            {
                ["PutParameter"] = Synchronous(service.Put),
                ["GetParameter"] = Synchronous(service.Get),
                ["GetParameters"] = Synchronous(service.GetMany),
                ["GetParametersByPath"] = Synchronous(service.GetByPath),
                ["GetParameterHistory"] = Synchronous(service.GetHistory),
                ["LabelParameterVersion"] = Synchronous(service.Label),
                ["UnlabelParameterVersion"] = Synchronous(service.Unlabel),
                ["DescribeParameters"] = Synchronous(service.Describe),
                ["DeleteParameter"] = Synchronous(service.Delete),
                ["DeleteParameters"] = Synchronous(service.DeleteMany),
                ["AddTagsToResource"] = Synchronous(service.AddTags),
                ["RemoveTagsFromResource"] = Synchronous(service.RemoveTags),
                ["ListTagsForResource"] = Synchronous(service.ListTags),
            }
        );
    }

    JsonObject Put(AwsRequest request, JsonElement body)
    {
        var parameter = parameters.Put(
            request.Caller,
            request.Region,
            new(body.RequiredText("Name"), body.RequiredText("Value"))
            {
                Type = body.Text("Type"),
                Overwrite = body.Boolean("Overwrite") ?? false,
                Description = body.Text("Description"),
                AllowedPattern = body.Text("AllowedPattern"),
                Tier = body.Text("Tier"),
                KeyId = body.Text("KeyId"),
                DataType = body.Text("DataType"),
                Policies = body.Text("Policies"),
                Tags = ParameterRules.Tags.Check(body.Tags("Tags")),
            }
        );
        return new() { ["Version"] = parameter.Current.Number, ["Tier"] = parameter.Current.Tier };
    }

    JsonObject Get(AwsRequest request, JsonElement body)
    {
        var name = body.RequiredText("Name");
        if (SecretReferences.IsOne(name))
            return new()
            {
                ["Parameter"] =
                    Secret(request, body, name, "ssm:GetParameter") ?? throw SecretReferences.NotFound(name),
            };
        var (parameter, version) = parameters.Get(request.Caller, request.Region, name);
        return new() { ["Parameter"] = Value(request, body, parameter, version, name) };
    }

    JsonObject GetMany(AwsRequest request, JsonElement body)
    {
        var names = body.Texts("Names");
        var referred = names
            .Where(SecretReferences.IsOne)
            .Distinct()
            .Select(name => (Name: name, Value: Secret(request, body, name, "ssm:GetParameters")))
            .ToList();
        var found = parameters.GetMany(
            request.Caller,
            request.Region,
            [.. names.Where(name => !SecretReferences.IsOne(name))]
        );
        return new()
        {
            ["Parameters"] = new JsonArray([
                .. referred.Where(secret => secret.Value is not null).Select(secret => secret.Value),
                .. found
                    .Where(item => item.Parameter is not null)
                    .Select(item => Value(request, body, item.Parameter!, item.Version!, item.Selector)),
            ]),
            ["InvalidParameters"] = Names([
                .. referred.Where(secret => secret.Value is null).Select(secret => secret.Name),
                .. found.Where(item => item.Parameter is null).Select(item => item.Selector),
            ]),
        };
    }

    JsonObject? Secret(AwsRequest request, JsonElement body, string name, string action) =>
        secrets.Find(request.Caller, request.Region, name, body.Boolean("WithDecryption") == true, action);

    JsonObject GetByPath(AwsRequest request, JsonElement body)
    {
        var filters = ParameterFilter.Read(body, ofPath: true);
        var found = parameters
            .GetByPath(request.Caller, request.Region, body.RequiredText("Path"), body.Boolean("Recursive") ?? false)
            .Where(parameter => filters.All(filter => filter.Takes(parameter)));
        return JsonPaging.Page(
            body,
            "Parameters",
            [.. found],
            parameter => Value(request, body, parameter, parameter.Current, parameter.Name),
            most: 10
        );
    }

    JsonObject GetHistory(AwsRequest request, JsonElement body)
    {
        var parameter = parameters.GetHistory(request.Caller, request.Region, body.RequiredText("Name"));
        return JsonPaging.Page(
            body,
            "Parameters",
            parameter.Versions,
            version =>
            {
                var described = Metadata(request, parameter, version);
                described["Value"] = Text(request, body, version);
                described["Labels"] = Names(version.Labels);
                return described;
            },
            most: 50
        );
    }

    JsonObject Label(AwsRequest request, JsonElement body)
    {
        var (version, invalid) = parameters.Label(
            request.Caller,
            request.Region,
            body.RequiredText("Name"),
            body.Integer("ParameterVersion"),
            body.Texts("Labels")
        );
        return new() { ["InvalidLabels"] = Names(invalid), ["ParameterVersion"] = version };
    }

    JsonObject Unlabel(AwsRequest request, JsonElement body)
    {
        var (removed, invalid) = parameters.Unlabel(
            request.Caller,
            request.Region,
            body.RequiredText("Name"),
            body.Integer("ParameterVersion") ?? 0,
            body.Texts("Labels")
        );
        return new() { ["RemovedLabels"] = Names(removed), ["InvalidLabels"] = Names(invalid) };
    }

    JsonObject Describe(AwsRequest request, JsonElement body)
    {
        var filters = ParameterFilter.Read(body, ofPath: false);
        var found = parameters
            .Describe(request.Caller, request.Region)
            .Where(parameter => filters.All(filter => filter.Takes(parameter)));
        return JsonPaging.Page(
            body,
            "Parameters",
            [.. found],
            parameter => Metadata(request, parameter, parameter.Current),
            most: 50,
            usual: 10
        );
    }

    JsonObject Delete(AwsRequest request, JsonElement body)
    {
        parameters.Delete(request.Caller, request.Region, body.RequiredText("Name"));
        return [];
    }

    JsonObject DeleteMany(AwsRequest request, JsonElement body)
    {
        var names = body.Texts("Names");
        var deleted = parameters.DeleteMany(request.Caller, request.Region, names);
        return new() { ["DeletedParameters"] = Names(deleted), ["InvalidParameters"] = Names(names.Except(deleted)) };
    }

    JsonObject AddTags(AwsRequest request, JsonElement body)
    {
        var tags = TagChange.Add(ParameterRules.Tags.Check(body.Tags("Tags")));
        parameters.Tag(request.Caller, request.Region, body.RequiredText("ResourceId"), tags);
        return [];
    }

    JsonObject RemoveTags(AwsRequest request, JsonElement body)
    {
        var tags = TagChange.Remove(body.Texts("TagKeys"));
        parameters.Tag(request.Caller, request.Region, body.RequiredText("ResourceId"), tags);
        return [];
    }

    JsonObject ListTags(AwsRequest request, JsonElement body)
    {
        var tags = parameters.ListTags(request.Caller, request.Region, body.RequiredText("ResourceId"));
        return new()
        {
            ["TagList"] = new JsonArray([
                .. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }),
            ]),
        };
    }

    JsonObject Value(
        AwsRequest request,
        JsonElement body,
        Parameter parameter,
        ParameterVersion version,
        string selector
    )
    {
        var isArn = selector.StartsWith("arn:", StringComparison.Ordinal);
        var colon = isArn ? -1 : selector.IndexOf(':', StringComparison.Ordinal);
        var value = new JsonObject
        {
            ["ARN"] = Arn(request, parameter),
            ["DataType"] = version.DataType,
            ["LastModifiedDate"] = Seconds(version.Modified),
            // As it was asked for, with or without its slash.
            ["Name"] =
                isArn ? parameter.Name
                : colon < 0 ? selector
                : selector[..colon],
            ["Type"] = version.Type,
            ["Value"] = Text(request, body, version),
            ["Version"] = version.Number,
        };
        if (colon >= 0)
            value["Selector"] = selector[colon..];
        return value;
    }

    static JsonObject Metadata(AwsRequest request, Parameter parameter, ParameterVersion version) =>
        new()
        {
            ["ARN"] = Arn(request, parameter),
            ["AllowedPattern"] = version.AllowedPattern,
            ["DataType"] = version.DataType,
            ["Description"] = version.Description,
            ["KeyId"] = version.KeyId,
            ["LastModifiedDate"] = Seconds(version.Modified),
            ["LastModifiedUser"] = version.ModifiedBy,
            ["Name"] = parameter.Name,
            ["Policies"] = JsonService.Array(
                version.Policies.Select(policy => new JsonObject
                {
                    ["PolicyText"] = policy.Text,
                    ["PolicyType"] = policy.Type,
                    ["PolicyStatus"] = "Pending",
                })
            ),
            ["Tier"] = version.Tier,
            ["Type"] = version.Type,
            ["Version"] = version.Number,
        };

    /// <summary>A SecureString is only readable with decryption; without it AWS answers ciphertext.</summary>
    string Text(AwsRequest request, JsonElement body, ParameterVersion version) =>
        version.EncryptionKey is null ? version.Value
        : body.Boolean("WithDecryption") == true ? parameters.Decrypt(request.Caller, request.Region, version)
        : Masked + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version.Value)));

    static string Arn(AwsRequest request, Parameter parameter)
    {
        var isPublic = parameter.Name.StartsWith("/aws/", StringComparison.Ordinal);
        return ParameterOperations.Arn(isPublic ? "" : request.Caller.Account, request.Region, parameter.Name);
    }

    static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);

    static double Seconds(DateTimeOffset time) => Math.Round(time.ToUnixTimeMilliseconds() / 1000.0, 3);

    static JsonOperation Synchronous(Func<AwsRequest, JsonElement, JsonObject> operation) =>
        (request, body, _) => Task.FromResult<JsonObject?>(operation(request, body));
}
