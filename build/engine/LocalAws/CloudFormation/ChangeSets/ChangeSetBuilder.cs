using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>The changes to resources, and whether anything changes at all: outputs alone do too.</summary>
sealed record Plan(IReadOnlyList<ResourceChange> Changes, bool OutputsChanged, bool OthersChanged)
{
    public bool HasChanges => Changes.Count > 0 || OutputsChanged || OthersChanged;
}

static class ChangeSetBuilder
{
    public const string SameInformation =
        "The submitted information didn't contain changes. Submit different information to create a change set.";
    public const string NoUpdates = "No updates are to be performed.";

    public static Plan Plan(
        CloudFormationEnvironment environment,
        StackRepository repository,
        Stack stack,
        Template template,
        StackDefinition definition,
        IReadOnlyList<ResourceToImport> imports,
        ExistingResources? existing = null
    )
    {
        var resources = repository.ResourcesOf(stack);
        var changes = ChangePlanner.Plan(
            new PlanInput(stack, resources, template, definition, repository, environment.Types, imports, existing)
        );
        var model = new StackModel(
            template,
            stack,
            definition,
            repository,
            environment.Types,
            id => resources.FirstOrDefault(resource => resource.LogicalId == id && resource.Exists)?.Current,
            planning: true
        );
        existing?.RequireRetention();
        var othersChanged =
            !definition.Tags.ToHashSet().SetEquals(stack.Definition.Tags)
            || !definition.NotificationArns.ToHashSet().SetEquals(stack.Definition.NotificationArns)
            || stack.Status is StackStatus.CreateFailed or StackStatus.UpdateFailed;
        return new Plan(changes, !model.Outputs().SequenceEqual(stack.Outputs), othersChanged);
    }
}
