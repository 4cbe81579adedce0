using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.Lambda;

/// <summary>The JSON shapes of the Lambda API Reference, of what templates say and its defaults.</summary>
static class FunctionShapes
{
    const int UsualMemory = 128;
    const int UsualTimeout = 3;
    const int UsualStorage = 512;

    /// <summary>A function's configuration, as a version or $LATEST.</summary>
    /// <param name="function">The function.</param>
    /// <param name="record">The version's record, or the function's own.</param>
    /// <param name="version">The version.</param>
    /// <param name="arn">The ARN that it was asked for by.</param>
    public static JsonObject Configuration(
        RecordedResource function,
        RecordedResource record,
        string version,
        string arn
    )
    {
        var given = function.Properties;
        var code = given["Code"]?.ToJsonString() ?? "";
        var shape = new JsonObject
        {
            ["FunctionName"] = function.Identifier,
            ["FunctionArn"] = arn,
            ["Role"] = given.Text("Role"),
            ["CodeSize"] = given["Code"]?["ZipFile"] is { } inline ? inline.ToString().Length : 0,
            ["Description"] = record.Properties.Text("Description") ?? given.Text("Description") ?? "",
            ["Timeout"] = Number(given, "Timeout") ?? UsualTimeout,
            ["MemorySize"] = Number(given, "MemorySize") ?? UsualMemory,
            ["LastModified"] = (record.Changed ?? DateTimeOffset.UnixEpoch).ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff+0000",
                CultureInfo.InvariantCulture
            ),
            ["CodeSha256"] = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(code))),
            ["Version"] = version,
            ["TracingConfig"] = new JsonObject
            {
                ["Mode"] = given["TracingConfig"]?["Mode"]?.ToString() ?? "PassThrough",
            },
            ["RevisionId"] = new Guid(
                SHA256.HashData(Encoding.UTF8.GetBytes(given.ToJsonString() + record.Changed)).AsSpan(0, 16)
            ).ToString(),
            ["State"] = "Active",
            ["LastUpdateStatus"] = "Successful",
            ["PackageType"] = given.Text("PackageType") ?? "Zip",
            ["Architectures"] = given["Architectures"]?.DeepClone() ?? new JsonArray("x86_64"),
            ["EphemeralStorage"] = new JsonObject
            {
                ["Size"] = Number(given["EphemeralStorage"], "Size") ?? UsualStorage,
            },
            ["SnapStart"] = new JsonObject
            {
                ["ApplyOn"] = given["SnapStart"]?["ApplyOn"]?.ToString() ?? "None",
                ["OptimizationStatus"] = "Off",
            },
            ["LoggingConfig"] = new JsonObject
            {
                ["LogFormat"] = given["LoggingConfig"]?["LogFormat"]?.ToString() ?? "Text",
                ["LogGroup"] = given["LoggingConfig"]?["LogGroup"]?.ToString() ?? $"/aws/lambda/{function.Identifier}",
            },
        };
        foreach (var name in (string[])["Runtime", "Handler"])
            if (given.Text(name) is { } text)
                shape[name] = text;
        if (given.Text("KmsKeyArn") is { } key)
            shape["KMSKeyArn"] = key;
        foreach (var name in (string[])["DeadLetterConfig", "Environment", "FileSystemConfigs", "VpcConfig"])
            if (given[name] is { } whole)
                shape[name] = whole.DeepClone();
        if (given["Layers"] is JsonArray layers)
            shape["Layers"] = new JsonArray([
                .. layers.Select(layer => new JsonObject { ["Arn"] = layer?.ToString() }),
            ]);
        return shape;
    }

    /// <summary>Where a function's code is; the archive itself is not handed out.</summary>
    public static JsonObject Code(RecordedResource function) =>
        function.Properties["Code"]?["ImageUri"]?.ToString() is { } image
            ? new()
            {
                ["RepositoryType"] = "ECR",
                ["ImageUri"] = image,
                ["ResolvedImageUri"] = image,
            }
            : new() { ["RepositoryType"] = "S3" };

    /// <summary>An alias.</summary>
    public static JsonObject Alias(RecordedResource alias)
    {
        var shape = new JsonObject
        {
            ["AliasArn"] = alias.Arn,
            ["Name"] = alias.Identifier.Split(':')[^1],
            ["FunctionVersion"] = alias.Properties.Text("FunctionVersion"),
            ["Description"] = alias.Properties.Text("Description") ?? "",
        };
        if (alias.Properties["RoutingConfig"]?["AdditionalVersionWeights"] is JsonArray weights)
        {
            shape["RoutingConfig"] = new JsonObject
            {
                ["AdditionalVersionWeights"] = new JsonObject(
                    weights
                        .OfType<JsonObject>()
                        .Select(weight =>
                            KeyValuePair.Create(
                                weight.Text("FunctionVersion")!,
                                (JsonNode?)double.Parse(weight.Text("FunctionWeight")!, CultureInfo.InvariantCulture)
                            )
                        )
                ),
            };
        }
        return shape;
    }

    /// <summary>The number of that name, which templates may have as text.</summary>
    public static int? Number(JsonNode? given, string name) =>
        int.TryParse(given?[name]?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
