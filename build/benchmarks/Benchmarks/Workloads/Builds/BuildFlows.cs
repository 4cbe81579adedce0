using Benchmarks.Measurements;

namespace Benchmarks.Workloads.Builds;

/// <summary>The two ways from sources to Cloud Assemblies.</summary>
static class BuildFlows
{
    /// <summary>This build.</summary>
    public static ChildCommand Own(SourceTree tree, params string[] arguments) =>
        new(Path.Combine(tree.Folder, "build.sh"), arguments) { WorkingDirectory = tree.Folder, Environment = Quiet };

    /// <summary>
    /// What users do without it, in each app: the yarn that the lock file wants, projen, projen's build task (which runs the
    /// tests too), the CDK CLI. The functions are published first, since no task of projen's does it and infra needs them.
    /// </summary>
    /// <param name="yarn">The folder of the pinned yarn.</param>
    public static ChildCommand Plain(SourceTree tree, string yarn, params string[] apps)
    {
        const string script = """
            set -euo pipefail
            for app in "$@"; do
              (
                cd "$app"
                for function in lambda/*/*.csproj; do
                  [ ! -f "$function" ] || dotnet publish --configuration Release --nologo --verbosity quiet "$function"
                done
                yarn install --immutable && yarn projen && yarn build && yarn cdk synth --quiet
              )
            done
            """;
        return new("bash", ["-c", script, "bash", .. apps])
        {
            WorkingDirectory = tree.Folder,
            Environment = new Dictionary<string, string?>(Quiet)
            {
                ["PATH"] = $"{yarn}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            },
        };
    }

    /// <summary>No tool of either looks for news on the network, and none is told that this is a build server.</summary>
    static Dictionary<string, string?> Quiet =>
        new()
        {
            ["CI"] = null,
            ["CDK_DISABLE_CLI_TELEMETRY"] = "true",
            ["CDK_DISABLE_VERSION_CHECK"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
        };
}
