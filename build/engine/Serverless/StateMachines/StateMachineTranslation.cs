using System.Text.Json.Nodes;
using Serverless.Events;
using Serverless.Policies;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.StateMachines;

/// <summary>AWS::Serverless::StateMachine: the state machine, its role, version, alias and events.</summary>
sealed class StateMachineTranslation(SourceResource source, Transformation transformation)
{
    readonly string _id = source.LogicalId;

    public IReadOnlyList<GeneratedResource> Translate()
    {
        var machine = Machine();
        var made = new List<GeneratedResource> { machine };
        if (source["Role"].IsGiven() && source["Policies"].IsGiven())
            throw source.Error(
                "Specify either 'Role' or 'Policies' (but not both at the same time) or neither of them"
            );
        if (source["Role"].IsGiven())
        {
            machine.With(("RoleArn", source["Role"]));
        }
        else
        {
            var role = Role();
            made.Add(role);
            machine.With(("RoleArn", role.Arn));
        }
        var alias = Alias(machine, made);
        var target = EventTarget.ByReference(
            source["UseAliasAsEventTarget"].IsGiven() ? alias ?? machine : machine,
            source
        );
        foreach (var (id, entry) in source.Map("Events") ?? [])
            made.AddRange(EventTable.OfStateMachine(id, entry, target, transformation, source["PermissionsBoundary"]));
        if (source["PropagateTags"].IsGiven() && source.Map("Tags") is { Count: > 0 } tags)
            foreach (var resource in made)
                resource.Tag(tags);
        return made;
    }

    JsonArray Tags() => Nodes.Tags(Map(("stateMachine:createdBy", "SAM")), source.Map("Tags"));

    GeneratedResource Machine()
    {
        var machine = new GeneratedResource(
            _id,
            "AWS::StepFunctions::StateMachine",
            source.Attributes,
            source.DependsOn
        ).With(
            (
                "DefinitionSubstitutions",
                source["DefinitionSubstitutions"].IsGiven() ? source["DefinitionSubstitutions"] : null
            ),
            ("StateMachineName", source["Name"]),
            ("StateMachineType", source["Type"]),
            ("LoggingConfiguration", source["Logging"]),
            ("TracingConfiguration", source["Tracing"]),
            ("Tags", Tags())
        );
        if (source["Definition"].IsGiven() && source["DefinitionUri"].IsGiven())
            throw source.Error("Specify either 'Definition' or 'DefinitionUri' property and not both.");
        if (source["Definition"] is { } given && given.IsGiven())
        {
            var definition = given.DeepClone();
            var number = 1;
            Substitute(definition, machine, ref number);
            machine.With(("DefinitionString", Calls.Join("\n", TextsOf(SortedText.Lines(definition)))));
        }
        else if (source["DefinitionUri"].IsGiven())
        {
            machine.With(("DefinitionS3Location", S3Locations.Definition(source["DefinitionUri"], _id)));
        }
        else
        {
            throw source.Error("Either 'Definition' or 'DefinitionUri' property must be specified.");
        }
        return machine;
    }

    /// <summary>A definition is a text, so that calls in it become substitutions.</summary>
    static void Substitute(JsonNode definition, GeneratedResource machine, ref int number)
    {
        List<(JsonNode? Value, Action<JsonNode> Set)> members = definition switch
        {
            JsonObject map =>
            [
                .. map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => (entry.Value, (Action<JsonNode>)(value => map[entry.Key] = value))),
            ],
            JsonArray list =>
            [
                .. list.Index().Select(entry => (entry.Item, (Action<JsonNode>)(value => list[entry.Index] = value))),
            ],
            _ => [],
        };
        foreach (var (value, set) in members)
        {
            if (value.IsCall() || value.Text()?.StartsWith("{{resolve:", StringComparison.Ordinal) == true)
            {
                var name = $"definition_substitution_{number++.Written()}";
                machine.Properties.MapAt("DefinitionSubstitutions").Put(name, value);
                set($"${{{name}}}");
            }
            else if (value is JsonObject or JsonArray)
            {
                Substitute(value, machine, ref number);
            }
        }
    }

    GeneratedResource Role()
    {
        var policies = PolicyTemplates.Expand(_id, source["Policies"]).AsList().ToList();
        if (source.Map("Tracing")?["Enabled"].Flag() is true)
            policies.Add(transformation.TracingPolicy);
        return RoleBuilder.Build(
            source,
            transformation,
            PolicyDocuments.Trust("states.amazonaws.com"),
            ListOf(policies),
            [],
            [],
            Tags()
        );
    }

    GeneratedResource? Alias(GeneratedResource machine, List<GeneratedResource> made)
    {
        if (!source["AutoPublishAlias"].IsGiven())
            return source["UseAliasAsEventTarget"].IsGiven() || source["DeploymentPreference"].IsGiven()
                ? throw source.Error(
                    $"'{(source["UseAliasAsEventTarget"].IsGiven() ? "UseAliasAsEventTarget" : "DeploymentPreference")}' requires 'AutoPublishAlias' property to be specified."
                )
                : null;
        var attributes = source.PassedAttributes;
        foreach (var policy in new[] { "DeletionPolicy", "UpdateReplacePolicy" })
            attributes.TryAdd(policy, "Retain");
        var version = new GeneratedResource(
            $"{_id}Version",
            "AWS::StepFunctions::StateMachineVersion",
            attributes
        ).With(
            ("StateMachineArn", machine.Reference),
            ("StateMachineRevisionId", Calls.GetAtt(_id, "StateMachineRevisionId"))
        );
        made.Add(version);
        var preference = (JsonObject)
            (
                source.Map("DeploymentPreference") is { Count: > 0 } given ? given : Map(("Type", "ALL_AT_ONCE"))
            ).DeepClone();
        preference["StateMachineVersionArn"] = version.Reference;
        var name = source["AutoPublishAlias"];
        var alias = new GeneratedResource(
            $"{_id}Alias{name.Written()}",
            "AWS::StepFunctions::StateMachineAlias",
            source.PassedAttributes
        ).With(("Name", name), ("DeploymentPreference", preference));
        made.Add(alias);
        return alias;
    }
}
