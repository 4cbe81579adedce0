using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Ssm;

/// <summary>The parameter store over JSON 1.1.</summary>
sealed class SsmService(ParameterOperations parameters)
{
    const string Masked = "AQICAHi-encrypted:";

    public static IAwsService Create(ParameterOperations parameters)
    {
        var service = new SsmService(parameters);
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
                DataType = body.Text("DataType") ?? "text",
                Tags = body.Tags("Tags"),
            }
        );
        return new() { ["Version"] = parameter.Current.Number, ["Tier"] = parameter.Tier };
    }

    JsonObject Get(AwsRequest request, JsonElement body)
    {
        var name = body.RequiredText("Name");
        var (parameter, version) = parameters.Get(request.Caller, request.Region, name);
        return new() { ["Parameter"] = Value(request, body, parameter, version, name) };
    }

    JsonObject GetMany(AwsRequest request, JsonElement body)
    {
        var found = parameters.GetMany(request.Caller, request.Region, body.Texts("Names"));
        return new()
        {
            ["Parameters"] = new JsonArray([
                .. found
                    .Where(item => item.Parameter is not null)
                    .Select(item => Value(request, body, item.Parameter!, item.Version!, item.Selector)),
            ]),
            ["InvalidParameters"] = Names(found.Where(item => item.Parameter is null).Select(item => item.Selector)),
        };
    }

    JsonObject GetByPath(AwsRequest request, JsonElement body)
    {
        var size = body.Integer("MaxResults") ?? 10;
        if (size is < 1 or > 10)
            throw new AwsException(
                "ValidationException",
                $"1 validation error detected: Value '{size}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 10"
            );
        var found = parameters.GetByPath(
            request.Caller,
            request.Region,
            body.RequiredText("Path"),
            body.Boolean("Recursive") ?? false,
            body.Text("NextToken"),
            size + 1
        );
        var page = found.Take(size).ToList();
        var answer = new JsonObject
        {
            ["Parameters"] = new JsonArray([
                .. page.Select(parameter => Value(request, body, parameter, parameter.Current, parameter.Name)),
            ]),
        };
        if (found.Count > size)
            answer["NextToken"] = page[^1].Name;
        return answer;
    }

    JsonObject GetHistory(AwsRequest request, JsonElement body)
    {
        var parameter = parameters.GetHistory(request.Caller, request.Region, body.RequiredText("Name"));
        return new()
        {
            ["Parameters"] = new JsonArray([
                .. parameter.Versions.Select(version =>
                {
                    var described = Metadata(request, parameter, version);
                    described["Value"] = Text(body, version);
                    described["Labels"] = Names(version.Labels);
                    return described;
                }),
            ]),
        };
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

    JsonObject Describe(AwsRequest request, JsonElement body)
    {
        var wanted = body.Objects("ParameterFilters")
            .Where(filter => filter.Text("Key") == "Name")
            .Select(filter => (Option: filter.Text("Option") ?? "Equals", Values: filter.Texts("Values")))
            .ToList();
        var found = parameters
            .Describe(request.Caller, request.Region)
            .Where(parameter =>
                wanted.All(filter => filter.Values.Any(value => Matches(parameter.Name, filter.Option, value)))
            );
        return new()
        {
            ["Parameters"] = new JsonArray([
                .. found.Select(parameter => Metadata(request, parameter, parameter.Current)),
            ]),
        };
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
        parameters.Tag(request.Caller, request.Region, body.RequiredText("ResourceId"), body.Tags("Tags"), []);
        return [];
    }

    JsonObject RemoveTags(AwsRequest request, JsonElement body)
    {
        var none = new Dictionary<string, string>();
        parameters.Tag(request.Caller, request.Region, body.RequiredText("ResourceId"), none, body.Texts("TagKeys"));
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
        if (parameter.KeyId is not null && body.Boolean("WithDecryption") == true)
            parameters.DemandDecryption(request.Caller, request.Region, parameter);
        var value = new JsonObject
        {
            ["ARN"] = Arn(request, parameter),
            ["DataType"] = version.DataType,
            ["LastModifiedDate"] = Seconds(version.Modified),
            ["Name"] = parameter.Name,
            ["Type"] = version.Type,
            ["Value"] = Text(body, version),
            ["Version"] = version.Number,
        };
        var colon = selector.StartsWith("arn:", StringComparison.Ordinal)
            ? -1
            : selector.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
            value["Selector"] = selector[colon..];
        return value;
    }

    static JsonObject Metadata(AwsRequest request, Parameter parameter, ParameterVersion version) =>
        new()
        {
            ["ARN"] = Arn(request, parameter),
            ["AllowedPattern"] = parameter.AllowedPattern,
            ["DataType"] = version.DataType,
            ["Description"] = parameter.Description,
            ["KeyId"] = parameter.KeyId,
            ["LastModifiedDate"] = Seconds(version.Modified),
            ["LastModifiedUser"] = version.ModifiedBy,
            ["Name"] = parameter.Name,
            ["Policies"] = new JsonArray(),
            ["Tier"] = parameter.Tier,
            ["Type"] = version.Type,
            ["Version"] = version.Number,
        };

    /// <summary>A SecureString is only readable with decryption; without it AWS answers ciphertext.</summary>
    static string Text(JsonElement body, ParameterVersion version) =>
        version.Type != "SecureString" || body.Boolean("WithDecryption") == true
            ? version.Value
            : Masked
                + Convert.ToHexStringLower(
                    System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(version.Value))
                );

    static string Arn(AwsRequest request, Parameter parameter)
    {
        var isPublic = parameter.Name.StartsWith("/aws/", StringComparison.Ordinal);
        return ParameterOperations.Arn(isPublic ? "" : request.Caller.Account, request.Region, parameter.Name);
    }

    static bool Matches(string name, string option, string value) =>
        option switch
        {
            "BeginsWith" => name.StartsWith(value, StringComparison.Ordinal),
            "Contains" => name.Contains(value, StringComparison.Ordinal),
            _ => name == value,
        };

    static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);

    static double Seconds(DateTimeOffset time) => Math.Round(time.ToUnixTimeMilliseconds() / 1000.0, 3);

    static JsonOperation Synchronous(Func<AwsRequest, JsonElement, JsonObject> operation) =>
        (request, body, _) => Task.FromResult<JsonObject?>(operation(request, body));
}
