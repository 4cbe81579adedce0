using System.Globalization;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Bootstrapping.Repairs;
using Deployment.Credentials;
using Deployment.Runs;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment.Bootstrapping;

/// <summary>Puts a stack of the bootstrapping in place where it is missing, older or different; a newer one is left alone.</summary>
/// <param name="session">A session in the account that is bootstrapped.</param>
sealed class BootstrapInstallation(
    Session session,
    AwsEndpoint endpoint,
    IProgress<DeploymentEvent> progress,
    TimeProvider time
)
{
    /// <summary>A stack as it is to be.</summary>
    /// <param name="Parameters">What is passed, given the stack that is there.</param>
    public sealed record Wanted(
        string StackName,
        BootstrapTemplate Template,
        Func<StackDescription?, IReadOnlyDictionary<string, string>> Parameters
    )
    {
        /// <summary>Leave a stack alone that is at the template's version, whatever its parameters.</summary>
        public bool OnlyOutdated { get; init; }

        /// <summary>Null leaves those that are there.</summary>
        public IReadOnlyDictionary<string, string>? Tags { get; init; }
        public bool? TerminationProtection { get; init; }
    }

    /// <exception cref="BuildException">WrongAccount, or the stack failed.</exception>
    public async Task<BootstrapOutcome> RunAsync(
        Wanted wanted,
        TargetEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        if (session.Identity.Account != environment.Account)
            throw new BuildException(CredentialFindings.WrongAccount(session.Identity, environment.Account));
        await using var stacks = new StackEnvironment(
            session.In(environment.Region),
            endpoint,
            new RateBudgets(time),
            time
        );
        var stack = new StackReference(wanted.StackName, wanted.StackName, wanted.StackName, environment);
        var found = await FindAsync(stacks, stack, cancellationToken);
        if (found is not null && Decline(wanted, found) is { } outcome)
            return outcome;
        if (found is not null && BootstrapReadiness.Problem(stack, found, endpoint) is { } problem)
            throw new BuildException(problem);
        using (var regional = session.In(environment.Region))
            await new BootstrapPrerequisites(regional, endpoint, environment).CheckAsync(
                ParametersOf(wanted, found),
                cancellationToken
            );
        var whole = wanted.Template.Document;
        if (found is not { Status.IsSteady: true })
            return OutcomeOf(await DeployAsync(wanted, whole, stacks, stack, found, cancellationToken), wanted, found);
        var repair = await StackRepair.OfAsync(found, whole, stacks, session, environment, cancellationToken);
        if (repair.Template is { } pruned)
        {
            await DeployAsync(wanted, pruned, stacks, stack, found, cancellationToken);
            var forgetful = await FindAsync(stacks, stack, cancellationToken);
            await DeployAsync(wanted, whole, stacks, stack, forgetful, cancellationToken);
            return new BootstrapOutcome.Repaired(wanted.Template.Version, repair.Missing) { Unseen = repair.Unseen };
        }
        var result = await DeployAsync(wanted, whole, stacks, stack, found, cancellationToken);
        var ended = OutcomeOf(result, wanted, found);
        return repair.Unseen.Count == 0 ? ended : ended with { Unseen = repair.Unseen };
    }

    /// <summary>Those that are passed, over the stack's own.</summary>
    static Dictionary<string, string> ParametersOf(Wanted wanted, StackDescription? found)
    {
        var parameters =
            found?.Parameters.ToDictionary(p => p.Key, p => p.Value ?? "", StringComparer.Ordinal)
            ?? new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in wanted.Parameters(found))
            parameters[name] = value;
        return parameters;
    }

    static BootstrapOutcome OutcomeOf(StackResult result, Wanted wanted, StackDescription? found) =>
        result switch
        {
            StackResult.Deployed { Created: true } => new BootstrapOutcome.Created(wanted.Template.Version),
            StackResult.Deployed => new BootstrapOutcome.Updated(VersionOf(found!), wanted.Template.Version),
            _ => new BootstrapOutcome.Unchanged(wanted.Template.Version),
        };

    async Task<StackResult> DeployAsync(
        Wanted wanted,
        TemplateDocument template,
        StackEnvironment stacks,
        StackReference stack,
        StackDescription? found,
        CancellationToken cancellationToken
    )
    {
        var specification = new StackSpecification
        {
            Stack = stack,
            Template = template,
            Parameters = wanted.Parameters(found),
            Tags = wanted.Tags ?? found?.Tags.ToDictionary(tag => tag.Key, tag => tag.Value) ?? [],
            TerminationProtection = wanted.TerminationProtection,
        };
        var deployment = new StackDeployment(
            specification,
            stacks,
            BootstrapReadiness.Options,
            ChangeSetNames.Create(time),
            new RunProgress(progress, time)
        );
        var examined = await deployment.ExamineAsync(found, cancellationToken);
        return await deployment.RunAsync(examined, cancellationToken);
    }

    /// <summary>The outcome when the stack that is there is to stay as it is; null when it is to be deployed.</summary>
    static BootstrapOutcome? Decline(Wanted wanted, StackDescription found)
    {
        var template = wanted.Template;
        var version = VersionOf(found);
        var variant = found.Parameters.FirstOrDefault(p => p.Key == "BootstrapVariant")?.Value;
        if (variant is not null && variant != template.Variant)
            return new BootstrapOutcome.LeftAlone(version, $"it is of another variant, {variant}");
        if (version > template.Version)
            return new BootstrapOutcome.LeftAlone(version, $"it is newer than this build's, {template.Version}");
        if (wanted.OnlyOutdated && version == template.Version && found.Status.IsSteady)
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
            throw StackFindings.Refused(stack, e, FindingCodes.StackDeploymentFailed, stacks.Calls.Session.Endpoint);
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
