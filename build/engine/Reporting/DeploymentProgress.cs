using Deployment;

namespace Reporting;

/// <summary>Where each stack is, folded from events.</summary>
sealed class DeploymentProgress
{
    // By the whole reference: bootstrap stacks have one name in all environments.
    readonly Dictionary<StackReference, StackProgress> stacks = [];

    /// <summary>In the plan's order.</summary>
    public List<StackProgress> Stacks { get; } = [];

    public int Assets { get; private set; }

    public int AssetsDone { get; private set; }

    /// <summary>What was last said of an endpoint that does not answer.</summary>
    public string? Waiting { get; private set; }

    /// <param name="now">When it happened.</param>
    public void Apply(DeploymentEvent happened, DateTimeOffset now)
    {
        Waiting = (happened as DeploymentEvent.Waited)?.Trouble.ToString();
        switch (happened)
        {
            case DeploymentEvent.Planned plan:
                Assets += plan.Assets;
                foreach (var stack in plan.Stacks)
                    Row(stack);
                break;
            case DeploymentEvent.StackStarted started:
                Row(started.Stack).Began ??= now;
                break;
            case DeploymentEvent.StackProgressed step:
                Row(step.Stack).State = DeploymentLines.Of(step.Step) + (step.Detail is null ? "" : $", {step.Detail}");
                break;
            case DeploymentEvent.ResourceProgressed resource:
                var row = Row(resource.Stack);
                (row.Done, row.Total) = (resource.Done, resource.Total);
                row.Resource = $"{resource.LogicalId} {resource.Status}";
                break;
            case DeploymentEvent.StackFinished finished:
                var end = Row(finished.Result.Stack);
                (end.Result, end.State, end.Resource) = (finished.Result, DeploymentLines.Of(finished.Result), "");
                break;
            case DeploymentEvent.AssetFinished:
                AssetsDone++;
                break;
        }
    }

    StackProgress Row(StackReference stack)
    {
        if (!stacks.TryGetValue(stack, out var row))
        {
            stacks[stack] = row = new StackProgress(stack);
            Stacks.Add(row);
        }

        return row;
    }
}

/// <summary>Where one stack is.</summary>
sealed class StackProgress(StackReference stack)
{
    public StackReference Stack { get; } = stack;
    public string State { get; set; } = DeploymentLines.Of(StackStep.Waiting);
    public string Resource { get; set; } = "";
    public int Done { get; set; }
    public int Total { get; set; }

    /// <summary>Null where it waits.</summary>
    public DateTimeOffset? Began { get; set; }
    public StackResult? Result { get; set; }
}
