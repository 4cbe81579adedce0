using System.Text;
using Amazon.Runtime.CredentialManagement;
using Build.Settings;
using Deployment.Files;
using LocalAws;

namespace Build.Rehearsal;

/// <summary>Files in the AWS CLI's format with the local AWS's administrators, readable by their owner alone.</summary>
/// <param name="Variables">What points a shell at the local AWS; no secret among them.</param>
/// <param name="Profiles">A profile for each account, named after its first environment.</param>
sealed record LocalAwsProfile(IReadOnlyList<(string Name, string Value)> Variables, IReadOnlyList<string> Profiles)
{
    /// <summary>The profiles, by account: each is named after the account's first environment.</summary>
    public static IReadOnlyDictionary<string, string> NamesOf(BuildSettings settings) =>
        Environments(settings).ToDictionary(environment => environment.Account, environment => environment.Name);

    /// <param name="stateFolder">Where the state is, from the root.</param>
    public static LocalAwsProfile Write(string root, string stateFolder, LocalAwsServer server, BuildSettings settings)
    {
        var folder = FolderOf(root, stateFolder);
        var credentials = new StringBuilder();
        var config = new StringBuilder();
        var accounts = Environments(settings).ToList();
        foreach (var environment in accounts)
        {
            var key = server.AdministratorOf(environment.Account);
            credentials.Append($"[{environment.Name}]\n");
            credentials.Append($"aws_access_key_id = {key.AccessKeyId}\n");
            credentials.Append($"aws_secret_access_key = {key.SecretAccessKey}\n\n");
            config.Append($"[profile {environment.Name}]\n");
            config.Append($"region = {environment.Region}\n");
            config.Append(EndpointLine(server.Endpoint.ToString())).Append('\n');
        }

        var credentialsFile = Path.Combine(folder, "credentials");
        var configFile = Path.Combine(folder, "config");
        WholeFile.WritePrivate(credentialsFile, credentials.ToString());
        WholeFile.WritePrivate(configFile, config.ToString());
        return new(
            [
                ("AWS_ENDPOINT_URL", server.Endpoint.ToString()),
                ("AWS_CONFIG_FILE", configFile),
                ("AWS_SHARED_CREDENTIALS_FILE", credentialsFile),
                ("AWS_PROFILE", accounts[0].Name),
                ("AWS_REGION", accounts[0].Region),
            ],
            [.. accounts.Select(account => account.Name)]
        );
    }

    /// <summary>The key of the CI/CD account's administrator at an endpoint, if files were written for that one.</summary>
    public static LocalAwsAccessKey? Find(string root, string stateFolder, string endpoint, BuildSettings settings)
    {
        var config = Path.Combine(FolderOf(root, stateFolder), "config");
        if (
            !File.Exists(config) || !File.ReadAllText(config).Contains(EndpointLine(endpoint), StringComparison.Ordinal)
        )
            return null;
        var name = settings.AllEnvironments.First(environment => environment.Account == settings.Cicd.Account).Name;
        return new SharedCredentialsFile(Path.Combine(FolderOf(root, stateFolder), "credentials")).TryGetProfile(
            name,
            out var profile
        )
            ? new(profile.Options.AccessKey, profile.Options.SecretKey)
            : null;
    }

    static IEnumerable<EnvironmentSettings> Environments(BuildSettings settings) =>
        settings.AllEnvironments.DistinctBy(environment => environment.Account);

    static string FolderOf(string root, string stateFolder) => Path.Combine(root, stateFolder, "profiles");

    static string EndpointLine(string endpoint) => $"endpoint_url = {endpoint}\n";
}
