namespace Settings;

/// <summary>Reads where credentials come from, and the role chains.</summary>
static class CredentialsReader
{
    static readonly string[] sources = ["automatic", "profile", "environment", "container", "webIdentity", "instance"];

    /// <summary>STS's limit for a session that is opened with a role's credentials.</summary>
    const int LongestChainedSession = 3600;

    public static CredentialSettings Read(JsonReader json)
    {
        json = json.WithProperties("base", "profile", "chains");
        var source = BaseSource.Automatic;
        var name = json["base"].OptionalText();
        if (name is not null && !sources.Contains(name))
            json.Problems.Add(json["base"].Path, $"is '{name}', not one of {string.Join(", ", sources)}");
        else if (name is not null)
            source = Enum.Parse<BaseSource>(name, ignoreCase: true);
        var profile = json["profile"].OptionalText();
        if (source == BaseSource.Profile && profile is null)
            json.Problems.Add(json["profile"].Path, "is missing: the base credentials are to be a profile's");
        return new(source, profile, ReadChains(json["chains"], optional: false));
    }

    public static PurposeChains ReadChains(JsonReader json, bool optional)
    {
        var chains = new PurposeChains();
        if (optional && json.IsMissing)
            return chains;
        json = json.WithProperties(Purposes.InSettings);
        foreach (var purpose in Purposes.All)
        {
            if (json[purpose.Setting()] is { IsMissing: false } chain)
                chains = chains.With(purpose, ReadChain(chain));
        }

        return chains;
    }

    static List<RoleLinkSettings> ReadChain(JsonReader json)
    {
        var links = json.Items().Select(ReadLink).ToList();
        for (var i = 1; i < links.Count; i++)
            if (links[i].DurationSeconds > LongestChainedSession)
                json.Problems.Add(
                    $"{json.Path}[{i}].durationSeconds",
                    $"is {links[i].DurationSeconds}: a role that is assumed through another lasts an hour, 3600, at most"
                );
        return links;
    }

    static RoleLinkSettings ReadLink(JsonReader json)
    {
        json = json.WithProperties("role", "externalId", "durationSeconds", "sessionName", "tags");
        return new(
            json["role"].Text(TextFormat.RoleArn),
            json["externalId"].OptionalText(TextFormat.ExternalId),
            json["durationSeconds"].OptionalNumber(900, 43200),
            json["sessionName"].OptionalText(TextFormat.SessionName),
            json["tags"].Entries().DistinctBy(tag => tag.Name).ToDictionary(tag => tag.Name, tag => tag.Value.Text())
        );
    }
}
