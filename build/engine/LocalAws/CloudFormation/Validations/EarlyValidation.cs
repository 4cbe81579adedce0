using AwsCatalog.Schemas;
using LocalAws.CloudFormation.ChangeSets;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.Validations;

/// <summary>
/// Checks what a change set would do before it can be executed: the properties of what is created or changed, the names of what
/// is created, and whether buckets that are deleted are empty.
/// </summary>
/// <remarks>CloudFormation User Guide, "Validate stack deployments"; the words are those that clients have recorded.</remarks>
sealed class EarlyValidation(
    CloudFormationEnvironment environment,
    StackRepository repository,
    Stack stack,
    Caller caller
)
{
    readonly NamesInUse _names = new(environment, stack, caller);

    public IReadOnlyList<ValidationFailure> Check(
        Template template,
        StackDefinition definition,
        IReadOnlyList<ResourceChange> changes
    )
    {
        var resources = repository.ResourcesOf(stack).ToDictionary(r => r.LogicalId, StringComparer.Ordinal);
        var model = new StackModel(
            template,
            stack,
            definition,
            repository,
            environment.Types,
            id => resources.GetValueOrDefault(id) is { Exists: true } resource ? resource.Current : null,
            planning: true
        );
        return
        [
            .. changes
                .Where(change => !change.IsPossible)
                .SelectMany(change =>
                    change.Action == "Remove"
                        ? Removed(change, resources[change.LogicalId])
                        : Wanted(change, model, resources.GetValueOrDefault(change.LogicalId))
                ),
        ];
    }

    /// <summary>What the change set's status says of failures; null where nothing keeps it from being executed.</summary>
    public static string? Summary(IReadOnlyList<ValidationFailure> failures)
    {
        var checks = failures.Where(failure => !failure.IsWarning).Select(failure => failure.Check).Distinct().ToList();
        return checks.Count == 0
            ? null
            : $"The following hook(s)/validation failed: [{string.Join(", ", checks)}]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.";
    }

    IEnumerable<ValidationFailure> Wanted(ResourceChange change, StackModel model, StackResource? existing)
    {
        var declaration = model.Template.Resources[change.LogicalId];
        var desired = model.Desired(declaration);
        var type = environment.Types.Of(change.Type);
        foreach (var fault in type.FaultsOf(desired.Properties))
            yield return Failure(change, ValidationFailure.Property, WordsOf(fault), $"/Properties{PathOf(fault)}");
        var isNew = change.Action == "Add" || change.Replacement == "True";
        if (isNew && _names.Find(declaration, desired) is { } used && IsForeign(used.Identifier, existing))
            yield return Failure(
                change,
                ValidationFailure.NameConflict,
                ResourceException.AlreadyExists(change.Type, used.Identifier).Message,
                ""
            ) with
            {
                PhysicalId = used.Identifier,
            };
    }

    /// <summary>What an earlier attempt of this stack left is taken away before it is made again; a namesake's replacement is refused otherwise.</summary>
    static bool IsForeign(string identifier, StackResource? existing) =>
        existing?.Traces.All(trace => trace.PhysicalId != identifier) ?? true;

    IEnumerable<ValidationFailure> Removed(ResourceChange change, StackResource resource)
    {
        if (change.PolicyAction != "Delete" || resource.Current is not { } current)
            return [];
        var request = new ResourceRequest
        {
            Services = environment.Services,
            Caller = caller,
            Stack = stack,
            LogicalId = change.LogicalId,
            Properties = current.Properties,
            Existing = current,
        };
        return environment.Types.Of(change.Type).DeletionProblem(request) is { } problem
            ? [Failure(change, ValidationFailure.BucketEmptiness, problem, "")]
            : [];
    }

    static string WordsOf(PropertyFault fault) =>
        fault.Kind switch
        {
            FaultKind.Missing => $"Required property [{fault.Property}] not found",
            FaultKind.Extraneous => $"Unsupported property [{fault.Property}]",
            _ => fault.ToString(),
        };

    static string PathOf(PropertyFault fault) =>
        fault.Kind == FaultKind.Extraneous ? $"{fault.Path}/{fault.Property}" : fault.Path;

    static ValidationFailure Failure(ResourceChange change, string name, string reason, string path) =>
        new()
        {
            Name = name,
            LogicalId = change.LogicalId,
            PhysicalId = change.PhysicalId,
            Type = change.Type,
            Reason = reason,
            Path = $"/Resources/{change.LogicalId}{path}",
        };
}
