using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Bootstrapping.Repairs;
using Deployment.Credentials;

namespace Deployment.Bootstrapping.WebIdentities;

/// <summary>Deploys the roles that a build system outside AWS assumes, and its provider where the account has none of that issuer.</summary>
/// <param name="session">A session in the CI/CD account.</param>
public sealed class WebIdentityRoles(
    Session session,
    AwsEndpoint endpoint,
    IProgress<DeploymentEvent> progress,
    TimeProvider time,
    WebIdentityOptions options
)
{
    /// <exception cref="BuildException">WrongAccount, AudienceMissing, TooManyRoles, or the stack failed.</exception>
    public async Task<BootstrapOutcome> DeployAsync(TargetEnvironment environment, CancellationToken cancellationToken)
    {
        var template = WebIdentityTemplate.Of(options);
        var arn = options.ProviderIn(environment.Partition, environment.Account);
        var provider = await FindAsync(arn, cancellationToken);
        var installation = new BootstrapInstallation(session, endpoint, progress, time);
        return await installation.RunAsync(
            new BootstrapInstallation.Wanted(
                WebIdentityOptions.StackName,
                template,
                found => new Dictionary<string, string>
                {
                    [WebIdentityTemplate.MakesProvider] = Makes(found, arn, provider) ? "true" : "false",
                }
            )
            {
                OnlyOutdated = options.OnlyOutdated,
                TerminationProtection = options.TerminationProtection,
            },
            environment,
            cancellationToken
        );
    }

    /// <summary>What this stack has made stays its own. Another's has to know the audience: the stack cannot change it.</summary>
    bool Makes(StackDescription? found, string arn, IReadOnlyList<string>? audiences)
    {
        var isOwn =
            found?.Parameters.Any(p => p is { Key: WebIdentityTemplate.MakesProvider, Value: "true" }) == true
            && found.Status != StackStatus.RollbackComplete;
        if (audiences is null || isOwn)
            return true;
        if (audiences.Contains(options.Audience))
            return false;
        throw new BuildException(
            new Finding(
                FindingCodes.AudienceMissing,
                $"The provider {arn} does not take tokens for {options.Audience}",
                [$"it takes those for {string.Join(", ", audiences)}, and this build did not make it"],
                $"aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn {arn} --client-id {options.Audience}"
            ).In(session.Identity.Account, endpoint)
        );
    }

    /// <summary>The audiences of the provider; null where there is none.</summary>
    async Task<IReadOnlyList<string>?> FindAsync(string arn, CancellationToken cancellationToken)
    {
        using var iam = new IamRoles(session, endpoint);
        try
        {
            return await iam.FindAudiencesAsync(arn, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            throw new BuildException(
                AwsRefusals.Of(e, $"The provider {arn} was not looked at", endpoint),
                innerException: e
            );
        }
    }
}
