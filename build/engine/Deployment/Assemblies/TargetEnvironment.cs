namespace Deployment.Assemblies;

/// <summary>The account and region that a stack is deployed to; either may be unknown until a session resolves it.</summary>
public sealed record TargetEnvironment(string Account, string Region)
{
    public const string UnknownAccount = "unknown-account";
    public const string UnknownRegion = "unknown-region";

    /// <summary>True when both account and region are named.</summary>
    public bool IsResolved => Account != UnknownAccount && Region != UnknownRegion;

    /// <summary>The partition that the region lies in: aws, aws-cn, aws-us-gov...</summary>
    public string Partition => Partitions.Of(Region).Name;

    /// <summary>The DNS suffix of the partition's services, amazonaws.com in most.</summary>
    public string UrlSuffix => Partitions.Of(Region).UrlSuffix;

    /// <summary>This environment with what is unknown taken from the session's account and region.</summary>
    public TargetEnvironment Resolve(string account, string region) =>
        new(Account == UnknownAccount ? account : Account, Region == UnknownRegion ? region : Region);

    /// <summary>The values that the manifest's placeholders stand for here; both account and region have to be known.</summary>
    public Placeholders Placeholders => new(Account, Region, Partition, UrlSuffix);

    /// <summary>Reads <c>aws://account/region</c>, the form in cloud assembly manifests.</summary>
    public static TargetEnvironment? TryParse(string text)
    {
        const string Scheme = "aws://";
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            return null;
        var parts = text[Scheme.Length..].Split('/');
        return parts is [{ Length: > 0 } account, { Length: > 0 } region] && IsAccount(account) && IsRegion(region)
            ? new(account, region)
            : null;
    }

    public override string ToString() => $"aws://{Account}/{Region}";

    static bool IsAccount(string text) => text == UnknownAccount || (text.Length == 12 && text.All(char.IsAsciiDigit));

    static bool IsRegion(string text) => text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
