namespace LocalAws.CodePipeline.Definitions;

/// <summary>Whether artifacts, namespaces and variables that actions refer to come from actions before them.</summary>
static class ReferenceCheck
{
    const string Structure = "InvalidStructureException";

    public static IEnumerable<(string Code, string Message)> Of(PipelineDefinition definition)
    {
        var all = definition
            .Stages.SelectMany(
                (stage, index) =>
                    stage.Actions.Select(action => (Stage: stage, Action: action, Order: (index, action.RunOrder)))
            )
            .ToList();
        foreach (
            var name in DefinitionCheck.Repeated(
                all.SelectMany(item => item.Action.OutputArtifacts.Select(output => output.Name))
            )
        )
            yield return (
                Structure,
                $"Output Artifact Bundle name must be unique within the pipeline. {name} has been used more than once"
            );
        foreach (var name in DefinitionCheck.Repeated(all.Select(item => item.Action.Namespace).OfType<string>()))
            yield return (
                Structure,
                $"Namespace must be unique within the pipeline. {name} has been used more than once"
            );
        foreach (var (stage, action, order) in all)
        {
            var before = all.Where(item => item.Order.CompareTo(order) < 0).Select(item => item.Action).ToList();
            var artifacts = before.SelectMany(item => item.OutputArtifacts).Select(output => output.Name).ToHashSet();
            foreach (var input in action.InputArtifacts.Where(input => !artifacts.Contains(input.Name)))
                yield return (
                    Structure,
                    $"Input Artifact Bundle {input.Name} in action {action.Name} is not declared as Output Artifact Bundle in any of the preceding actions"
                );
            var namespaces = before.Select(item => item.Namespace).OfType<string>().ToHashSet();
            namespaces.Add(VariableReferences.Reserved);
            if (definition.PipelineType == "V2")
                namespaces.Add(VariableReferences.Pipeline);
            foreach (var (key, value) in action.Configuration)
            foreach (var (text, name) in VariableReferences.In(value))
            {
                if (name is null || !namespaces.Contains(name))
                    yield return (
                        "InvalidActionDeclarationException",
                        $"Valid format for a pipeline execution variable reference is a namespace and a key separated by a period (.). The following pipeline execution variables are referencing a namespace that does not exist. StageName=[{stage.Name}], ActionName=[{action.Name}], ActionConfigurationKey=[{key}], VariableReferenceText=[{text}]"
                    );
            }
        }
    }
}
