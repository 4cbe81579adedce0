using System.Diagnostics;
using Deployment.Processes;

namespace Tools;

/// <summary>What every child process finds in its environment.</summary>
static class ChildEnvironment
{
    /// <summary>Keeps tools from looking for newer versions, notices and telemetry on the network.</summary>
    static readonly (string Name, string Value)[] quiet =
    [
        ("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true"),
        ("CDK_DISABLE_VERSION_CHECK", "1"),
        ("CDK_DISABLE_CLI_TELEMETRY", "true"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        ("DOTNET_CLI_UI_LANGUAGE", "en"),
        ("DOTNET_NOLOGO", "1"),
        ("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1"),
        ("NO_UPDATE_NOTIFIER", "1"),
        ("NPM_CONFIG_AUDIT", "false"),
        ("NPM_CONFIG_FUND", "false"),
        ("NPM_CONFIG_UPDATE_NOTIFIER", "false"),
        ("YARN_ENABLE_TELEMETRY", "0"),
    ];

    /// <summary>Keeps tools from leaving servers behind, which would hold on to what they inherit: the lock of the checkout.</summary>
    static readonly (string Name, string Value)[] withoutServers =
    [
        ("MSBUILDDISABLENODEREUSE", "1"),
        ("UseSharedCompilation", "false"),
    ];

    /// <summary>
    /// NuGet has a limit of its own on macOS alone, and opens more files elsewhere than <c>ulimit -n 256</c> allows
    /// (https://github.com/NuGet/NuGet.Client/pull/5046).
    /// </summary>
    static readonly (string Name, string Value)[] withFewFiles = [("NUGET_CONCURRENCY_LIMIT", "2")];

    public static void Apply(
        ProcessStartInfo start,
        IEnumerable<KeyValuePair<string, string?>> own,
        bool reachesAws = false
    )
    {
        if (!reachesAws)
            ToolEnvironment.Confine(start.Environment, start.WorkingDirectory);
        foreach (var (name, value) in quiet.Concat(withoutServers).Concat(withFewFiles))
            start.Environment.TryAdd(name, value);
        foreach (var (name, value) in own)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
    }
}
