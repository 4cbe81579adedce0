using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Functions;

/// <summary>AutoPublishAlias: a version whose id changes with the code, and the alias that points to it.</summary>
static partial class FunctionVersions
{
    /// <summary>Null where no alias is asked for.</summary>
    public static GeneratedResource? AliasOf(
        SourceResource source,
        Transformation transformation,
        GeneratedResource function,
        List<GeneratedResource> made
    )
    {
        if (source["AutoPublishAlias"] is { } given && given.Text() is { Length: 0 })
            throw source.Error("Alias name is required to create an alias");
        if (!source["AutoPublishAlias"].IsGiven())
            return null;
        var name =
            transformation.Known.Resolve(source["AutoPublishAlias"]).Text()
            ?? throw source.Error("'AutoPublishAlias' must be a string or a Ref to a template parameter");
        var version = Version(source, transformation, function, CodeHash(source, transformation, function));
        made.Add(version);
        if (!AliasName().IsMatch(name))
            throw source.Error(
                $"AutoPublishAlias name ('{name}') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern."
            );
        var id = name.Replace('-', 'D').Replace('_', 'U');
        var alias = new GeneratedResource(
            $"{source.LogicalId}Alias{id}",
            "AWS::Lambda::Alias",
            source.PassedAttributes
        ).With(
            ("Name", name),
            ("FunctionName", function.Reference),
            ("FunctionVersion", Calls.GetAtt(version.LogicalId, "Version")),
            (
                "ProvisionedConcurrencyConfig",
                source["ProvisionedConcurrencyConfig"].IsGiven() ? source["ProvisionedConcurrencyConfig"] : null
            )
        );
        made.Add(alias);
        return alias;
    }

    /// <summary>The code's hash where the template gives it; the function's description ends with it.</summary>
    static string? CodeHash(SourceResource source, Transformation transformation, GeneratedResource function)
    {
        if (!source["AutoPublishCodeSha256"].IsGiven())
            return null;
        var hash =
            transformation.Known.Resolve(source["AutoPublishCodeSha256"]).Text()
            ?? throw source.Error("AutoPublishCodeSha256 must be a string");
        var description = transformation.Known.Resolve(source["Description"]);
        function.Properties["Description"] =
            !description.IsGiven() ? hash
            : description.Text() is { } text ? $"{text} {hash}"
            : Calls.Join(" ", List(description, hash));
        return hash;
    }

    static GeneratedResource Version(
        SourceResource source,
        Transformation transformation,
        GeneratedResource function,
        string? hash
    )
    {
        var attributes = source.PassedAttributes;
        if (!attributes.ContainsKey("DeletionPolicy"))
            attributes["DeletionPolicy"] =
                source["VersionDeletionPolicy"]?.DeepClone()
                ?? (source["CapacityProviderConfig"] is null ? "Retain" : "Delete");
        return new GeneratedResource(
            SortedText.Id($"{source.LogicalId}Version", Contents(source, transformation, function), hash),
            "AWS::Lambda::Version",
            attributes
        ).With(
            ("FunctionName", function.Reference),
            ("Description", source["VersionDescription"]),
            ("FunctionScalingConfig", source["CapacityProviderConfig"] is null ? null : source["FunctionScalingConfig"])
        );
    }

    /// <summary>What makes another version when it changes.</summary>
    static JsonObject Contents(SourceResource source, Transformation transformation, GeneratedResource function)
    {
        if (source["AutoPublishAliasAllProperties"].IsGiven())
        {
            var all = (JsonObject)function.Properties.DeepClone();
            foreach (var layer in function.Properties["Layers"].AsList())
                if (
                    layer.ResourceOf() is { } id
                    && (transformation.Resources[id] as JsonObject)?["Properties"] is JsonObject properties
                    && properties["PublishLambdaVersion"].IsGiven()
                )
                    all[id] = properties.DeepClone();
            return all;
        }
        var contents = (JsonObject)transformation.Known.Resolve(function.Properties["Code"])!;
        foreach (var (name, value) in source.Map("Environment") ?? [])
            contents[name] = value?.DeepClone();
        if (source["MemorySize"].IsGiven())
            contents.Put("MemorySize", source["MemorySize"]);
        if (source.Map("SnapStart") is { Count: > 0 } snap && (snap["ApplyOn"].Text() ?? "None") != "None")
            contents.Put("SnapStart", snap);
        return contents;
    }

    [GeneratedRegex(@"^(?!^[0-9]+$)([a-zA-Z0-9\-_]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex AliasName();
}
