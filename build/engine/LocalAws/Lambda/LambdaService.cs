using System.Globalization;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Shapes;

namespace LocalAws.Lambda;

/// <summary>Lambda's REST protocol, of which the operations that read are answered.</summary>
sealed class LambdaService : IAwsService
{
    const string Service = "lambda";
    const int MostOfAPage = 50;
    readonly Dictionary<string, Func<AwsRequest, IReadOnlyList<string>, JsonObject>> _operations;
    readonly FunctionQueries _functions;

    public LambdaService(FunctionQueries functions)
    {
        _functions = functions;
        _operations = new(StringComparer.Ordinal)
        {
            ["ListFunctions"] = ListFunctions,
            ["GetFunction"] = GetFunction,
            ["GetFunctionConfiguration"] = (request, path) =>
                Configuration(Find(request, path, "lambda:GetFunctionConfiguration")),
            ["GetFunctionConcurrency"] = GetConcurrency,
            ["GetPolicy"] = (request, path) =>
                new() { ["Policy"] = functions.GetPolicy(request.Caller, request.Region, path[2], Qualifier(request)) },
            ["ListTags"] = (request, path) =>
                new()
                {
                    ["Tags"] = Tags(functions.Get(request.Caller, request.Region, "lambda:ListTags", path[2]).Function),
                },
            ["ListVersionsByFunction"] = ListVersions,
            ["ListAliases"] = ListAliases,
            ["GetAlias"] = GetAlias,
        };
    }

    public ErrorShape Errors { get; } = new LambdaErrors();

    public IReadOnlyCollection<string> Operations => [.. _operations.Keys];

    public CallName NameOf(AwsRequest request) =>
        RestOperations.Find(Service, request.Raw.Method, Path(request), request.Raw.Query, request.Raw.Headers)
            is { } found
            ? new(found.Name)
            : new(request.Raw.Method, request.Raw.Path);

    public Task HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var path = Path(request);
        var asked = NameOf(request).Action;
        if (!_operations.TryGetValue(asked, out var operation))
            throw new AwsException(
                "UnknownOperationException",
                $"{asked} is not answered here: the local AWS tells of functions that CloudFormation made, and runs none.",
                404
            );
        request = RequestGuard.Checked(
            request,
            asked,
            shape => RestRequestValues.Read(request.Raw.Query, request.Raw.Headers, shape)
        );
        return JsonAnswer.WriteAsync(request.Http, 200, "application/json", operation(request, path));
    }

    static string[] Path(AwsRequest request) =>
        [.. request.Raw.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    (RecordedResource Function, string Version, string Arn) Find(
        AwsRequest request,
        IReadOnlyList<string> path,
        string action
    ) => _functions.Get(request.Caller, request.Region, action, path[2], Qualifier(request));

    static string? Qualifier(AwsRequest request) => request.Raw.Query["Qualifier"];

    JsonObject Configuration((RecordedResource Function, string Version, string Arn) found) =>
        FunctionShapes.Configuration(
            found.Function,
            _functions.RecordOf(found.Function, found.Version),
            found.Version,
            found.Arn
        );

    JsonObject ListFunctions(AwsRequest request, IReadOnlyList<string> path)
    {
        var withVersions = request.Raw.Query["FunctionVersion"] == "ALL";
        var found = _functions
            .List(request.Caller, request.Region)
            .SelectMany(function => withVersions ? All(function) : [Configuration((function, "$LATEST", function.Arn))])
            .ToList();
        return Page(request, "Functions", found);
    }

    JsonObject GetFunction(AwsRequest request, IReadOnlyList<string> path)
    {
        var found = Find(request, path, "lambda:GetFunction");
        var answer = new JsonObject
        {
            ["Configuration"] = Configuration(found),
            ["Code"] = FunctionShapes.Code(found.Function),
        };
        if (found.Function.Tags.Count > 0)
            answer["Tags"] = Tags(found.Function);
        if (FunctionShapes.Number(found.Function.Properties, "ReservedConcurrentExecutions") is { } reserved)
            answer["Concurrency"] = new JsonObject { ["ReservedConcurrentExecutions"] = reserved };
        return answer;
    }

    JsonObject GetConcurrency(AwsRequest request, IReadOnlyList<string> path)
    {
        var (function, _, _) = Find(request, path, "lambda:GetFunctionConcurrency");
        return FunctionShapes.Number(function.Properties, "ReservedConcurrentExecutions") is { } reserved
            ? new() { ["ReservedConcurrentExecutions"] = reserved }
            : [];
    }

    JsonObject ListVersions(AwsRequest request, IReadOnlyList<string> path)
    {
        var (function, _, _) = Find(request, path, "lambda:ListVersionsByFunction");
        return Page(request, "Versions", All(function));
    }

    JsonObject ListAliases(AwsRequest request, IReadOnlyList<string> path)
    {
        var (function, _, _) = Find(request, path, "lambda:ListAliases");
        var version = request.Raw.Query["FunctionVersion"];
        return Page(
            request,
            "Aliases",
            [
                .. _functions
                    .AliasesOf(function)
                    .Select(FunctionShapes.Alias)
                    .Where(alias => version is null || alias["FunctionVersion"]?.ToString() == version),
            ]
        );
    }

    JsonObject GetAlias(AwsRequest request, IReadOnlyList<string> path)
    {
        var (function, _, arn) = Find(request, path, "lambda:GetAlias");
        return
            _functions.AliasesOf(function).FirstOrDefault(alias => alias.Arn == $"{function.Arn}:{path[4]}")
                is { } found
            ? FunctionShapes.Alias(found)
            : throw LambdaErrors.NotFound($"Cannot find alias arn: {arn}:{path[4]}");
    }

    /// <summary>The function as it is and its versions.</summary>
    List<JsonObject> All(RecordedResource function) =>
        [
            .. _functions
                .VersionsOf(function)
                .Prepend("$LATEST")
                .Select(version => Configuration((function, version, $"{function.Arn}:{version}"))),
        ];

    static JsonObject Tags(RecordedResource function) =>
        new(function.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));

    static JsonObject Page(AwsRequest request, string member, List<JsonObject> items)
    {
        var size = Math.Min(request.Raw.Query.Integer("MaxItems") ?? MostOfAPage, MostOfAPage);
        var marker = request.Raw.Query["Marker"];
        var start = 0;
        if (
            marker is not null
            && (
                !int.TryParse(marker, NumberStyles.None, CultureInfo.InvariantCulture, out start) || start > items.Count
            )
        )
            throw new AwsException("InvalidParameterValueException", "The Marker is not valid.");
        var page = new JsonObject { [member] = JsonService.Array(items.Skip(start).Take(size)) };
        if (start + size < items.Count)
            page["NextMarker"] = (start + size).ToString(CultureInfo.InvariantCulture);
        return page;
    }
}
