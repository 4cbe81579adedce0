namespace Deployment.Credentials;

/// <summary>Names for role sessions that say in CloudTrail who ran which build.</summary>
public static class SessionNames
{
    /// <summary>STS's limit for a role session name.</summary>
    public const int Longest = 64;

    /// <param name="variables">The process's environment: CODEBUILD_BUILD_ID, GITHUB_RUN_ID with GITHUB_ACTOR, else the user.</param>
    public static string Create(Func<string, string?> variables, string user)
    {
        if (variables("CODEBUILD_BUILD_ID") is { Length: > 0 } build)
            return Sanitize($"codebuild-{build}");
        if (variables("GITHUB_RUN_ID") is { Length: > 0 } run)
            return Sanitize($"github-{variables("GITHUB_ACTOR")}-{run}");
        return Sanitize($"build-{user}");
    }

    /// <summary>STS allows letters, digits and _=,.@+- only, 2 to 64 of them. What is too long loses its middle: the ends tell builds apart.</summary>
    public static string Sanitize(string name)
    {
        var allowed = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || "_=,.@+-".Contains(c) ? c : '-'));
        return allowed.Length switch
        {
            < 2 => allowed.PadRight(2, '-'),
            > Longest => $"{allowed[..20]}-{allowed[^(Longest - 21)..]}",
            _ => allowed,
        };
    }
}
