using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Functions and Resolvers of a GraphQL API.</summary>
/// <param name="source">The API.</param>
/// <param name="add">Makes a resource beside it, of a suffix and type, that depends on others.</param>
/// <param name="dataSourceOf">The name of the data source that a function of a name gives.</param>
sealed class GraphQLFunctions(
    SourceResource source,
    Func<string, string, JsonNode?, GeneratedResource> add,
    Func<string, JsonNode?, JsonNode> dataSourceOf
)
{
    /// <summary>The code of a resolver that only passes on what its functions give (AWS SAM Developer Guide, "Resolver").</summary>
    const string PassingCode = """

        export function request(ctx) {
            return {};
        }

        export function response(ctx) {
            return ctx.prev.result;
        }

        """;

    readonly Dictionary<string, JsonNode> _functions = new(StringComparer.Ordinal);

    /// <summary>The maps within a map, by name.</summary>
    public static IEnumerable<(string Name, JsonObject Given)> Entries(
        SourceResource source,
        JsonNode? node,
        string path
    ) =>
        node is null
            ? []
            : source
                .RequireMap(node, path)
                .Select(entry => (entry.Key, source.RequireMap(entry.Value, $"{path}.{entry.Key}")));

    public void AddFunctions()
    {
        foreach (var (name, given) in Entries(source, source["Functions"], "Functions"))
        {
            if (given["Id"] is { } id)
            {
                if (given.Count != 1)
                    throw SpecificationException.Resource(
                        name,
                        "'Id' cannot be defined with other properties in Function."
                    );
                _functions[name] = id;
                continue;
            }
            var code = CodeOf(name, given);
            if (code is (null, null))
                throw SpecificationException.Resource(name, "One of 'InlineCode' or 'CodeUri' must be set.");
            var dataSource = dataSourceOf(name, given["DataSource"]);
            var function = add(name, "FunctionConfiguration", null)
                .With(
                    ("Name", given["Name"] ?? name),
                    ("Code", code.Inline),
                    ("CodeS3Location", code.Uri),
                    ("DataSourceName", dataSource),
                    ("MaxBatchSize", given["MaxBatchSize"]),
                    ("Description", given["Description"]),
                    ("Runtime", RuntimeOf(name, given)),
                    ("SyncConfig", given["Sync"])
                );
            _functions[name] = Calls.GetAtt(function.LogicalId, "FunctionId");
        }
    }

    static (JsonNode? Inline, JsonNode? Uri) CodeOf(string name, JsonObject given)
    {
        var (inline, uri) = (given["InlineCode"], given["CodeUri"]);
        if (inline.IsGiven() && uri.IsGiven())
            throw SpecificationException.Resource(
                name,
                "Both 'InlineCode' and 'CodeUri' cannot be defined at the same time."
            );
        return (inline.IsGiven() ? inline : null, uri.IsGiven() ? uri : null);
    }

    static JsonObject RuntimeOf(string name, JsonObject given) =>
        given["Runtime"] is JsonObject runtime
            ? Map(("Name", runtime["Name"]), ("RuntimeVersion", runtime["Version"]))
            : throw SpecificationException.Resource(name, $"'Runtime' must be defined as a property in {name}.");

    public void AddResolvers()
    {
        foreach (var (type, fields) in Entries(source, source["Resolvers"], "Resolvers"))
        foreach (var (field, node) in fields)
        {
            var given = source.RequireMap(node, $"Resolvers.{type}.{field}");
            var code = CodeOf(field, given);
            if (!given["Pipeline"].IsGiven())
                throw SpecificationException.Resource(
                    field,
                    $"Resolver '{field}' must have Pipeline defined. Unit resolvers are not supported. If you need a Unit resolver you can use AppSync resource."
                );
            var isPassing = code is (null, null);
            add(type + field, "Resolver", List($"{source.LogicalId}Schema"))
                .With(
                    ("Code", isPassing ? PassingCode : code.Inline),
                    ("CodeS3Location", code.Uri),
                    (
                        "Runtime",
                        isPassing ? Map(("Name", "APPSYNC_JS"), ("RuntimeVersion", "1.0.0")) : RuntimeOf(field, given)
                    ),
                    ("FieldName", given["FieldName"] ?? field),
                    ("TypeName", type),
                    ("Kind", "PIPELINE"),
                    (
                        "PipelineConfig",
                        Map(
                            (
                                "Functions",
                                ListOf(given["Pipeline"].AsList().Select(name => FunctionOf(field, name.Written())))
                            )
                        )
                    ),
                    ("CachingConfig", given["Caching"]),
                    ("MaxBatchSize", given["MaxBatchSize"].IsGiven() ? given["MaxBatchSize"] : null)
                );
        }
    }

    JsonNode FunctionOf(string field, string name) =>
        _functions.TryGetValue(name, out var id)
            ? id
            : throw SpecificationException.Resource(field, $"Function '{name}' does not exist.");
}
