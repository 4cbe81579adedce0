namespace Deployment.Processes;

/// <summary>
/// What of this process's environment a tool gets whose business is not AWS: what programs need to run, what the
/// configuration of registries names, and what a user adds in <see cref="MoreVariable"/>. No credential is among it, and the files and services that lead to one are shut, so that no
/// script of a package reaches an account.
/// </summary>
public static class ToolEnvironment
{
    /// <summary>Names of more variables, separated by commas; one may end with <c>*</c>.</summary>
    public const string MoreVariable = "BUILD_TOOL_ENVIRONMENT";

    /// <summary>Where nothing is to be read from.</summary>
    static readonly string nothing = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    static readonly string[] needed =
    [
        // The user, the machine and its folders.
        .. "HOME USER LOGNAME SHELL PATH PWD HOSTNAME TMPDIR TMP TEMP TZ LANG LANGUAGE LC_* XDG_* LD_LIBRARY_PATH".Split(
            ' '
        ),
        .. "SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT OS USERNAME USERPROFILE USERDOMAIN HOMEDRIVE HOMEPATH".Split(
            ' '
        ),
        .. "APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES* COMMONPROGRAMFILES* PUBLIC ALLUSERSPROFILE".Split(' '),
        .. "NUMBER_OF_PROCESSORS PROCESSOR_* PSMODULEPATH COMPUTERNAME DRIVERDATA".Split(' '),
        // How output looks, and whether a person reads it.
        .. "TERM COLORTERM COLUMNS LINES NO_COLOR FORCE_COLOR CI".Split(' '),
        // The network.
        .. "HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE".Split(' '),
        // The tools themselves, with the registries that they fetch from.
        .. "NODE_* NVM_* COREPACK_* NPM_CONFIG_* NPM_TOKEN YARN_* JEST_* TSX_* TS_* PROJEN_* ESBUILD_* JSII_*".Split(
            ' '
        ),
        .. "DOTNET_* MSBUILD* NUGET_* NUGETPACKAGESOURCECREDENTIALS_* VSS_NUGET_* USESHAREDCOMPILATION RUNANALYZERS".Split(
            ' '
        ),
        .. "ENFORCECODESTYLEINBUILD COMPLUS_* TESTINGPLATFORM_* GIT_* SSH_AUTH_SOCK DOCKER_* BUILD_* CDK_* V8_* UV_*".Split(
            ' '
        ),
    ];

    /// <summary>Shuts the ways to credentials that lead around the environment.</summary>
    public static IReadOnlyDictionary<string, string?> WithoutAws { get; } =
        new Dictionary<string, string?>
        {
            ["AWS_CONFIG_FILE"] = nothing,
            ["AWS_SHARED_CREDENTIALS_FILE"] = nothing,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };

    /// <summary>Takes all else away.</summary>
    /// <param name="folder">Where the tool is started: what configuration of registries there names is left.</param>
    public static void Confine(IDictionary<string, string?> environment, string folder)
    {
        ArgumentNullException.ThrowIfNull(environment);
        environment.TryGetValue(MoreVariable, out var more);
        string[] allowed =
        [
            .. needed,
            .. (more ?? "").Split(',', StringSplitOptions.TrimEntries),
            .. RegistryVariables.In(folder, Home(environment)),
        ];
        foreach (var name in environment.Keys.Where(name => !allowed.Any(pattern => Matches(pattern, name))).ToList())
            environment.Remove(name);
        foreach (var (name, value) in WithoutAws)
            environment[name] = value;
    }

    static string? Home(IDictionary<string, string?> environment) =>
        environment.TryGetValue(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME", out var home)
        && home is { Length: > 0 }
            ? home
            : null;

    /// <summary>Takes away what would lead a tool elsewhere than the endpoint that it is given.</summary>
    public static IEnumerable<string> Endpoints(IEnumerable<string> names) =>
        names.Where(name =>
            name.StartsWith("AWS_ENDPOINT_URL", StringComparison.OrdinalIgnoreCase)
            || name.Equals("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Names of Windows, proxies and npm come in any case.</summary>
    static bool Matches(string pattern, string name) =>
        pattern.Length > 0
        && (
            pattern[^1] == '*'
                ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
                    && !name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)
                : name.Equals(pattern, StringComparison.OrdinalIgnoreCase)
        );
}
