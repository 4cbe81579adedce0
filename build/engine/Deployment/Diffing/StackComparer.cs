using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>Finds out what deploying a stack would change.</summary>
/// <param name="options">How it would be deployed.</param>
/// <param name="preparation">Makes the change set.</param>
/// <param name="publishAsync">Publishes the templates that CloudFormation reads for a change set.</param>
sealed class StackComparer(
    StackSpecification wanted,
    StackEnvironment environment,
    StackOptions options,
    ChangeSetPreparation preparation,
    Func<CancellationToken, Task> publishAsync
)
{
    readonly StackContentsReader reader = new(wanted.Stack, environment);

    /// <summary>What would change; a change set is made and deleted again where the method asks for one.</summary>
    /// <param name="waitsFor">The stack that changes before it, by name; null: none does.</param>
    public async Task<StackDifference> CompareAsync(
        StackExamination examined,
        DiffMethod method,
        string? waitsFor,
        CancellationToken cancellationToken
    )
    {
        if (await WithoutChangeSetAsync(examined, method != DiffMethod.ChangeSet, cancellationToken) is { } known)
            return known;
        var unsure = Unsure(examined.Found, waitsFor).ToList();
        var before = await BeforeAsync(examined.Found, cancellationToken);
        if (method == DiffMethod.Template || !IsReady(examined.Found))
            return await ExpectedAsync(examined.Found, before, unsure, cancellationToken);
        // What a new stack holds is in its template; without its parameters it would not be deployed.
        if (method == DiffMethod.Auto && before is null && unsure.Count == 0)
        {
            _ = StackParameters.For(wanted, found: null, options);
            return await ExpectedAsync(examined.Found, before, unsure, cancellationToken);
        }
        PreparedChangeSet prepared;
        try
        {
            await publishAsync(cancellationToken);
            prepared = await MakeAsync(before is null ? null : examined.Found, cancellationToken);
        }
        catch (Exception e) when (method == DiffMethod.Auto && WhyNot(e, waitsFor) is { } reason)
        {
            return await ExpectedAsync(examined.Found, before, [.. unsure, reason], cancellationToken);
        }
        try
        {
            return await DecidedAsync(prepared, before, waitsFor, cancellationToken);
        }
        finally
        {
            await preparation.DiscardAsync(prepared);
        }
    }

    /// <summary>What will change: a change set is made and kept for whoever executes it, unless that can only be done later.</summary>
    public async Task<(StackDifference Difference, PreparedChangeSet? Prepared)> PrepareAsync(
        StackExamination examined,
        string? waitsFor,
        CancellationToken cancellationToken
    )
    {
        if (await WithoutChangeSetAsync(examined, believesText: true, cancellationToken) is { } known)
            return (known, null);
        var unsure = Unsure(examined.Found, waitsFor).ToList();
        var before = await BeforeAsync(examined.Found, cancellationToken);
        if (!IsReady(examined.Found) || Waits(waitsFor))
            return (await ExpectedAsync(examined.Found, before, unsure, cancellationToken), null);
        await publishAsync(cancellationToken);
        var prepared = await MakeAsync(before is null ? null : examined.Found, cancellationToken);
        var isKept = false;
        try
        {
            var difference = await DecidedAsync(prepared, before, waitsFor: null, cancellationToken);
            isKept = true;
            return (difference, prepared);
        }
        finally
        {
            if (!isKept)
                await preparation.DiscardAsync(prepared);
        }
    }

    Task<PreparedChangeSet> MakeAsync(StackDescription? found, CancellationToken cancellationToken) =>
        StaleReads.RetryAsync(
            environment,
            wanted.Stack.StackName,
            found,
            (read, cancel) =>
                preparation.CreateAsync(read?.Status == StackStatus.ReviewInProgress ? null : read, cancel),
            cancellationToken
        );

    /// <summary>What a change set will change that was made just now.</summary>
    public async Task<StackDifference> DescribeAsync(PreparedChangeSet prepared, CancellationToken cancellationToken)
    {
        var before = await BeforeAsync(prepared.Found, cancellationToken);
        return await DecidedAsync(prepared, before, waitsFor: null, cancellationToken);
    }

    /// <summary>Null where it takes a change set, or the template, to tell.</summary>
    async Task<StackDifference?> WithoutChangeSetAsync(
        StackExamination examined,
        bool believesText,
        CancellationToken cancellationToken
    )
    {
        if (!wanted.Template.HasResources)
            return examined is { IsUnchanged: false, Found: { } found }
                ? TemplateComparison.Removal(wanted, await reader.ReadAsync(found, cancellationToken)) with
                {
                    Notes =
                        found.TerminationProtection && wanted.TerminationProtection is not false
                            ? ["termination protection keeps it from deletion"]
                            : [],
                }
                : new StackDifference(wanted.Stack, IsNew: false) { Notes = [StackParameters.NoResources] };
        return believesText && examined is { IsUnchanged: true, Found: { } same }
            ? new StackDifference(wanted.Stack, IsNew: false)
            {
                Others = await new SettingsComparison(wanted, environment).CompareAsync(same, cancellationToken),
                Notes = StackParameters.Notes(wanted, same, options),
            }
            : null;
    }

    async Task<StackDifference> DecidedAsync(
        PreparedChangeSet prepared,
        StackContents? before,
        string? waitsFor,
        CancellationToken cancellationToken
    )
    {
        var difference = new StackDifference(wanted.Stack, IsNew: false);
        if (prepared.HasChanges)
        {
            var decided = await prepared.ReadAsync(cancellationToken);
            var after = StackContents.Of(wanted.Stack, wanted.Template, wanted.Nested, decided.Parameters, decided);
            difference = TemplateComparison.Compare(wanted, before, after, decided);
        }
        difference = await WithSettingsAsync(difference, prepared.Found, cancellationToken);
        return difference with
        {
            Notes = [.. difference.Notes, .. prepared.Warnings],
            ChangeSetHasChanges = prepared.HasChanges,
            Unsure =
            [
                .. prepared.NestedProblem is { } problem
                    ? [$"CloudFormation did not look into the nested stacks: {problem}"]
                    : (string[])[],
                .. Waits(waitsFor) ? [Later(waitsFor)] : (string[])[],
            ],
        };
    }

    async Task<StackDifference> ExpectedAsync(
        StackDescription? found,
        StackContents? before,
        IReadOnlyList<string> unsure,
        CancellationToken cancellationToken
    )
    {
        var parameters = StackParameters.Expected(wanted, before is null ? null : found, options);
        var after = StackContents.Of(wanted.Stack, wanted.Template, wanted.Nested, parameters, decided: null);
        var difference = TemplateComparison.Compare(wanted, before, after, decided: null);
        return await WithSettingsAsync(difference, before is null ? null : found, cancellationToken) with
        {
            Unsure = unsure,
        };
    }

    async Task<StackDifference> WithSettingsAsync(
        StackDifference difference,
        StackDescription? found,
        CancellationToken cancellationToken
    ) =>
        found is null
            ? difference
            : difference with
            {
                Others =
                [
                    .. difference.Others,
                    .. await new SettingsComparison(wanted, environment).CompareAsync(found, cancellationToken),
                ],
                Notes = StackParameters.Notes(wanted, found, options),
            };

    /// <summary>A stack that was never created holds nothing to compare with.</summary>
    async Task<StackContents?> BeforeAsync(StackDescription? found, CancellationToken cancellationToken) =>
        found is null || IsEmpty(found.Status) ? null : await reader.ReadAsync(found, cancellationToken);

    static bool IsEmpty(StackStatus status) =>
        status == StackStatus.ReviewInProgress
        || status == StackStatus.RollbackComplete
        || status == StackStatus.RollbackFailed;

    /// <summary>A change set can be made of it as it is, without repairing it first.</summary>
    static bool IsReady(StackDescription? found) => found is null || found.Status.IsSteady;

    bool Waits(string? waitsFor) => waitsFor is not null && TemplateDoubts.ReadsOthers(wanted);

    static string Later(string? waitsFor) => $"stack {waitsFor} changes before it, and it reads what others give out";

    IEnumerable<string> Unsure(StackDescription? found, string? waitsFor) =>
        [
            .. StackComparison.Doubts(wanted, found),
            .. found is null || IsReady(found) ? [] : (string[])[$"it is in {found.Status}, which is to be left first"],
            .. Waits(waitsFor) ? [Later(waitsFor)] : (string[])[],
        ];

    /// <summary>Why no change set was made, where that is no failure of the deployment to come; null where it is.</summary>
    static string? WhyNot(Exception exception, string? waitsFor) =>
        exception switch
        {
            CloudFormationException { IsAccessDenied: true } e => $"no change set was made: {e.ErrorCode}, {e.Message}",
            BuildException { Findings: [var finding, ..] } when waitsFor is not null || !IsOfChangeSet(finding) =>
                $"no change set was made: {string.Join(", ", [finding.What, .. finding.Why])}",
            AmazonServiceException e when waitsFor is not null => $"no change set was made: {e.ErrorCode}, {e.Message}",
            _ => null,
        };

    static bool IsOfChangeSet(Finding finding) =>
        finding.Code.Name
            is nameof(FindingCodes.ChangeSetCreationFailed)
                or nameof(FindingCodes.EarlyValidationFailure)
                or nameof(FindingCodes.MissingParameters)
                or nameof(FindingCodes.TemplateTooLarge);
}
