namespace Deployment.Credentials.Profiles;

/// <summary>The profiles of the shared configuration. What is wrong in one section says nothing of the others.</summary>
/// <remarks>The format is that of the AWS CLI and SDKs ("Configuration and credential file settings", AWS CLI User Guide).</remarks>
sealed class ProfileStore
{
    readonly Dictionary<string, Profile> profiles = new(StringComparer.Ordinal);
    readonly Dictionary<string, Profile> sessions = new(StringComparer.Ordinal);

    /// <summary>The names of all profiles.</summary>
    public IEnumerable<string> Names => profiles.Keys;

    public Profile? Find(string name) => profiles.GetValueOrDefault(name);

    /// <summary>The sso-session of that name.</summary>
    public Profile? FindSession(string name) => sessions.GetValueOrDefault(name);

    /// <param name="credentialsFile">Null for the user's own.</param>
    /// <exception cref="BuildException">A file is there and cannot be read.</exception>
    public static ProfileStore Read(string? credentialsFile)
    {
        var store = new ProfileStore();
        store.Add(PathOf("AWS_CONFIG_FILE", "config"), isConfig: true);
        // Of a profile that is in both, the credentials file is believed.
        store.Add(credentialsFile ?? PathOf("AWS_SHARED_CREDENTIALS_FILE", "credentials"), isConfig: false);
        return store;
    }

    static string PathOf(string variable, string name) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws", name);

    void Add(string file, bool isConfig)
    {
        string[] lines;
        try
        {
            if (!File.Exists(file))
                return;
            lines = File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildException(ProfileFindings.Unreadable(file, e), innerException: e);
        }
        Profile? section = null;
        foreach (var (index, line) in lines.Index())
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';')
                continue;
            if (text[0] == '[')
                section = Open(text, isConfig);
            // What is indented belongs to the setting above, such as endpoints of services.
            else if (!char.IsWhiteSpace(line[0]))
                section?.Add(text, $"{file} line {index + 1}");
        }
    }

    /// <summary>Null for a section that is none of these.</summary>
    Profile? Open(string header, bool isConfig)
    {
        var end = header.IndexOf(']', StringComparison.Ordinal);
        if (end < 0)
            return null;
        var words = header[1..end]
            .Split((char[]?)null, 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["profile", var name] when isConfig => In(profiles, name.Trim('"', '\'')),
            ["sso-session", var name] when isConfig => In(sessions, name.Trim('"', '\'')),
            ["default"] => In(profiles, "default"),
            _ when isConfig => null,
            [] => null,
            _ => In(profiles, header[1..end].Trim()),
        };
    }

    static Profile In(Dictionary<string, Profile> all, string name) =>
        all.TryGetValue(name, out var found) ? found : all[name] = new Profile(name);
}

/// <summary>The settings of a section.</summary>
sealed class Profile(string name)
{
    readonly Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);
    readonly List<string> malformed = [];

    public string Name => name;

    /// <summary>Where something stands that is no setting.</summary>
    public IReadOnlyList<string> Malformed => malformed;

    /// <summary>Null where it is not set, or to nothing.</summary>
    public string? this[string setting] => settings.GetValueOrDefault(setting) is { Length: > 0 } value ? value : null;

    public void Add(string line, string place)
    {
        var (key, separator, value) = line.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at
            ? (line[..at].Trim(), true, line[(at + 1)..].Trim())
            : (line, false, "");
        if (!separator || key.Length == 0 || key.Any(char.IsWhiteSpace))
            malformed.Add(place);
        else
            settings[key] = WithoutComment(value);
    }

    static string WithoutComment(string value)
    {
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] is '#' or ';' && char.IsWhiteSpace(value[i - 1]))
                return value[..i].TrimEnd();
        }
        return value;
    }
}
