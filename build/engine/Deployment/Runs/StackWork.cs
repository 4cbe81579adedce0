using Cake.AWS.CloudFormation.Client;
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
    IProgress<DeploymentEvent> progress,
    Func<CancellationToken, Task> publishTemplatesAsync
)
{
    readonly Lock gate = new();
    Task<StackExamination>? examination;
    StackDeployment? deployment;
    StackDestruction? destruction;
    PreparedChangeSet? prepared;
    Task<StackSpecification>? specification;

    public PlannedStack Planned => planned;

    /// <summary>CloudFormation is at work on it.</summary>
    public bool IsExecuting => deployment?.IsExecuting == true || destruction?.IsExecuting == true;

    /// <summary>Assumes the role and looks at the stack; where it is to be changed, checks the bootstrap stack. Writes nothing. Done once, however often it is asked for.</summary>
    public Task<StackExamination> ExamineAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return examination ??= ExamineOnceAsync(cancellationToken);
    }

    /// <param name="approval">Asked before anything is executed; null: nobody is.</param>
    /// <param name="cancellationToken">Discards what is not executed yet.</param>
    /// <returns>Null for a stack that is to be deleted, since it has no resources any more: <see cref="RemoveAsync"/> does.</returns>
    public async Task<StackResult?> DeployAsync(Approval? approval, CancellationToken cancellationToken)
    {
        var examined = await ExamineAsync(cancellationToken);
        if (!(await SpecifyAsync(cancellationToken)).Template.HasResources)
            return examined.IsUnchanged
                ? new StackResult.Unchanged(Reference) { Notes = [StackParameters.NoResources] }
                : null;
        var held = Interlocked.Exchange(ref prepared, null);
        // What was prepared has been approved with the plan.
        var confirm = approval is null || held is not null ? null : ConfirmAsync(approval);
        return await deployment!.RunAsync(examined, held, confirm, cancellationToken);
    }

    /// <summary>Deletes a stack that has no resources any more.</summary>
    public async Task<StackResult> RemoveAsync(Approval? approval, CancellationToken cancellationToken)
    {
        var examined = await ExamineAsync(cancellationToken);
        var environment = await environments.OpenAsync(planned, cancellationToken);
        if (approval is not null)
            await approval.ConfirmAsync(
                await CompareAsync(DiffMethod.Template, waitsFor: null, cancellationToken),
                ReportAsking,
                cancellationToken
            );
        if (examined.Found is { TerminationProtection: true } found)
        {
            if (planned.Artifact.TerminationProtection is not false)
                throw StackFindings.EmptyAndProtected(Reference, endpoint);
            var request = new UpdateTerminationProtectionRequest(found.StackId, Enable: false);
            await environment.Calls.SendAsync(request, cancellationToken);
        }
        var result = await DestroyAsync(cancellationToken);
        return result with { Notes = ["it has no resources any more"] };
    }

    /// <summary>What deploying it would change.</summary>
    public async Task<StackDifference> CompareAsync(
        DiffMethod method,
        string? waitsFor,
        CancellationToken cancellationToken
    )
    {
        var examined = await ExamineAsync(cancellationToken);
        var (comparer, _) = await ComparerAsync($"{changeSetName}-diff", cancellationToken);
        return await comparer.CompareAsync(examined, method, waitsFor, cancellationToken);
    }

    /// <summary>What deploying it will change; where that can be, by the very change set that is executed then.</summary>
    public async Task<StackDifference> PrepareAsync(string? waitsFor, CancellationToken cancellationToken)
    {
        var examined = await ExamineAsync(cancellationToken);
        var (comparer, _) = await ComparerAsync(changeSetName, cancellationToken);
        var (difference, made) = await comparer.PrepareAsync(examined, waitsFor, cancellationToken);
        prepared = made;
        return difference;
    }

    /// <summary>Deletes the change set that was prepared and is not going to be executed.</summary>
    public async Task DiscardAsync()
    {
        if (Interlocked.Exchange(ref prepared, null) is not { } left)
            return;
        var (_, preparation) = await ComparerAsync(changeSetName, CancellationToken.None);
        try
        {
            await preparation.DiscardAsync(left);
        }
        catch (Exception e) when (Failures.Findings(e) is not null)
        {
            // How the run ended is what counts: the next one deletes what is left.
        }
    }

    public async Task<StackResult> DestroyAsync(CancellationToken cancellationToken)
    {
        progress.Report(new DeploymentEvent.StackStarted(planned.Reference));
        var environment = await environments.OpenAsync(planned, cancellationToken);
        destruction = new StackDestruction(Reference, ExecutionRole, environment, changeSetName, progress);
        return await destruction.RunAsync(cancellationToken);
    }

    Func<PreparedChangeSet, CancellationToken, Task> ConfirmAsync(Approval approval) =>
        async (made, cancellationToken) =>
        {
            var (comparer, _) = await ComparerAsync(changeSetName, cancellationToken);
            var difference = await comparer.DescribeAsync(made, cancellationToken);
            await approval.ConfirmAsync(difference, ReportAsking, cancellationToken);
        };

    void ReportAsking() => progress.Report(new DeploymentEvent.StackProgressed(Reference, StackStep.AwaitingApproval));

    async Task<(StackComparer Comparer, ChangeSetPreparation Preparation)> ComparerAsync(
        string name,
        CancellationToken cancellationToken
    )
    {
        var environment = await environments.OpenAsync(planned, cancellationToken);
        var wanted = await SpecifyAsync(cancellationToken);
        // Sent along where that goes: the template in S3 is published only when the stack is deployed.
        var isSent = wanted.Template.FitsInBody && wanted.Nested.Count == 0;
        var asked = isSent ? wanted with { TemplateUrl = null } : wanted;
        var preparation = new ChangeSetPreparation(asked, environment, options.Stacks, name)
        {
            DeletesLeftovers = name == changeSetName,
        };
        var comparer = new StackComparer(
            wanted,
            environment,
            options.Stacks,
            preparation,
            isSent ? _ => Task.CompletedTask : publishTemplatesAsync
        );
        return (comparer, preparation);
    }

    async Task<StackExamination> ExamineOnceAsync(CancellationToken cancellationToken)
    {
        progress.Report(new DeploymentEvent.StackStarted(planned.Reference));
        var environment = await environments.OpenAsync(planned, cancellationToken);
        var wanted = await SpecifyAsync(cancellationToken);
        deployment = new StackDeployment(wanted, environment, options.Stacks, changeSetName, progress);
        var examined = await deployment.ExamineAsync(cancellationToken);
        // What is left as it is, only deleted or only read needs nothing of the bootstrap stack.
        if (options.ReadsWith is not null || examined.IsUnchanged || !wanted.Template.HasResources)
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

    /// <summary>It is to be written, and its assets with it.</summary>
    public async Task<bool> NeedsAssetsAsync(CancellationToken cancellationToken) =>
        !(await ExamineAsync(cancellationToken)).IsUnchanged
        && (await SpecifyAsync(cancellationToken)).Template.HasResources;

    Task<StackSpecification> SpecifyAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return specification ??= SpecifyOnceAsync(cancellationToken);
    }

    async Task<StackSpecification> SpecifyOnceAsync(CancellationToken cancellationToken)
    {
        var template = await TemplateDocument.LoadAsync(planned.Artifact.TemplateFile, cancellationToken);
        return new()
        {
            Stack = Reference,
            Template = template,
            TemplateUrl = planned.Artifact.TemplateAssetUrl is { } url
                ? TemplateUrls.ToHttp(planned.Environment.Placeholders.Apply(url), planned.Environment, endpoint)
                : null,
            Nested = await new NestedTemplates(planned).LoadAsync(template, cancellationToken),
            Parameters = planned.Parameters,
            Tags = planned.Artifact.Tags,
            NotificationArns = planned.Artifact.NotificationArns,
            ExecutionRoleArn = ExecutionRole,
            TerminationProtection = planned.Artifact.TerminationProtection,
            StackPolicy = options.StackPolicy,
            ConstructPaths = planned.Artifact.ConstructPaths,
        };
    }
}
