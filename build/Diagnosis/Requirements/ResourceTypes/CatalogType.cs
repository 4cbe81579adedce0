using AwsCatalog.Actions;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;
using Deployment.Assemblies;

namespace Diagnosis.Requirements.ResourceTypes;

/// <summary>What the catalogue knows for certain of a type that has no entry here: the actions named after it.</summary>
static class CatalogType
{
    /// <summary>The actions that creation and deletion certainly take, each with the ARN that it is asked for on; empty where none is certain.</summary>
    public static IEnumerable<(string Verb, string Action, string Arn, string Pattern)> NeedsOf(
        string type,
        Func<string?, (string Name, string Pattern)> nameOf,
        TargetEnvironment environment
    )
    {
        if (SchemaCatalog.Find(type) is not { } schema)
            yield break;
        var (name, pattern) = nameOf(schema.NameProperty);
        foreach (var (handler, verb) in new[] { ("create", "creates"), ("delete", "deletes") })
            if (HandlerNeeds.Of(schema, handler) is [var action])
                yield return (
                    verb,
                    action.Name,
                    ArnOf(schema, action, environment, name, AwsArns.MadeUp),
                    ArnOf(schema, action, environment, pattern, "*")
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
