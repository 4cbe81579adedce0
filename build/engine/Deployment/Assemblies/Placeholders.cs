namespace Deployment.Assemblies;

/// <summary>The values of <c>${AWS::AccountId}</c>, <c>${AWS::Region}</c>, <c>${AWS::Partition}</c> and <c>${AWS::URLSuffix}</c>.</summary>
public sealed record Placeholders(string Account, string Region, string Partition, string UrlSuffix)
{
    public string Apply(string text) =>
        text.Contains("${AWS::", StringComparison.Ordinal)
            ? text.Replace("${AWS::AccountId}", Account, StringComparison.Ordinal)
                .Replace("${AWS::Region}", Region, StringComparison.Ordinal)
                .Replace("${AWS::Partition}", Partition, StringComparison.Ordinal)
                .Replace("${AWS::URLSuffix}", UrlSuffix, StringComparison.Ordinal)
            : text;
}
