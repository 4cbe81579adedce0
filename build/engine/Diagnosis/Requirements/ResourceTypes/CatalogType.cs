using AwsCatalog.Actions;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;
using Deployment.Assemblies;
using Diagnosis.Templates;

namespace Diagnosis.Requirements.ResourceTypes;

/// <summary>What the catalogue knows for certain of a type that has no entry here: the actions named after it.</summary>
static class CatalogType
{
    static readonly (string Handler, string Verb)[] Handlers =
    [
        ("create", "creates"),
        ("update", "updates"),
        ("delete", "deletes"),
    ];

    /// <summary>The actions that creation, change and deletion certainly take, each with the ARN that it is asked for on; empty where none is certain.</summary>
    public static IEnumerable<(string Verb, string Action, string Arn, string Pattern)> NeedsOf(
        string type,
        Func<string?, (string Name, string Pattern)> nameOf,
        TargetEnvironment environment
    )
    {
        if (SchemaCatalog.Find(type) is not { } schema)
            yield break;
        var (name, pattern) = nameOf(schema.NameProperty);
        foreach (var (handler, verb) in Handlers)
            if (CertainOf(schema, handler) is { } action)
                yield return (
                    verb,
                    action.Name,
                    ArnOf(schema, action, environment, name, AwsArns.MadeUp),
                    ArnOf(schema, action, environment, pattern, "*")
                );
    }

    /// <summary>Of a change, the action that is named after the type: what else it calls depends on what changes.</summary>
    static ActionDescription? CertainOf(ResourceSchema schema, string handler) =>
        HandlerNeeds.Of(schema, handler) is [var one] ? one
        : handler == "update" ? HandlerNeeds.UsualChangeOf(schema)
        : null;

    /// <summary>The ARN of a resource of a template; unknown where its format is not known, or the service alone names it.</summary>
    /// <param name="textOf">The text of a property; null where it has none that is known.</param>
    public static string ArnOf(string type, Func<string, string?> textOf, TargetEnvironment environment)
    {
        if (SchemaCatalog.Find(type) is not { } schema || ResourceArns.Of(schema) is not { } format)
            return Unknown.Mark;
        return ResourceArns.Fill(
            format,
            environment.Partition,
            environment.Region,
            environment.Account,
            (variable, isLast) =>
                (
                    ResourceArns.IsName(schema, format, variable, isLast)
                        ? schema.NameProperty
                        : ResourceArns.PropertyOf(schema, variable)
                )
                    is { } property
                && textOf(property) is { } given
                    ? ResourceArns.NameIn(given)
                    : Unknown.Mark
        );
    }

    static string ArnOf(
        ResourceSchema schema,
        ActionDescription action,
        TargetEnvironment environment,
        string name,
        string others
    ) =>
        ResourceArns.Of(schema, action) is [var format, ..]
            ? ResourceArns.Fill(
                format,
                environment.Partition,
                environment.Region,
                environment.Account,
                (_, isLast) => isLast ? name : others
            )
            : "*";
}
