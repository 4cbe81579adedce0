namespace LocalAws.CodePipeline.Definitions;

/// <summary>What AWS takes in a pipeline and runs, and the local AWS takes and does not run.</summary>
static class LocalLimits
{
    /// <summary>Why an action cannot run here; null where it can.</summary>
    public static string? Of(StageDefinition stage, ActionDefinition action)
    {
        var id = action.ActionTypeId;
        return (stage.BeforeEntry ?? stage.OnSuccess) is not null
                ? $"Stage '{stage.Name}' has conditions, which the local AWS does not evaluate"
            : action.Commands is not null || ActionType.Find(id) is not { IsRun: true }
                ? $"The local AWS does not run actions of {id.Category}/{id.Provider}: '{action.Name}' did nothing"
            : action.Configuration.GetValueOrDefault("OutputArtifactFormat") is { } format and not "CODE_ZIP"
                ? $"Action '{action.Name}' has OutputArtifactFormat {format}: the local AWS hands sources over as CODE_ZIP only"
            : action.Configuration.GetValueOrDefault("BatchEnabled") is "true"
                ? $"Action '{action.Name}' has BatchEnabled: the local AWS runs no batch builds"
            : null;
    }
}
