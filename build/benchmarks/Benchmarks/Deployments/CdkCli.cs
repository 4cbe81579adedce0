using System.Globalization;
using Benchmarks.Measurements;

namespace Benchmarks.Deployments;

/// <summary>The pinned CDK CLI of the infra app, started by node directly.</summary>
static class CdkCli
{
    const string Package = "infra/node_modules/aws-cdk";

    static readonly Lazy<string> folder = new(() =>
    {
        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var package = Path.Combine(parent.FullName, Package);
            if (Directory.Exists(package))
                return package;
        }
        throw new BenchmarkException($"The CDK CLI is not in {Package}. Next: ./build.sh --target=Install");
    });

    public static string BootstrapTemplate => Path.Combine(folder.Value, "lib/api/bootstrap/bootstrap-template.yaml");

    /// <param name="home">Where the CLI keeps its caches.</param>
    public static ChildCommand Deploy(
        string assembly,
        int concurrency,
        string home,
        IReadOnlyDictionary<string, string?> credentials
    ) =>
        new(
            "node",
            [
                Path.Combine(folder.Value, "bin/cdk"),
                "deploy",
                "--all",
                $"--app={assembly}",
                $"--concurrency={concurrency.ToString(CultureInfo.InvariantCulture)}",
                "--require-approval=never",
                "--no-notices",
                "--no-version-reporting",
                "--progress=events",
            ]
        )
        {
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            Environment = new Dictionary<string, string?>(credentials)
            {
                ["CDK_HOME"] = home,
                ["CDK_DISABLE_VERSION_CHECK"] = "1",
                ["CDK_DISABLE_CLI_TELEMETRY"] = "1",
                ["CI"] = "1",
                ["NO_COLOR"] = "1",
            },
        };
}
