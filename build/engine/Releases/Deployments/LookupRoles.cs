using Deployment;
using Settings;
using Settings.Roles;
using Steps;

namespace Releases.Deployments;

/// <summary>The roles that a synthesis looks up with: the CDK CLI does not wait for one that was made a moment ago.</summary>
static class LookupRoles
{
    static readonly TimeSpan interval = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    /// <summary>Returns once they can be assumed; one that still cannot is left for the lookup to tell of.</summary>
    public static Task AwaitAsync(ReleaseContext context, IEnumerable<EnvironmentSettings> environments) =>
        Task.WhenAll(environments.Select(environment => AwaitAsync(context, environment)));

    static async Task AwaitAsync(ReleaseContext context, EnvironmentSettings environment)
    {
        var chain = RoleChains.Into(context.Settings, Purpose.Lookup, environment, context.Aws.Endpoint);
        var started = context.Time.GetTimestamp();
        while (context.Time.GetElapsedTime(started) < patience)
        {
            try
            {
                using var session = await context.Aws.OpenAsync(chain, environment.Account, environment.Region);
                return;
            }
            catch (BuildException e) when (e.Findings.All(finding => finding.Code == FindingCodes.AssumeRoleFailed))
            {
                await Task.Delay(interval, context.Time, context.Cancellation);
            }
        }
    }
}
