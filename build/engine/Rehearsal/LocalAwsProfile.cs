using Amazon.Runtime.CredentialManagement;
using LocalAws;
using LocalAws.Profiles;
using Settings;

namespace Rehearsal;

/// <summary>The profiles of a rehearsal's accounts: one for each account, named after its first environment.</summary>
public static class LocalAwsProfile
{
    /// <summary>The profiles, by account.</summary>
    public static IReadOnlyDictionary<string, string> NamesOf(BuildSettings settings) =>
        Profiles(settings).ToDictionary(profile => profile.Account, profile => profile.Name);

    /// <param name="stateFolder">Where the state is, from the root.</param>
    public static ClientProfiles Write(
        string root,
        string stateFolder,
        LocalAwsServer server,
        BuildSettings settings
    ) => ClientProfiles.Write(FolderOf(root, stateFolder), server, [.. Profiles(settings)]);

    /// <summary>The key of the CI/CD account's administrator at an endpoint, if files were written for that one.</summary>
    public static LocalAwsAccessKey? Find(string root, string stateFolder, string endpoint, BuildSettings settings) =>
        ClientProfiles.FindCredentials(FolderOf(root, stateFolder), endpoint) is { } file
        && new SharedCredentialsFile(file).TryGetProfile(NamesOf(settings)[settings.Cicd.Account], out var profile)
            ? new(profile.Options.AccessKey, profile.Options.SecretKey)
            : null;

    static IEnumerable<ClientProfile> Profiles(BuildSettings settings) =>
        settings
            .AllEnvironments.DistinctBy(environment => environment.Account)
            .Select(environment => new ClientProfile(environment.Name, environment.Account, environment.Region));

    static string FolderOf(string root, string stateFolder) => Path.Combine(root, stateFolder, "profiles");
}
