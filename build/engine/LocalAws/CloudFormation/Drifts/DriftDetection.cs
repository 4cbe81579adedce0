using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.Drifts;

/// <summary>Looks whether a stack's resources are still there. Their properties are not compared.</summary>
sealed class DriftDetection(CloudFormationEnvironment environment, StackRepository repository, Caller caller)
{
    /// <summary>Looks at the stack's resources, or at those that are named, at once; the detection's id.</summary>
    public string Detect(string stackName, IReadOnlyList<string> logicalIds)
    {
        environment.Access.Require(caller, "cloudformation:DetectStackDrift", repository, stackName);
        environment.Access.Require(caller, "cloudformation:DetectStackResourceDrift", repository, stackName);
        var stack = Settled(stackName);
        var found = repository
            .ResourcesOf(stack)
            .Where(resource => resource.Exists && (logicalIds.Count == 0 || logicalIds.Contains(resource.LogicalId)))
            .Select(resource => Look(stack, resource))
            .ToList();
        var drift = new StackDrift(Guid.NewGuid().ToString(), stack.Id, repository.Now, found);
        repository.Drifts.Put(stack.Uuid, drift);
        return drift.Id;
    }

    public (Stack Stack, ResourceDrift Drift) DetectOf(string stackName, string logicalId)
    {
        environment.Access.Require(caller, "cloudformation:DetectStackResourceDrift", repository, stackName);
        var stack = Settled(stackName);
        return
            repository.ResourcesOf(stack).FirstOrDefault(found => found.LogicalId == logicalId && found.Exists)
                is { } resource
            ? (stack, Look(stack, resource))
            : throw Problems.Validation($"Resource {logicalId} does not exist for stack {stack.Name}");
    }

    public StackDrift Status(string detectionId)
    {
        environment.Access.Require(caller, "cloudformation:DescribeStackDriftDetectionStatus", repository.Region);
        return repository.Drifts.All().FirstOrDefault(drift => drift.Id == detectionId)
            ?? throw Problems.Validation($"DriftDetectionId {detectionId} does not exist");
    }

    /// <summary>What the last detection found of the stack's resources, with one of the statuses; with none, all of it.</summary>
    public (Stack Stack, IReadOnlyList<ResourceDrift> Resources) Resources(
        string stackName,
        IReadOnlyList<string> statuses
    )
    {
        environment.Access.Require(caller, "cloudformation:DescribeStackResourceDrifts", repository, stackName);
        var stack = repository.GetLive(stackName);
        var drift =
            repository.Drifts.Find(stack.Uuid)
            ?? throw Problems.Validation($"Drift detection has not been run on stack [{stack.Name}]");
        return (stack, [.. drift.Resources.Where(found => statuses.Count == 0 || statuses.Contains(found.Status))]);
    }

    Stack Settled(string stackName)
    {
        var stack = repository.GetLive(stackName);
        return stack.IsBusy || stack.Status == StackStatus.ReviewInProgress
            ? throw Problems.Validation(
                $"Drift detection cannot be performed on stack [{stack.Name}] in its current state: {stack.Status}"
            )
            : stack;
    }

    ResourceDrift Look(Stack stack, StackResource resource)
    {
        var current = resource.Current!;
        return new(
            resource.LogicalId,
            current.PhysicalId,
            resource.Type,
            StatusOf(stack, resource.LogicalId, current),
            repository.Now,
            current.Properties
        );
    }

    string StatusOf(Stack stack, string logicalId, ResourceInstance instance)
    {
        var type = environment.Types.Of(instance.Type);
        var request = new ResourceRequest
        {
            Services = environment.Services,
            Caller = caller,
            Stack = stack,
            LogicalId = logicalId,
            Properties = instance.Properties,
            Existing = instance,
            StackTags = stack.Definition.Tags,
        };
        if (type.IsSimulated || type.IdentifierOf(request) is null)
            return DriftStatus.NotChecked;
        return type.Exists(request, instance.PhysicalId) ? DriftStatus.InSync : DriftStatus.Deleted;
    }
}
