using System.Globalization;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Runs;
using Deployment.Scheduling;
using Deployment.Stacks;

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
    public async Task<BootstrapOutcome> BootstrapAsync(
        TargetEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        if (session.Identity.Account != environment.Account)
            throw new BuildException(CredentialFindings.WrongAccount(session.Identity, environment.Account));
        var template = await BootstrapTemplate.LoadAsync(options.TemplateFile, cancellationToken);
        await using var stacks = new StackEnvironment(
            session.In(environment.Region),
            endpoint,
            new RateBudgets(time),
            time
        );
        var stack = new StackReference(options.StackName, options.StackName, options.StackName, environment);
        var found = await FindAsync(stacks, stack, cancellationToken);
        if (found is not null && Decline(template, found) is { } outcome)
            return outcome;
        return await DeployAsync(template, stacks, stack, found, cancellationToken);
    }

    async Task<BootstrapOutcome> DeployAsync(
        BootstrapTemplate template,
        StackEnvironment stacks,
        StackReference stack,
        StackDescription? found,
        CancellationToken cancellationToken
    )
    {
        var specification = new StackSpecification
        {
            Stack = stack,
            Template = template.Document,
            Parameters = BootstrapParameters.For(options, template, found),
            Tags = options.Tags ?? found?.Tags.ToDictionary(tag => tag.Key, tag => tag.Value) ?? [],
            TerminationProtection = options.TerminationProtection,
        };
        var deployment = new StackDeployment(
            specification,
            stacks,
            new StackOptions(),
            ChangeSetNames.Create(time),
            new RunProgress(progress, time)
        );
        var examined = await deployment.ExamineAsync(cancellationToken);
        return await deployment.RunAsync(examined, cancellationToken) switch
        {
            StackResult.Deployed { Created: true } => new BootstrapOutcome.Created(template.Version),
            StackResult.Deployed => new BootstrapOutcome.Updated(VersionOf(found!), template.Version),
            _ => new BootstrapOutcome.Unchanged(template.Version),
        };
    }

    /// <summary>The outcome when the stack that is there is to stay as it is; null when it is to be deployed.</summary>
    BootstrapOutcome? Decline(BootstrapTemplate template, StackDescription found)
    {
        var version = VersionOf(found);
        var variant = found.Parameters.FirstOrDefault(p => p.Key == "BootstrapVariant")?.Value;
        if (variant is not null && variant != template.Variant)
            return new BootstrapOutcome.LeftAlone(version, $"it is of another variant, {variant}");
        if (version > template.Version)
            return new BootstrapOutcome.LeftAlone(
                version,
                $"it is newer than the installed CDK CLI's, {template.Version}"
            );
        if (options.OnlyOutdated && version == template.Version && found.Status.IsSteady)
            return new BootstrapOutcome.Unchanged(version);
        return null;
    }

    static async Task<StackDescription?> FindAsync(
        StackEnvironment stacks,
        StackReference stack,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await stacks.Lookup.FindAsync(stack.StackName, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            throw StackFindings.Refused(stack, e, StackFindings.StackDeploymentFailed);
        }
    }

    static int VersionOf(StackDescription stack) =>
        int.TryParse(
            stack.Outputs.FirstOrDefault(output => output.Key == "BootstrapVersion")?.Value,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var version
        )
            ? version
            : 0;
}
