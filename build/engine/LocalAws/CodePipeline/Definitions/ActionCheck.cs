namespace LocalAws.CodePipeline.Definitions;

/// <summary>Whether an action is one that its provider takes.</summary>
static class ActionCheck
{
    const string Code = "InvalidActionDeclarationException";

    public static IEnumerable<(string Code, string Message)> Of(
        PipelineDefinition definition,
        StageDefinition stage,
        ActionDefinition action,
        string region
    )
    {
        var id = action.ActionTypeId;
        if (ActionType.Find(id) is not { } type)
        {
            yield return (
                Code,
                $"ActionType (Category: '{id.Category}', Provider: '{id.Provider}', Owner: '{id.Owner}', Version: '{id.Version}') in action '{action.Name}' is not available in region {region}"
            );
            yield break;
        }
        foreach (
            var message in Configuration(type, action).Concat(Artifacts(type, action)).Concat(Order(stage, action))
        )
            yield return (Code, message);
        if (action.Region is { } other && other != region && definition.ArtifactStores?.ContainsKey(other) != true)
            yield return (
                Code,
                $"Action '{action.Name}' is in region {other}, for which the pipeline has no artifact store"
            );
    }

    static IEnumerable<string> Configuration(ActionType type, ActionDefinition action)
    {
        if (type.Required is null)
            yield break;
        var required = type.Required.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var known = required.Concat(type.Optional.Split(' ')).ToHashSet(StringComparer.Ordinal);
        foreach (var name in action.Configuration.Keys.Where(name => !known.Contains(name)))
            yield return $"Action configuration for action '{action.Name}' contains unknown configuration '{name}'";
        foreach (var name in required.Where(name => string.IsNullOrEmpty(action.Configuration.GetValueOrDefault(name))))
            yield return $"Action configuration for action '{action.Name}' is missing required configuration '{name}'";
        if (type.Provider == "CloudFormation")
            foreach (var message in CloudFormation(action))
                yield return message;
        if (
            type.Provider == "CodeBuild"
            && action.InputArtifacts.Count > 1
            && action.InputArtifacts.All(input => input.Name != action.Configuration.GetValueOrDefault("PrimarySource"))
        )
            yield return $"Action '{action.Name}' has {action.InputArtifacts.Count} input artifacts: PrimarySource should name one of them";
    }

    static IEnumerable<string> CloudFormation(ActionDefinition action)
    {
        var mode = action.Configuration.GetValueOrDefault("ActionMode", "");
        if (
            mode
            is not (
                "CREATE_UPDATE"
                or "CHANGE_SET_REPLACE"
                or "CHANGE_SET_EXECUTE"
                or "DELETE_ONLY"
                or "REPLACE_ON_FAILURE"
            )
        )
            yield return $"Action configuration for action '{action.Name}' has an invalid ActionMode '{mode}'";
        string[] needed = mode switch
        {
            "CREATE_UPDATE" or "REPLACE_ON_FAILURE" => ["TemplatePath"],
            "CHANGE_SET_REPLACE" => ["ChangeSetName", "TemplatePath"],
            "CHANGE_SET_EXECUTE" => ["ChangeSetName"],
            _ => [],
        };
        foreach (var name in needed.Where(name => !action.Configuration.ContainsKey(name)))
            yield return $"Action configuration for action '{action.Name}' is missing required configuration '{name}'";
        foreach (var name in (string[])["TemplatePath", "TemplateConfiguration"])
        {
            if (action.Configuration.GetValueOrDefault(name) is not { } path)
                continue;
            var artifact = path.Split("::", 2) is [var named, { Length: > 0 }] ? named : null;
            if (artifact is null || action.InputArtifacts.All(input => input.Name != artifact))
                yield return $"{name} '{path}' of action '{action.Name}' is not in the form InputArtifact::file of one of its input artifacts";
        }
    }

    static IEnumerable<string> Artifacts(ActionType type, ActionDefinition action)
    {
        foreach (
            var (kind, count, (least, most)) in new[]
            {
                ("input", action.InputArtifacts.Count, type.Inputs),
                ("output", action.OutputArtifacts.Count, type.Outputs),
            }
        )
        {
            if (count < least)
                yield return $"Action {action.Name} has {count} {kind} artifacts which is less than minimum number of required {kind} artifacts ({least})";
            if (count > most)
                yield return $"Action {action.Name} has {count} {kind} artifacts which is more than maximum number of allowed {kind} artifacts ({most})";
        }
    }

    static IEnumerable<string> Order(StageDefinition stage, ActionDefinition action)
    {
        if (action.TimeoutInMinutes is < 5 or > 86400)
            yield return $"Action '{action.Name}' has timeoutInMinutes {action.TimeoutInMinutes}. It should be between 5 and 86400";
        if (action.RunOrder is < 1 or > 999)
            yield return $"Action '{action.Name}' in stage '{stage.Name}' has run order {action.RunOrder}. It should be between 1 and 999";
    }
}
