using System.Globalization;
using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Sandboxes;

namespace LocalAws.CodeBuild.Runs;

/// <summary>The environment of a build's commands: what CodeBuild gives and nothing else, as "Environment variables in build environments" in the CodeBuild User Guide lists it.</summary>
static class BuildEnvironment
{
    /// <param name="variables">The variables of buildspec, project and request, secrets resolved.</param>
    public static Dictionary<string, string> Of(
        BuildRecord build,
        Sandbox sandbox,
        CodeBuildOptions options,
        string region,
        Uri endpoint,
        IEnumerable<KeyValuePair<string, string>> variables
    )
    {
        var environment = new Dictionary<string, string>(options.Variables, StringComparer.Ordinal)
        {
            ["HOME"] = sandbox.Home,
            ["PATH"] = sandbox.PathWith(options.Path),
            ["TMPDIR"] = sandbox.Temporary,
            ["LANG"] = "C.UTF-8",
            ["NPM_CONFIG_PREFIX"] = sandbox.Tools,
            ["AWS_REGION"] = region,
            ["AWS_DEFAULT_REGION"] = region,
            ["AWS_ENDPOINT_URL"] = endpoint.ToString(),
            ["CODEBUILD_CI"] = "true",
            ["CODEBUILD_BUILD_ARN"] = build.Arn,
            ["CODEBUILD_BUILD_ID"] = build.Id,
            ["CODEBUILD_BUILD_IMAGE"] = build.Project.Environment.Image,
            ["CODEBUILD_BUILD_NUMBER"] = build.Number.ToString(CultureInfo.InvariantCulture),
            ["CODEBUILD_BUILD_SUCCEEDING"] = "1",
            ["CODEBUILD_INITIATOR"] = build.Initiator,
            ["CODEBUILD_KMS_KEY_ID"] =
                build.Project.EncryptionKey
                ?? $"arn:{Partitions.Of(region)}:kms:{region}:{Iam.Arns.AccountOf(build.Arn)}:alias/aws/s3",
            ["CODEBUILD_LOG_PATH"] = build.Log?.Stream ?? "",
            ["CODEBUILD_PROJECT_ARN"] = build.Project.Arn,
            ["CODEBUILD_SRC_DIR"] = sandbox.Source,
            ["CODEBUILD_START_TIME"] = build.Started.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
        AddSource(environment, build, sandbox);
        foreach (var (name, value) in variables)
            environment[name] = value;
        return environment;
    }

    static void AddSource(Dictionary<string, string> environment, BuildRecord build, Sandbox sandbox)
    {
        var source = build.Project.Source;
        var secondary = build.Pipeline is { } pipeline
            ? pipeline.Secondary.Select(artifact => artifact.Name)
            : build.Project.SecondarySources.Select(other => other.Identifier!);
        foreach (var name in secondary)
            environment[$"CODEBUILD_SRC_DIR_{name}"] = sandbox.SecondarySource(name);
        if (source.Location is { } location)
            environment["CODEBUILD_SOURCE_REPO_URL"] = location;
        if (build.Pipeline is { Primary: var primary })
        {
            environment["CODEBUILD_SOURCE_VERSION"] =
                $"arn:{Iam.Arns.PartitionOf(build.Arn)}:s3:::{primary.Bucket}/{primary.Key}";
            if (primary.Revision is { } revision)
                environment["CODEBUILD_RESOLVED_SOURCE_VERSION"] = revision;
        }
        else if (build.Project.SourceVersion is { } version)
        {
            environment["CODEBUILD_SOURCE_VERSION"] = version;
            environment["CODEBUILD_RESOLVED_SOURCE_VERSION"] = version;
        }
    }
}
