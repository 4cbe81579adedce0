using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Renewal;

/// <summary>Makes the archive of what the operations of services take.</summary>
static class OperationShapes
{
    static readonly string[] _services =
    [
        .. "cloudformation codebuild codepipeline ec2 ecr iam kms lambda logs".Split(' '),
        .. "route53 s3 secretsmanager sns sqs ssm sts".Split(' '),
    ];
    static readonly string[] _ofShapes =
    [
        "type",
        "required",
        "min",
        "max",
        "pattern",
        "enum",
        "sensitive",
        "flattened",
    ];
    static readonly string[] _ofReferences = ["shape", "location", "locationName", "queryName", "flattened"];

    /// <summary>
    /// Reads the newest model of each service from botocore's folder data and writes a zip archive with a JSON file for each:
    /// the operations, and the shapes that their inputs are made of.
    /// </summary>
    public static int Renew(string source, string target)
    {
        using var file = File.Create(target);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var service in _services)
        {
            var newest = Directory.GetDirectories(Path.Combine(source, service)).Max(StringComparer.Ordinal)!;
            using var stream = new GZipStream(
                File.OpenRead(Path.Combine(newest, "service-2.json.gz")),
                CompressionMode.Decompress
            );
            var model = JsonNode.Parse(stream)!.AsObject();
            var entry = archive.CreateEntry(service + ".json", CompressionLevel.SmallestSize);
            entry.LastWriteTime = DateTimeOffset.UnixEpoch.AddYears(10);
            using var content = entry.Open();
            using var writer = new Utf8JsonWriter(content);
            var kept = Keep(model);
            kept.WriteTo(writer);
            Console.WriteLine($"{service}: {kept["operations"]!.AsObject().Count} operations");
        }
        return 0;
    }

    static JsonObject Keep(JsonObject model)
    {
        var all = model["shapes"]!.AsObject();
        var operations = new JsonObject();
        var shapes = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, operation) in model["operations"]!.AsObject())
        {
            var input = operation!["input"]?["shape"]?.GetValue<string>();
            operations[name] = new JsonObject
            {
                ["method"] = operation["http"]?["method"]?.DeepClone(),
                ["uri"] = operation["http"]?["requestUri"]?.DeepClone(),
                ["input"] = input,
            };
            if (input is not null)
                Add(shapes, all, input);
        }
        return new()
        {
            ["protocol"] = model["metadata"]!["protocol"]!.DeepClone(),
            ["version"] = model["metadata"]!["apiVersion"]!.DeepClone(),
            ["target"] = model["metadata"]!["targetPrefix"]?.DeepClone(),
            ["operations"] = operations,
            ["shapes"] = new JsonObject(shapes),
        };
    }

    static void Add(SortedDictionary<string, JsonNode?> shapes, JsonObject all, string name)
    {
        if (shapes.ContainsKey(name))
            return;
        var shape = all[name]!.AsObject();
        var kept = Pick(shape, _ofShapes);
        shapes[name] = kept;
        if (shape["payload"] is { } payload)
            kept["payload"] = payload.DeepClone();
        if (shape["members"] is JsonObject members)
        {
            kept["members"] = new JsonObject(
                members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Pick(member.Value!, _ofReferences)))
            );
        }
        foreach (var part in new[] { "member", "key", "value" })
        {
            if (shape[part] is JsonObject reference)
                kept[part] = Pick(reference, _ofReferences);
        }
        var references = (shape["members"] as JsonObject)?.Select(member => member.Value) ?? [];
        foreach (var reference in references.Concat([shape["member"], shape["key"], shape["value"]]))
        {
            if (reference is not null)
                Add(shapes, all, reference["shape"]!.GetValue<string>());
        }
    }

    static JsonObject Pick(JsonNode from, string[] names) =>
        new(
            names
                .Where(name => from[name] is not null)
                .Select(name => KeyValuePair.Create(name, (JsonNode?)from[name]!.DeepClone()))
        );
}
