using LocalAws.CodePipeline.Artifacts;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Executions;
using LocalAws.CodePipeline.Pipelines;
using LocalAws.Identities;

namespace LocalAws.CodePipeline.Actions;

/// <summary>What the provider of an action knows of it.</summary>
sealed record ActionContext
{
    public required ExecutionRunner Runner { get; init; }
    public required PipelineRecords Records { get; init; }
    public required PipelineExecution Execution { get; init; }
    public required ActionDefinition Action { get; init; }
    public required ActionExecution Run { get; init; }

    /// <summary>The action's role, or the pipeline's.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Where the action acts.</summary>
    public required string Region { get; init; }
    public required ArtifactBuckets Artifacts { get; init; }

    /// <summary>The configuration with the values of its variables.</summary>
    public required IReadOnlyDictionary<string, string> Configuration { get; init; }
    public required IReadOnlyList<ArtifactLocation> Inputs { get; init; }

    public AwsServices Services => Runner.Services;

    public string? this[string name] => Configuration.GetValueOrDefault(name);

    /// <summary>The ARN of the action, which an approval is answered on.</summary>
    public string Arn =>
        $"{PipelineRecords.ArnOf(Records.Account, Records.Region, Execution.Pipeline)}/{Run.Stage}/{Run.Action}";

    /// <summary>Tells how far it is.</summary>
    public void Report(Func<ActionExecution, ActionExecution> change) => Records.Change(Execution, Run, change);

    /// <summary>Asks whether the action's role may do something.</summary>
    public void Demand(string action, string resource) => Services.Authorizer.Demand(Caller, Region, action, resource);

    /// <summary>The input artifact of that name.</summary>
    public ArtifactLocation Input(string name) =>
        Inputs.FirstOrDefault(input => input.Name == name)
        ?? throw new ActionException(
            "ConfigurationError",
            $"The artifact {name} is not among the input artifacts of action {Action.Name}"
        );

    /// <summary>Leaves the only output artifact.</summary>
    public async Task<IReadOnlyList<ArtifactLocation>> LeaveAsync(Stream content, CancellationToken cancellationToken)
    {
        var location = Artifacts.NewLocation(Action.OutputArtifacts[0].Name, Region);
        await Artifacts.WriteAsync(Caller, location, content, cancellationToken);
        return [location];
    }
}
