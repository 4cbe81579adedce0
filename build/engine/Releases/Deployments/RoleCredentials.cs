using Deployment;
using Deployment.Credentials;
using Settings;
using Settings.Roles;
using Steps;

namespace Releases.Deployments;

/// <summary>Credentials of an environment's role, for tools that the build does not start.</summary>
public static class RoleCredentials
{
    /// <summary>Names what this target was asked to start from, to whatever is started to find that, so that it does not start itself for ever.</summary>
    const string Mark = "BUILD_CREDENTIALS_TARGET";

    /// <exception cref="BuildException">No role is asked for, or it was not assumed. Base credentials are never handed out.</exception>
    public static async Task<string> JsonAsync(ReleaseContext context)
    {
        var (environment, purpose) = Asked(context);
        var chain = RoleChains.Into(context.Settings, purpose, environment, context.Aws.Endpoint, context.Options.Role);
        if (chain.Links.Count == 0)
            throw new BuildException(
                new Finding(
                    ReleaseCodes.NoRole,
                    $"There is no role to assume: {environment} is bootstrapped with the credentials that a run starts with",
                    "use those themselves, or name a role: --role=<name or ARN>"
                )
            );

        RefuseToStartItself(context);
        // An interactive sign-in or a slow portal ends with the run; nothing else waits here.
        using var session = await context.Aws.OpenAsync(chain, environment.Account, environment.Region);
        return await CredentialProcess.JsonAsync(session, context.Cancellation);
    }

    static (EnvironmentSettings Environment, Purpose Purpose) Asked(ReleaseContext context)
    {
        var findings = new List<Finding>();
        var names = context.Options.Environments;
        if (names.Count != 1)
            findings.Add(
                new(
                    FindingCodes.InvalidArguments,
                    names.Count == 0 ? "--environment is missing" : "--environment names more than one",
                    $"one of {string.Join(", ", context.Settings.EnvironmentNames)}"
                )
            );
        if (context.Options.Purpose is null)
            findings.Add(
                new(
                    FindingCodes.InvalidArguments,
                    "--purpose is missing",
                    $"one of {string.Join(", ", Purposes.Arguments)}"
                )
            );
        return findings.Count == 0
            ? (context.Settings.EnvironmentsOf(names)[0], context.Options.Purpose!.Value)
            : throw new BuildException(findings, BuildException.WrongInput);
    }

    /// <summary>What starts this target to find its credentials may itself start from others, but not from what it is asked for.</summary>
    static void RefuseToStartItself(ReleaseContext context)
    {
        var source = context.Aws.BaseCredentials.ToString()!;
        var sources = Environment.GetEnvironmentVariable(Mark)?.Split('\n') ?? [];
        if (sources.Contains(source))
            throw new BuildException(
                new Finding(
                    ReleaseCodes.CredentialsLoop,
                    $"The credentials to start from, {source}, come from this very target",
                    "name the profile to start from in credential_process: --profile=<name>"
                )
            );
        Environment.SetEnvironmentVariable(Mark, string.Join('\n', [.. sources, source]));
    }
}
