using System.Text;
using System.Xml.Linq;
using LocalAws.Shapes;

namespace LocalAws.Protocol;

/// <summary>Does one action of a Query API; returns the content of its Result element, without namespaces, or null where the action has no result.</summary>
public delegate Task<XElement?> QueryOperation(
    AwsRequest request,
    QueryPairs parameters,
    CancellationToken cancellationToken
);

/// <summary>The Query protocol: a form in, XML out. A service registers its actions by name.</summary>
public sealed class QueryService(
    string xmlNamespace,
    IReadOnlyDictionary<string, QueryOperation> operations,
    ErrorShape? errors = null
) : IAwsService
{
    readonly XNamespace _namespace = xmlNamespace;

    /// <inheritdoc />
    public ErrorShape Errors { get; } = errors ?? new QueryErrors(xmlNamespace);

    /// <inheritdoc />
    public IReadOnlyCollection<string> Operations { get; } = [.. operations.Keys];

    /// <inheritdoc />
    public CallName NameOf(AwsRequest request)
    {
        var parameters = Parameters(request);
        var about =
            parameters["StackName"]
            ?? parameters["RoleArn"]
            ?? parameters["RoleName"]
            ?? parameters["PolicySourceArn"]
            ?? "";
        const string Stack = ":stack/";
        var stack = about.IndexOf(Stack, StringComparison.Ordinal);
        return new(parameters["Action"] ?? "", stack < 0 ? about : about[(stack + Stack.Length)..].Split('/')[0]);
    }

    /// <inheritdoc />
    public async Task HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var parameters = Parameters(request);
        var action =
            parameters["Action"]
            ?? throw new AwsException("MissingAction", "The request is missing an action or a required parameter.");
        if (!operations.TryGetValue(action, out var operation))
            throw new AwsException(
                "InvalidAction",
                $"Could not find operation {action} for version {parameters["Version"]}"
            );
        request = RequestGuard.Checked(request, action, shape => QueryRequestValues.Read(parameters, shape));
        var result = await operation(request, parameters, cancellationToken);
        var answer = new XElement(_namespace + (action + "Response"));
        if (result is not null)
        {
            result.Name = action + "Result";
            foreach (var element in result.DescendantsAndSelf())
                element.Name = _namespace + element.Name.LocalName;
            answer.Add(result);
        }
        answer.Add(
            new XElement(_namespace + "ResponseMetadata", new XElement(_namespace + "RequestId", request.RequestId))
        );
        await XmlAnswer.WriteAsync(request.Http, 200, answer);
    }

    /// <summary>The form of a POST, or the query of a GET.</summary>
    internal static QueryPairs Parameters(AwsRequest request) =>
        request.Raw.Method == "POST" && request.Body.Length > 0
            ? QueryPairs.Parse(Encoding.UTF8.GetString(request.Body.Span))
            : request.Raw.Query;
}
