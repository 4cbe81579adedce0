namespace Settings;

/// <summary>What the texts look like that go into trust policies of web identities.</summary>
static class WebIdentityFormats
{
    /// <summary>GitHub's own; GitHub Enterprise has others (GitHub Docs, "OpenID Connect reference").</summary>
    public const string IssuerOfGitHub = "https://token.actions.githubusercontent.com";

    /// <summary>For whom AWS's own actions ask tokens (GitHub Docs, "Configuring OpenID Connect in Amazon Web Services").</summary>
    public const string AudienceOfAws = "sts.amazonaws.com";

    /// <summary>As IAM takes it: https, without query and without a slash at its end (IAM API Reference, CreateOpenIDConnectProvider).</summary>
    public static readonly TextFormat Issuer = Of(
        text =>
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            && url.Query.Length + url.Fragment.Length + url.UserInfo.Length == 0
            && !text.EndsWith('/')
            && text.Length <= 255,
        "the URL of an issuer such as https://gitlab.com: https, nothing behind the path, no slash at the end"
    );

    public static readonly TextFormat GitHubOwner = Of(
        text => text.Length <= 39 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'),
        "an owner of GitHub: up to 39 letters, digits and -"
    );

    public static readonly TextFormat GitHubRepository = Of(
        text => text.Length <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'),
        "a repository of GitHub, without its owner: up to 100 letters, digits and -_."
    );

    /// <summary>A literal name: a pattern would let other branches in (git-check-ref-format).</summary>
    public static readonly TextFormat Branch = Of(
        text =>
            text.Length <= 244
            && !text.Any(c =>
                c is <= ' ' or > '~' or '~' or '^' or ':' or '?' or '*' or '[' or '\\' or '\'' or '"' or '$'
            ),
        "the name of one branch, without patterns"
    );

    /// <summary>The claim sub of a token; * stands for anything, but not for whose repository it is.</summary>
    public static readonly TextFormat Subject = Of(
        text =>
            text.Length <= 255
            && !text.Any(c => c is < ' ' or > '~')
            && text.IndexOfAny(['*', '?']) is var wildcard
            && (wildcard < 0 || text[..wildcard].Contains('/', StringComparison.Ordinal)),
        "the subject of a token such as project_path:my-group/my-project:ref_type:branch:ref:main; * only behind the first /"
    );

    static TextFormat Of(Func<string, bool> isWanted, string wanted) =>
        new(text => isWanted(text) ? null : $"is '{text}', not {wanted}");
}
