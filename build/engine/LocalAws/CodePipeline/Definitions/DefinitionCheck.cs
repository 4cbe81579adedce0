using System.Text.RegularExpressions;
using LocalAws.Protocol;

namespace LocalAws.CodePipeline.Definitions;

/// <summary>Whether a definition is a pipeline. All that is wrong is said at once, under the code of what is wrong first.</summary>
sealed partial class DefinitionCheck
{
    const int FewestStages = 2;
    const int MostStages = 50;
    const int MostActions = 50;
    readonly List<(string Code, string Message)> _findings = [];
    readonly PipelineDefinition _definition;
    readonly string _region;

    DefinitionCheck(PipelineDefinition definition, string region)
    {
        _definition = definition;
        _region = region;
    }

    public static void Demand(PipelineDefinition definition, string region)
    {
        var check = new DefinitionCheck(definition, region);
        check.CheckNames();
        check.CheckStructure();
        check.CheckStores();
        check.CheckKind();
        foreach (var stage in definition.Stages)
        foreach (var action in stage.Actions)
            check._findings.AddRange(ActionCheck.Of(definition, stage, action, region));
        check._findings.AddRange(ReferenceCheck.Of(definition));
        if (check._findings is [var first, ..])
            throw new AwsException(
                first.Code,
                string.Join("; ", check._findings.Select(finding => finding.Message).Distinct())
            );
    }

    void CheckNames()
    {
        Name("pipeline.name", _definition.Name);
        if (!Role().IsMatch(_definition.RoleArn))
            Invalid("pipeline.roleArn", _definition.RoleArn, @"arn:aws(-[\w]+)*:iam::[0-9]{12}:role/.*");
        for (var stage = 0; stage < _definition.Stages.Count; stage++)
        {
            Name($"pipeline.stages.{stage + 1}.member.name", _definition.Stages[stage].Name);
            for (var action = 0; action < _definition.Stages[stage].Actions.Count; action++)
                Name(
                    $"pipeline.stages.{stage + 1}.member.actions.{action + 1}.member.name",
                    _definition.Stages[stage].Actions[action].Name
                );
        }
    }

    void CheckStructure()
    {
        var stages = _definition.Stages;
        if (stages.Count < FewestStages)
            Structure(
                $"Pipeline has only {stages.Count} stage(s). There should be a minimum of {FewestStages} stages in a pipeline"
            );
        if (stages.Count > MostStages)
            Structure(
                $"Pipeline has {stages.Count} stages. There should be a maximum of {MostStages} stages in a pipeline"
            );
        foreach (var name in Repeated(stages.Select(stage => stage.Name)))
            Structure($"Stage names must be unique within a pipeline: '{name}' is used more than once");
        if (stages.Count > 0 && (stages[0].Actions.Count == 0 || !stages[0].Actions.All(IsSource)))
            Structure("Pipeline should start with a stage that only contains source actions");
        foreach (var stage in stages.Skip(1).Where(stage => stage.Actions.Any(IsSource)))
            Structure(
                $"Stage '{stage.Name}' has source actions. Only the first stage of a pipeline may contain source actions"
            );
        foreach (var stage in stages)
            CheckStage(stage);
    }

    void CheckStage(StageDefinition stage)
    {
        const string Code = "InvalidStageDeclarationException";
        if (stage.Actions.Count is 0 or > MostActions)
            Add(Code, $"Stage '{stage.Name}' has {stage.Actions.Count} actions. It should have 1 to {MostActions}");
        foreach (var name in Repeated(stage.Actions.Select(action => action.Name)))
            Add(
                Code,
                $"Action names must be unique within a stage: '{name}' is used more than once in stage '{stage.Name}'"
            );
    }

    void CheckStores()
    {
        if (_definition.ArtifactStore is null == (_definition.ArtifactStores is null))
            Structure("Exactly one of artifactStore and artifactStores should be given");
        if (_definition.StoreOf(_region) is null)
            Structure($"The artifact stores should contain one for the pipeline's region {_region}");
        foreach (
            var store in _definition.ArtifactStores?.Values ?? [_definition.ArtifactStore ?? new() { Type = "S3" }]
        )
        {
            if (store.Type != "S3")
                Structure($"Artifact store type '{store.Type}' is not S3");
        }
    }

    void CheckKind()
    {
        if (_definition.PipelineType is not ("V1" or "V2"))
            Invalid("pipeline.pipelineType", _definition.PipelineType, "[V1, V2]");
        if (_definition.ExecutionMode is not ("SUPERSEDED" or "QUEUED" or "PARALLEL"))
            Invalid("pipeline.executionMode", _definition.ExecutionMode, "[QUEUED, SUPERSEDED, PARALLEL]");
        if (_definition.PipelineType != "V1")
            return;
        if (_definition.ExecutionMode != "SUPERSEDED")
            Structure($"Execution mode {_definition.ExecutionMode} requires a pipeline of type V2");
        if (_definition.Variables is { Count: > 0 })
            Structure("Pipeline variables require a pipeline of type V2");
    }

    void Name(string member, string value)
    {
        if (!NamePattern().IsMatch(value))
            Invalid(member, value, @"[A-Za-z0-9.@\-_]+");
    }

    void Invalid(string member, string value, string pattern) =>
        Add(
            "ValidationException",
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must satisfy {(pattern.StartsWith('[') && pattern.Contains(", ", StringComparison.Ordinal) ? "enum value set" : "regular expression pattern")}: {pattern}"
        );

    void Structure(string message) => Add("InvalidStructureException", message);

    void Add(string code, string message) => _findings.Add((code, message));

    static bool IsSource(ActionDefinition action) => action.ActionTypeId.Category == "Source";

    internal static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key);

    [GeneratedRegex(@"^[A-Za-z0-9.@\-_]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^arn:aws(-\w+)*:iam::[0-9]{12}:role/.+$", RegexOptions.CultureInvariant)]
    private static partial Regex Role();
}
