using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.NextActions;

namespace Settings.Roles;

/// <summary>Fills the settings' role chains in for an environment.</summary>
public static class RoleChains
{
    /// <summary>The chain for a purpose, and the account that it ends in.</summary>
    public static (RoleChain Chain, string Account) For(
        BuildSettings settings,
        Purpose purpose,
        EnvironmentSettings environment
    )
    {
        var links = settings.Credentials.ChainFor(purpose, environment);
        // The base credentials are of the CI/CD account: bootstrapping it needs no way into it.
        if (links.Count == 0 || (purpose == Purpose.Bootstrap && environment.Account == settings.Cicd.Account))
            return (RoleChain.None, settings.Cicd.Account);

        var chain = new RoleChain([.. links.Select(link => Fill(link, settings.Qualifier, environment))]);
        return (chain, CallerIdentity.FromArn(chain.Links[^1].RoleArn).Account);
    }

    /// <summary>The chain for a purpose, and after it the role that the purpose is named after; bootstrapping has none besides its chain.</summary>
    /// <param name="role">The name or ARN of another role to end in; null for the purpose's own.</param>
    public static RoleChain Into(
        BuildSettings settings,
        Purpose purpose,
        EnvironmentSettings environment,
        AwsEndpoint world,
        string? role = null
    )
    {
        var (chain, _) = For(settings, purpose, environment);
        if ((role ?? RoleOf(settings.Roles, purpose)) is not { } last)
            return chain;
        var arn = ArnOf(last, settings.Qualifier, environment);
        return chain.Links.Count > 0 && chain.Links[^1].RoleArn == arn
            ? chain
            : new RoleChain([
                .. chain.Links,
                new RoleLink(arn) { Hint = role is null ? HintFor(environment, world) : null },
            ]);
    }

    /// <summary>Equal for chains that lead to the same session.</summary>
    public static string KeyOf(RoleChain chain) =>
        string.Join(
            '\n',
            chain.Links.Select(link =>
                $"{link.RoleArn} {link.ExternalId} {link.Duration} {link.SessionName} "
                + string.Join(' ', link.Tags?.Select(tag => $"{tag.Key}={tag.Value}") ?? [])
            )
        );

    /// <summary>The ARN of a role that is given by name or ARN, placeholders filled in.</summary>
    public static string ArnOf(string role, string qualifier, EnvironmentSettings environment) =>
        Fill(
            role.StartsWith("arn:", StringComparison.Ordinal)
                ? role
                : $"arn:{{partition}}:iam::{{account}}:role/{role}",
            qualifier,
            environment
        );

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

    static string HintFor(EnvironmentSettings environment, AwsEndpoint world) =>
        $"{new BuildCommand("Bootstrap", $"--environment={environment.Name}").In(world)}  (it makes the role, and lets the CI/CD account assume it)";

    static string? RoleOf(RoleSettings roles, Purpose purpose) =>
        purpose switch
        {
            Purpose.Lookup => roles.Lookup,
            Purpose.Deploy => roles.Deploy,
            Purpose.Publish => roles.FilePublishing,
            Purpose.ReadOnly => roles.ReadOnly,
            _ => null,
        };

    static RoleLink Fill(RoleLinkSettings link, string qualifier, EnvironmentSettings environment) =>
        new(
            Fill(link.Role, qualifier, environment),
            link.ExternalId,
            link.DurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            link.SessionName,
            link.Tags.Count == 0 ? null : link.Tags
        );
}
