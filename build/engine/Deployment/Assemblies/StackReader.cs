namespace Deployment.Assemblies;

/// <summary>Reads a stack artifact.</summary>
static class StackReader
{
    /// <summary>CloudFormation's limit for a template in S3, in its words "Template may not exceed 1000000 bytes in size".</summary>
    public const int MaxTemplateBytes = 1_000_000;

    public static StackArtifact? Read(ManifestArtifact artifact, AssemblyFiles files, AssemblyProblems problems)
    {
        var environment = ReadEnvironment(artifact.Node);
        if (artifact.Properties is not { } properties)
            return null;
        var metadata = StackMetadata.Read(artifact, files, problems);
        var template = ReadTemplate(artifact, properties, files, problems);
        var stack = new StackArtifact
        {
            ArtifactId = artifact.Id,
            HierarchicalId = artifact.Node.FindString("displayName") is { Length: > 0 } path ? path : artifact.Id,
            StackName = properties.FindString("stackName") is { Length: > 0 } name ? name : artifact.Id,
            Environment = environment ?? new("", ""),
            TemplateFile = template ?? "",
            TemplateAssetUrl = properties.FindString("stackTemplateAssetObjectUrl"),
            Parameters = properties.StringMap("parameters"),
            Tags = properties.Find("tags") is null ? metadata.Tags : properties.StringMap("tags"),
            NotificationArns = properties.Find("notificationArns") is null
                ? null
                : properties.Strings("notificationArns"),
            TerminationProtection = properties.FindBoolean("terminationProtection"),
            DeployRole = RoleReader.Read(properties),
            CloudFormationExecutionRoleArn = properties.FindString("cloudFormationExecutionRoleArn"),
            LookupRole = ReadLookupRole(properties),
            Bootstrap = RoleReader.ReadBootstrap(properties),
            ValidateOnSynth = properties.FindBoolean("validateOnSynth") ?? false,
            Messages = metadata.Messages,
            ConstructPaths = metadata.ConstructPaths,
            Acknowledgements = metadata.Acknowledgements,
        };
        return environment is null || template is null ? null : stack;
    }

    static TargetEnvironment? ReadEnvironment(ManifestNode node)
    {
        if (node.RequireString("environment") is not { } text)
            return null;
        var environment = TargetEnvironment.TryParse(text);
        if (environment is null)
            node.Find("environment")!
                .Problem(
                    FindingCodes.InvalidManifest,
                    $"{text} is not an environment, expected is aws://account/region with an account of 12 digits"
                );
        return environment;
    }

    static string? ReadTemplate(
        ManifestArtifact artifact,
        ManifestNode properties,
        AssemblyFiles files,
        AssemblyProblems problems
    )
    {
        if (properties.RequireString("templateFile") is not { } name)
            return null;
        var node = properties.Find("templateFile")!;
        if (files.File(node, artifact.Directory, name) is not { } file)
            return null;
        var bytes = new FileInfo(file).Length;
        if (bytes > MaxTemplateBytes)
            problems.Add(
                FindingCodes.TemplateTooLarge,
                file,
                $"the template has {bytes} bytes, CloudFormation takes at most {MaxTemplateBytes}",
                "split the stack, or move parts of it into nested stacks"
            );
        else if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            JsonFile.Check(file, problems);
        return file;
    }

    static BootstrapRole? ReadLookupRole(ManifestNode properties) =>
        properties.FindObject("lookupRole") is { } node && RoleReader.Read(node, "arn") is { } role
            ? new(role, RoleReader.ReadBootstrap(node))
            : null;
}
