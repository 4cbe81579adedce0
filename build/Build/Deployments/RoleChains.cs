using Build.Settings;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Build.Deployments;

/// <summary>Fills the settings' role chains in for an environment.</summary>
static class RoleChains
{
    /// <summary>The chain for a purpose, and the account that it ends in.</summary>
    public static (RoleChain Chain, string Account) For(
        BuildSettings settings,
        Purpose purpose,
        EnvironmentSettings environment
    )
    {
        var links = settings.Credentials.ChainFor(purpose);
        // The base credentials are of the CI/CD account: bootstrapping it needs no way into it.
        if (links.Count == 0 || (purpose == Purpose.Bootstrap && environment.Account == settings.Cicd.Account))
            return (RoleChain.None, settings.Cicd.Account);

        var chain = new RoleChain([.. links.Select(link => Fill(link, settings.Qualifier, environment))]);
        return (chain, CallerIdentity.FromArn(chain.Links[^1].RoleArn).Account);
    }

    /// <summary>Fills {qualifier}, {account}, {region} and {partition} in.</summary>
    public static string Fill(string text, string qualifier, EnvironmentSettings environment) =>
        text.Replace("{qualifier}", qualifier, StringComparison.Ordinal)
            .Replace("{account}", environment.Account, StringComparison.Ordinal)
            .Replace("{region}", environment.Region, StringComparison.Ordinal)
            .Replace(
                "{partition}",
                new TargetEnvironment(environment.Account, environment.Region).Partition,
                StringComparison.Ordinal
            );

    static RoleLink Fill(RoleLinkSettings link, string qualifier, EnvironmentSettings environment) =>
        new(
            Fill(link.Role, qualifier, environment),
            link.ExternalId,
            link.DurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            link.SessionName,
            link.Tags.Count == 0 ? null : link.Tags
        );
}
