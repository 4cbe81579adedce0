using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Diffing;
using Deployment.Stacks;

namespace Deployment.Runs;

/// <summary>One stack on its way through a run: examined early, deployed when its turn comes.</summary>
sealed class StackWork(
    PlannedStack planned,
    RunEnvironments environments,
    AwsEndpoint endpoint,
    DeployerOptions options,
    string changeSetName,
    IProgress<DeploymentEvent> progress
)
{
    readonly Lock gate = new();
    Task<StackExamination>? examination;
    StackDeployment? deployment;
    StackDestruction? destruction;

    public PlannedStack Planned => planned;

    /// <summary>CloudFormation is at work on it.</summary>
    public bool IsExecuting => deployment?.IsExecuting == true || destruction?.IsExecuting == true;

    /// <summary>Assumes the role and looks at the stack; where it is to be changed, checks the bootstrap stack. Writes nothing. Done once, however often it is asked for.</summary>
    public Task<StackExamination> ExamineAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return examination ??= ExamineOnceAsync(cancellationToken);
    }

    public async Task<StackResult> DeployAsync(CancellationToken cancellationToken)
    {
        var examined = await ExamineAsync(cancellationToken);
        return await deployment!.RunAsync(examined, cancellationToken);
    }

    /// <summary>What deploying it would change.</summary>
    public async Task<StackDifference> CompareAsync(bool withChangeSet, CancellationToken cancellationToken)
    {
        var examined = await ExamineAsync(cancellationToken);
        var environment = await environments.OpenAsync(planned, cancellationToken);
        var comparer = new StackComparer(
            await SpecifyAsync(cancellationToken),
            environment,
            options.Stacks,
            withChangeSet,
            $"{changeSetName}-diff"
        );
        return await comparer.CompareAsync(examined, cancellationToken);
    }

    public async Task<StackResult> DestroyAsync(CancellationToken cancellationToken)
    {
        progress.Report(new DeploymentEvent.StackStarted(planned.Reference));
        var environment = await environments.OpenAsync(planned, cancellationToken);
        destruction = new StackDestruction(Reference, ExecutionRole, environment, changeSetName, progress);
        return await destruction.RunAsync(cancellationToken);
    }

    async Task<StackExamination> ExamineOnceAsync(CancellationToken cancellationToken)
    {
        progress.Report(new DeploymentEvent.StackStarted(planned.Reference));
        var environment = await environments.OpenAsync(planned, cancellationToken);
        var specification = await SpecifyAsync(cancellationToken);
        deployment = new StackDeployment(specification, environment, options.Stacks, changeSetName, progress);
        var examined = await deployment.ExamineAsync(cancellationToken);
        if (examined.IsUnchanged)
            return examined;
        await RequireBootstrapAsync(environment, cancellationToken);
        progress.Report(new DeploymentEvent.StackProgressed(Reference, StackStep.Waiting));
        return examined;
    }

    /// <summary>What is written needs the bootstrap stack's roles and buckets; what stays as it is asks nothing of it.</summary>
    async Task RequireBootstrapAsync(StackEnvironment environment, CancellationToken cancellationToken)
    {
        foreach (var requirement in Requirements)
            await environments.RequireBootstrapAsync(planned, environment, requirement, cancellationToken);
    }

    StackReference Reference => planned.Reference;

    string? ExecutionRole =>
        planned.Artifact.CloudFormationExecutionRoleArn is { } role
            ? planned.Environment.Placeholders.Apply(role)
            : null;

    IEnumerable<BootstrapRequirement> Requirements =>
        planned
            .Artifact.AssetManifests.Select(manifest => manifest.Bootstrap)
            .Prepend(planned.Artifact.Bootstrap)
            .OfType<BootstrapRequirement>()
            .Distinct();

    async Task<StackSpecification> SpecifyAsync(CancellationToken cancellationToken) =>
        new()
        {
            Stack = Reference,
            Template = await TemplateDocument.LoadAsync(planned.Artifact.TemplateFile, cancellationToken),
            TemplateUrl = planned.Artifact.TemplateAssetUrl is { } url
                ? TemplateUrls.ToHttp(planned.Environment.Placeholders.Apply(url), planned.Environment, endpoint)
                : null,
            Parameters = planned.Artifact.Parameters,
            Tags = planned.Artifact.Tags,
            NotificationArns = planned.Artifact.NotificationArns,
            ExecutionRoleArn = ExecutionRole,
            TerminationProtection = planned.Artifact.TerminationProtection,
            StackPolicy = options.StackPolicy,
            ConstructPaths = planned.Artifact.ConstructPaths,
        };
}
