using Amazon.Runtime.CredentialManagement;

namespace Steps.Worlds;

/// <summary>Whether a process is pointed at a local AWS without being told so: by variables that SDKs heed, or by the profile in use.</summary>
static class LocalEndpoints
{
    const string Variable = "AWS_ENDPOINT_URL";
    const string Setting = "endpoint_url";

    /// <param name="variables">The environment.</param>
    /// <param name="profile">The profile that the run starts from; null: the one that AWS_PROFILE names, or the default one.</param>
    public static bool AreNamed(IDictionary<string, string> variables, string? profile)
    {
        if (ValueOf("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") == "true")
            return false;
        if (
            variables.Any(variable =>
                variable.Key.StartsWith(Variable, StringComparison.Ordinal) && IsLoopback(variable.Value)
            )
        )
            return true;
        // Most have none, and need not wait for the SDK to be loaded.
        if (
            !Files()
                .Any(file => File.Exists(file) && File.ReadAllText(file).Contains(Setting, StringComparison.Ordinal))
        )
            return false;
        return IsOfProfile(profile ?? ValueOf("AWS_PROFILE") ?? "default");

        IEnumerable<string> Files()
        {
            var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");
            yield return ValueOf("AWS_CONFIG_FILE") ?? Path.Combine(home, "config");
            yield return ValueOf("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(home, "credentials");
        }

        string? ValueOf(string variable) => variables.TryGetValue(variable, out var value) ? value : null;
    }

    static bool IsOfProfile(string name) =>
        new CredentialProfileStoreChain().TryGetProfile(name, out var found) && IsLoopback(found.EndpointUrl);

    static bool IsLoopback(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.IsLoopback || uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));
}
