using Deployment.Assemblies;
using Deployment.Bootstrapping.WebIdentities;

namespace Settings.Roles;

/// <summary>The roles that a build system outside AWS assumes in the CI/CD account: one for each wave to release with, one to read with.</summary>
public static class WebIdentityPlan
{
    /// <summary>Null where CodePipeline releases.</summary>
    public static WebIdentityOptions? Of(BuildSettings settings)
    {
        if (settings.Source.Identity is not { } identity)
            return null;
        return new(
            identity.Issuer,
            identity.Audience,
            [.. ReleaseRoles(settings, identity), DiffRole(settings, identity)]
        )
        {
            TerminationProtection = settings.Cicd.Bootstrap.Over(settings.Bootstrap).TerminationProtection,
        };
    }

    /// <summary>The name of the role that a wave is released with; without one, of the role that releases everything.</summary>
    public static string ReleaseRoleName(BuildSettings settings, string? wave = null) =>
        $"cdk-{settings.Qualifier}-release{(wave is null ? "" : $"-{wave}")}";

    /// <summary>The name of the role that Cloud Assemblies are synthesized and compared with.</summary>
    public static string DiffRoleName(BuildSettings settings) => $"cdk-{settings.Qualifier}-diff";

    static IEnumerable<WebIdentityRole> ReleaseRoles(BuildSettings settings, WebIdentitySettings identity)
    {
        if (settings.Source.Type != SourceSettings.GitHubActions)
        {
            yield return Role(
                settings,
                ReleaseRoleName(settings),
                "Releases into the environments",
                identity.ReleaseSubjects,
                settings.AllEnvironments,
                releasing
            );
            yield break;
        }
        foreach (var wave in settings.Pipeline.AllWaves)
            yield return Role(
                settings,
                ReleaseRoleName(settings, wave.Name),
                $"Releases wave {wave.Name}",
                [GitHubSubjects.OfWave(settings.Source, wave)],
                EnvironmentsOf(settings, wave),
                releasing
            );
    }

    static WebIdentityRole DiffRole(BuildSettings settings, WebIdentitySettings identity) =>
        Role(
            settings,
            DiffRoleName(settings),
            "Looks up and compares, and writes nothing",
            settings.Source.Type == SourceSettings.GitHubActions
                ? GitHubSubjects.OfReading(settings.Source)
                : identity.DiffSubjects,
            settings.AllEnvironments,
            reading
        );

    /// <summary>A release that names no environments reaches those that nothing else places, too: the CI/CD account's own.</summary>
    static IReadOnlyList<EnvironmentSettings> EnvironmentsOf(BuildSettings settings, WaveSettings wave) =>
        wave.Releases.Any(release => release.Environments.Count == 0)
            ? settings.AllEnvironments
            : settings.EnvironmentsOf([.. wave.Releases.SelectMany(release => release.Environments)]);

    static readonly Purpose[] releasing = [Purpose.Deploy, Purpose.Publish];
    static readonly Purpose[] reading = [Purpose.Lookup, Purpose.ReadOnly];

    static WebIdentityRole Role(
        BuildSettings settings,
        string name,
        string description,
        IReadOnlyList<string> subjects,
        IReadOnlyList<EnvironmentSettings> environments,
        IReadOnlyList<Purpose> purposes
    ) =>
        new(
            name,
            description,
            subjects,
            [
                .. environments
                    // The session of a run is opened in the CI/CD account.
                    .SelectMany(environment => purposes.SelectMany(purpose => ArnsOf(settings, purpose, environment)))
                    .Concat(purposes.SelectMany(purpose => FirstLink(settings, purpose, settings.Cicd.AsEnvironment)))
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ]
        )
        {
            LongestSession = TimeSpan.FromMinutes(Math.Clamp(settings.Pipeline.TimeoutMinutes, 60, 720)),
        };

    /// <summary>The first role of the chain where there is one, which leads to the others; else the roles themselves.</summary>
    static IEnumerable<string> ArnsOf(BuildSettings settings, Purpose purpose, EnvironmentSettings environment)
    {
        if (FirstLink(settings, purpose, environment) is { Count: > 0 } first)
            return first;
        string[] roles = purpose switch
        {
            Purpose.Deploy => [settings.Roles.Deploy],
            Purpose.Publish => [settings.Roles.FilePublishing, settings.Roles.ImagePublishing],
            Purpose.Lookup => [settings.Roles.Lookup],
            _ => environment.Bootstrap.Over(settings.Bootstrap).ReadOnlyRole == true ? [settings.Roles.ReadOnly] : [],
        };
        return roles.Select(role => RoleChains.ArnOf(role, settings.Qualifier, environment));
    }

    static IReadOnlyList<string> FirstLink(BuildSettings settings, Purpose purpose, EnvironmentSettings environment) =>
        [.. RoleChains.For(settings, purpose, environment).Chain.Links.Take(1).Select(link => link.RoleArn)];
}
