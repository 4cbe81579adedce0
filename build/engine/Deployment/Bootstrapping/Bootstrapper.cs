using Deployment.Assemblies;
using Deployment.Credentials;

namespace Deployment.Bootstrapping;

/// <summary>Deploys CDK's own bootstrap template into environments where it is missing or outdated.</summary>
/// <param name="session">A session in the account that is bootstrapped.</param>
public sealed class Bootstrapper(
    Session session,
    AwsEndpoint endpoint,
    IProgress<DeploymentEvent> progress,
    TimeProvider time,
    BootstrapOptions options
)
{
    /// <exception cref="BuildException">WrongAccount, or the stack failed.</exception>
    public Task<BootstrapOutcome> BootstrapAsync(
        BootstrapTemplate template,
        TargetEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var installation = new BootstrapInstallation(session, endpoint, progress, time);
        return installation.RunAsync(
            new BootstrapInstallation.Wanted(
                options.StackName,
                template,
                found => BootstrapParameters.For(options, template, found)
            )
            {
                OnlyOutdated = options.OnlyOutdated,
                Tags = options.Tags,
                TerminationProtection = options.TerminationProtection,
            },
            environment,
            cancellationToken
        );
    }
}
