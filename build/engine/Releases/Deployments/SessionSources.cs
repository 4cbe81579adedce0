using Deployment.Assemblies;
using Deployment.Credentials;
using Settings;
using Settings.Roles;
using Steps;

namespace Releases.Deployments;

/// <summary>What the roles of each environment are assumed from, where the settings' chains differ by environment or purpose.</summary>
static class SessionSources
{
    /// <summary>Null where every chain for deploying and publishing, or for reading alone, is the one that the task's session has come by.</summary>
    public static SessionSource? For(ReleaseContext context)
    {
        var settings = context.Settings;
        var stacks = context.Options.ReadOnly ? Purpose.Lookup : Purpose.Deploy;
        var own = KeyOf(stacks, settings.Cicd.AsEnvironment);
        return settings.AllEnvironments.All(environment =>
            KeyOf(stacks, environment) == own
            && (stacks == Purpose.Lookup || KeyOf(Purpose.Publish, environment) == own)
        )
            ? null
            : (purpose, target, _) =>
            {
                var environment = settings.AllEnvironments.FirstOrDefault(e =>
                    (e.Account, e.Region) == (target.Account, target.Region)
                );
                // What the settings do not name is reached as the CI/CD account is.
                environment ??= settings.Cicd.AsEnvironment;
                var needed = purpose == AccessPurpose.Assets ? Purpose.Publish : stacks;
                return KeyOf(needed, environment) == own
                    ? Task.FromResult(context.Session)
                    : context.Aws.ShareAsync(needed, environment);
            };

        string KeyOf(Purpose purpose, EnvironmentSettings environment) =>
            RoleChains.KeyOf(RoleChains.For(settings, purpose, environment).Chain);
    }
}
