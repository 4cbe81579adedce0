using LocalAws.Protocol;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Shapes;

/// <summary>Finds the operation that a REST request asks for: the one whose template says most of what the request has.</summary>
static class RestOperations
{
    /// <summary>The operation's name; null where the service has none.</summary>
    /// <param name="service">The signing name.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The parts of the path; the last one stands for the rest where a template says so.</param>
    /// <param name="query">The query.</param>
    /// <param name="headers">The headers.</param>
    public static OperationShape? Find(
        string service,
        string method,
        IReadOnlyList<string> path,
        QueryPairs query,
        IHeaderDictionary headers
    )
    {
        var acted = ActedMembers.Of(service);
        return ServiceShapes
            .Of(service)
            ?.Operations.Where(operation => operation.Method == method && Fits(operation, path, query, headers))
            .OrderByDescending(operation => Literals(operation).Length)
            .ThenByDescending(operation => Needed(operation).Count())
            .ThenByDescending(operation => acted?.ContainsKey(operation.Name) == true)
            .FirstOrDefault();
    }

    static bool Fits(OperationShape operation, IReadOnlyList<string> path, QueryPairs query, IHeaderDictionary headers)
    {
        var template = operation.Uri.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return template.Length == path.Count
            && template.Zip(path).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second)
            && Literals(operation).All(literal => query[literal.Name] is { } value && (literal.Value ?? value) == value)
            && Needed(operation)
                .All(member =>
                    member.Location == "header" ? headers.ContainsKey(member.WireName) : query.Has(member.WireName)
                );
    }

    static (string Name, string? Value)[] Literals(OperationShape operation) =>
        operation.Uri.Split('?') is [_, var query]
            ?
            [
                .. query
                    .Split('&')
                    .Select(part => part.Split('='))
                    .Select(part => (part[0], part.ElementAtOrDefault(1))),
            ]
            : [];

    static IEnumerable<ShapeMember> Needed(OperationShape operation) =>
        operation.Input?.Members.Where(member =>
            member.Location is "querystring" or "header" && operation.Input.Required.Contains(member.Name)
        )
        ?? [];
}
