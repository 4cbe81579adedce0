using System.Text;
using LocalAws.Worlds;

namespace LocalAws.Profiles;

/// <summary>The administrators of a local AWS in files as AWS's clients read them, which their owner alone may read.</summary>
/// <param name="Endpoint">Where the local AWS answers.</param>
/// <param name="Variables">What points a shell at it; no secret is among them.</param>
/// <param name="Names">The profiles, the first of which is the one that the variables choose.</param>
/// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html</remarks>
public sealed record ClientProfiles(
    Uri Endpoint,
    IReadOnlyList<(string Name, string Value)> Variables,
    IReadOnlyList<string> Names
)
{
    /// <summary>Writes the files <c>config</c> and <c>credentials</c>, or replaces them.</summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <param name="server">Has the accounts.</param>
    /// <param name="profiles">One at least.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be written.</exception>
    public static ClientProfiles Write(string folder, LocalAwsServer server, IReadOnlyList<ClientProfile> profiles)
    {
        var credentials = new StringBuilder();
        var config = new StringBuilder();
        foreach (var profile in profiles)
        {
            var key = server.AdministratorOf(profile.Account);
            credentials.Append($"[{profile.Name}]\n");
            credentials.Append($"aws_access_key_id = {key.AccessKeyId}\n");
            credentials.Append($"aws_secret_access_key = {key.SecretAccessKey}\n\n");
            config.Append($"[profile {profile.Name}]\n");
            config.Append($"region = {profile.Region}\n");
            config.Append(EndpointLine(server.Endpoint.ToString())).Append('\n');
        }

        PrivateFiles.CreateDirectory(folder);
        PrivateFiles.Write(CredentialsIn(folder), credentials.ToString());
        PrivateFiles.Write(ConfigIn(folder), config.ToString());
        return new(
            server.Endpoint,
            [
                ("AWS_ENDPOINT_URL", server.Endpoint.ToString()),
                ("AWS_CONFIG_FILE", ConfigIn(folder)),
                ("AWS_SHARED_CREDENTIALS_FILE", CredentialsIn(folder)),
                ("AWS_PROFILE", profiles[0].Name),
                ("AWS_REGION", profiles[0].Region),
            ],
            [.. profiles.Select(profile => profile.Name)]
        );
    }

    /// <summary>The file with the keys, if the files in a folder were written for an endpoint.</summary>
    public static string? FindCredentials(string folder, string endpoint) =>
        File.Exists(ConfigIn(folder))
        && File.ReadAllText(ConfigIn(folder)).Contains(EndpointLine(endpoint), StringComparison.Ordinal)
            ? CredentialsIn(folder)
            : null;

    /// <summary>What to tell whoever starts a local AWS, a line each. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html</summary>
    public IEnumerable<string> Instructions() =>
        [
            $"The local AWS answers at {Endpoint}. Point a shell at it:",
            .. Variables.Select(variable => $"  export {variable.Name}={variable.Value}"),
            "aws CLI before 2.13 (1.29 of version 1), boto3 before 1.28 and other SDKs of that time ignore AWS_ENDPOINT_URL"
                + $" and call AWS itself: give them --endpoint-url {Endpoint} (boto3: endpoint_url=\"{Endpoint}\")",
            $"Profiles of the other accounts: {string.Join(", ", Names)}",
        ];

    static string ConfigIn(string folder) => Path.Combine(folder, "config");

    static string CredentialsIn(string folder) => Path.Combine(folder, "credentials");

    static string EndpointLine(string endpoint) => $"endpoint_url = {endpoint}\n";
}
