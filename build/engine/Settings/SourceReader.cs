namespace Settings;

/// <summary>Reads what the settings say of the source that is released, noting everything that is wrong.</summary>
static class SourceReader
{
    const string Issuer = "issuer";
    const string Audience = "audience";
    const string ReleaseSubjects = "releaseSubjects";
    const string DiffSubjects = "diffSubjects";

    /// <summary>What each type of source needs, and what it may have besides.</summary>
    static readonly Dictionary<string, (string[] Needs, string[] MayHave)> sources = new(StringComparer.Ordinal)
    {
        ["github"] = (["owner", "repository", "branch", "tokenSecret"], ["tokenField", "tokenVersion", "tokenKey"]),
        ["connection"] = (["owner", "repository", "branch", "connectionArn"], []),
        ["codecommit"] = (["repository", "branch"], []),
        ["s3"] = (["bucket", "key"], []),
        [SourceSettings.GitHubActions] = (["owner", "repository", "branch"], [Issuer, Audience]),
        [SourceSettings.WebIdentity] = ([Issuer, Audience], []),
    };

    /// <summary>Those that are lists.</summary>
    static readonly string[] lists = [ReleaseSubjects, DiffSubjects];

    /// <param name="isNeeded">Whether there is a pipeline.</param>
    public static SourceSettings Read(JsonReader json, bool isNeeded)
    {
        if (json.IsMissing)
        {
            if (isNeeded)
                json.Problems.Add(json.Path, "is missing", "say what the pipeline follows: type and what that needs");
            return new SourceSettings("", new Dictionary<string, string>());
        }
        var type = json["type"].Text();
        if (!sources.TryGetValue(type, out var source))
        {
            json.WithProperties([
                .. sources.Values.SelectMany(s => s.Needs.Concat(s.MayHave)).Append("type").Concat(lists).Distinct(),
            ]);
            if (type.Length > 0)
                json.Problems.AddNoneOf(json["type"].Path, type, "a type of source", [.. sources.Keys]);
            return new SourceSettings(type, new Dictionary<string, string>());
        }

        string[] own = type == SourceSettings.WebIdentity ? lists : [];
        json = json.WithProperties([.. source.Needs.Prepend("type"), .. source.MayHave, .. own]);
        var properties = new Dictionary<string, string>();
        foreach (var name in source.Needs)
            properties[name] = json[name].Text(ShapeOf(type, name));
        foreach (var name in source.MayHave)
        {
            if (json[name].OptionalText(ShapeOf(type, name)) is { } text)
                properties[name] = text;
        }

        return new SourceSettings(type, properties) { Identity = IdentityOf(json, type, properties) };
    }

    /// <summary>What becomes part of a trust policy is checked: a mistake there lets nobody in, or too many.</summary>
    static TextFormat? ShapeOf(string type, string name) =>
        (type, name) switch
        {
            (_, Issuer) => WebIdentityFormats.Issuer,
            (SourceSettings.GitHubActions, "owner") => WebIdentityFormats.GitHubOwner,
            (SourceSettings.GitHubActions, "repository") => WebIdentityFormats.GitHubRepository,
            (SourceSettings.GitHubActions, "branch") => WebIdentityFormats.Branch,
            _ => null,
        };

    static WebIdentitySettings? IdentityOf(JsonReader json, string type, Dictionary<string, string> properties) =>
        type switch
        {
            SourceSettings.GitHubActions => new(
                properties.GetValueOrDefault(Issuer, WebIdentityFormats.IssuerOfGitHub),
                properties.GetValueOrDefault(Audience, WebIdentityFormats.AudienceOfAws),
                [],
                []
            ),
            SourceSettings.WebIdentity => new(
                properties[Issuer],
                properties[Audience],
                Subjects(json[ReleaseSubjects]),
                Subjects(json[DiffSubjects])
            ),
            _ => null,
        };

    static List<string> Subjects(JsonReader json)
    {
        var items = json.Items();
        if (items.Count == 0 && json.Element?.ValueKind == System.Text.Json.JsonValueKind.Array)
            json.Problems.Add(json.Path, "is empty", "name the claim sub of the tokens that may");
        return [.. items.Select(item => item.Text(WebIdentityFormats.Subject))];
    }
}
