namespace Deployment.Assemblies;

/// <summary>Reads the members assumeRoleArn, assumeRoleExternalId and assumeRoleAdditionalOptions.</summary>
static class RoleReader
{
    public static RoleReference? Read(ManifestNode node, string arnMember = "assumeRoleArn")
    {
        var arn = node.FindString(arnMember);
        var externalId = node.FindString("assumeRoleExternalId");
        var options = node.FindObject("assumeRoleAdditionalOptions") is { } given ? ReadOptions(given) : null;
        return string.IsNullOrEmpty(arn) ? null : new(arn, externalId, options);
    }

    /// <summary>Reads requiresBootstrapStackVersion and bootstrapStackVersionSsmParameter.</summary>
    public static BootstrapRequirement? ReadBootstrap(ManifestNode node)
    {
        var version = node.FindInteger("requiresBootstrapStackVersion");
        var parameter = node.FindString("bootstrapStackVersionSsmParameter");
        return version is { } required ? new(required, parameter) : null;
    }

    static RoleSessionOptions ReadOptions(ManifestNode node)
    {
        var options = new RoleSessionOptions();
        foreach (var (name, value) in node.Members())
            options = name switch
            {
                "RoleSessionName" => options with { RoleSessionName = value.AsString() },
                "DurationSeconds" => options with
                {
                    Duration = node.FindInteger(name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                },
                "Tags" => options with { Tags = ReadTags(value) },
                "TransitiveTagKeys" => options with { TransitiveTagKeys = node.Strings(name) },
                "Policy" => options with { Policy = value.AsString() },
                "PolicyArns" => options with
                {
                    PolicyArns = [.. value.Items().Select(item => item.RequireString("arn")).OfType<string>()],
                },
                "SourceIdentity" => options with { SourceIdentity = value.AsString() },
                _ => Unknown(value, options),
            };
        return options;
    }

    static Dictionary<string, string> ReadTags(ManifestNode node)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in node.Items())
            if (
                item.RequireString("Key") is { } key
                && item.FindString("Value") is { } value
                && !tags.TryAdd(key, value)
            )
                item.Problem(FindingCodes.InvalidManifest, $"the session tag {key} is given twice");
        return tags;
    }

    static RoleSessionOptions Unknown(ManifestNode value, RoleSessionOptions options)
    {
        value.Problem(
            FindingCodes.InvalidManifest,
            "is not an option that a deployment can honour",
            "use RoleSessionName, DurationSeconds, Tags, TransitiveTagKeys, Policy, PolicyArns or SourceIdentity"
        );
        return options;
    }
}
