using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>
/// The API that events without one share: ServerlessRestApi or ServerlessHttpApi. Writes the paths of all events into the
/// documents that SAM manages, and the conditions under which there are paths and the API.
/// </summary>
sealed class ImplicitApi
{
    static readonly string[] owners = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"];

    readonly JsonObject _template;
    readonly JsonObject _resources;
    readonly bool _isHttp;
    readonly string _id;
    readonly string _type;
    readonly Dictionary<string, Dictionary<string, Dictionary<string, string?>>> _conditions = new(
        StringComparer.Ordinal
    );
    readonly List<string?> _deletions = [];
    readonly List<string?> _replacements = [];

    ImplicitApi(JsonObject template, bool isHttp)
    {
        _template = template;
        _resources = (JsonObject)template["Resources"]!;
        _isHttp = isHttp;
        _id = isHttp ? "ServerlessHttpApi" : "ServerlessRestApi";
        _type = isHttp ? "AWS::Serverless::HttpApi" : "AWS::Serverless::Api";
    }

    public static void Add(JsonObject template, bool isHttp) => new ImplicitApi(template, isHttp).Add();

    string ApiProperty => _isHttp ? "ApiId" : "RestApiId";

    void Add()
    {
        var before = _resources[_id]?.DeepClone();
        var properties = Map(
            ("StageName", _isHttp ? null : "Prod"),
            ("DefinitionBody", _isHttp ? OpenApiDocument.Skeleton() : SwaggerDocument.Skeleton()),
            (PropertyTable.Internal, true)
        );
        _resources[_id] = Map(("Type", _type), ("Properties", properties));
        var wrong = new List<string>();
        foreach (var (id, node) in _resources.ToList())
            if (node is JsonObject resource && owners.Contains(resource["Type"].Text()))
                try
                {
                    AddEvents(resource);
                }
                catch (EventException error)
                {
                    wrong.Add(SpecificationException.Resource(id, error.Message).Message);
                }
        AddCondition();
        AddPolicies();
        foreach (var (id, node) in _resources.ToList())
            if (node is JsonObject api && api["Type"].Text() == _type)
                MakePathsConditional(id, (JsonObject)api["Properties"]!);
        if (((JsonObject)properties["DefinitionBody"]!["paths"]!).Count == 0)
        {
            _resources.Remove(_id);
            if (before is not null)
                _resources[_id] = before;
        }
        if (wrong.Count > 0)
            throw new ServerlessException(wrong);
    }

    void AddEvents(JsonObject resource)
    {
        if ((resource["Properties"] as JsonObject)?["Events"] is not JsonObject events)
            return;
        foreach (var (id, node) in events.ToList())
        {
            if (node is not JsonObject entry || entry["Type"].Text() != (_isHttp ? "HttpApi" : "Api"))
                continue;
            if (entry["Properties"].IsGiven() && entry["Properties"] is not JsonObject)
                throw new EventException(id, "Properties should be a map.");
            if (!entry["Properties"].IsGiven() && !_isHttp)
                continue;
            var properties = entry.MapAt("Properties");
            PassTags(resource, properties);
            if (!properties.ContainsKey(ApiProperty))
                properties[ApiProperty] = Calls.Ref(_id);
            if (_isHttp && !properties["Path"].IsGiven() && !properties["Method"].IsGiven())
            {
                properties["Path"] = OpenApiDocument.DefaultPath;
                properties["Method"] = ApiDocument.AnyMethod;
            }
            AddEvent(id, properties, resource);
        }
    }

    void AddEvent(string id, JsonObject properties, JsonObject resource)
    {
        foreach (var name in new[] { "Path", "Method" })
            if (properties[name] is null)
                throw new EventException(id, $"Property '{name}' is required.");
        var api =
            RestApiEvents.IdOf(properties[ApiProperty])
            ?? throw new EventException(id, $"Property '{ApiProperty}' should be a string.");
        var path = properties["Path"].Text() ?? throw new EventException(id, "Property 'Path' should be a string.");
        var method =
            properties["Method"].Text() ?? throw new EventException(id, "Property 'Method' should be a string.");
        if (!_conditions.TryGetValue(api, out var paths))
            _conditions[api] = paths = new(StringComparer.Ordinal);
        if (!paths.TryGetValue(path, out var methods))
            paths[path] = methods = new(StringComparer.Ordinal);
        methods[method] = resource["Condition"].Text();
        if (api == _id)
        {
            _deletions.Add(resource["DeletionPolicy"].Text());
            _replacements.Add(resource["UpdateReplacePolicy"].Text());
        }
        AddPath(id, api, path, method);
        if (_isHttp && properties.ContainsKey("RouteSettings"))
            AddRouteSettings(id, api, properties, resource["Condition"].Text());
    }

    void AddPath(string id, string api, string path, string method)
    {
        if (
            _resources[api] is not JsonObject resource
            || (resource["Type"].Text() == "AWS::Serverless::HttpApi" && !_isHttp)
        )
            throw new EventException(
                id,
                $"{ApiProperty} must be a valid reference to an '{_type}' resource in same template."
            );
        if (
            resource["Properties"] is not JsonObject properties
            || !properties[PropertyTable.Internal].IsGiven()
            || !(
                _isHttp
                    ? OpenApiDocument.IsValid(properties["DefinitionBody"])
                    : SwaggerDocument.IsValid(properties["DefinitionBody"])
            )
        )
            return;
        DocumentOf(properties).AddPath(path, method);
    }

    ApiDocument DocumentOf(JsonObject properties) =>
        _isHttp ? OpenApiDocument.Of(properties["DefinitionBody"]) : SwaggerDocument.Of(properties["DefinitionBody"]);

    void AddRouteSettings(string id, string api, JsonObject properties, string? condition)
    {
        var method = properties["Method"].Written();
        var path = properties["Path"].Written();
        if (properties["RouteSettings"] is not (null or JsonObject))
            throw new EventException(id, "Property 'RouteSettings' should be a map.");
        var settings = properties["RouteSettings"] as JsonObject ?? [];
        if (condition is not null)
            settings = Calls.If(condition, settings);
        var all = ((JsonObject)_resources[api]!).MapAt("Properties");
        if (all["RouteSettings"] is not (null or JsonObject))
            throw SpecificationException.Type(api, "RouteSettings", "map");
        var route = all.MapAt("RouteSettings")
            .MapAt(method == ApiDocument.AnyMethod ? path : $"{method.ToUpperInvariant()} {path}");
        foreach (var (name, value) in settings)
            route[name] = value?.DeepClone();
    }

    /// <summary>The tags of what has the event, where they are to go to what is made for it.</summary>
    void PassTags(JsonObject resource, JsonObject properties)
    {
        if (properties.ContainsKey(ApiProperty))
            return;
        var own = resource["Properties"] as JsonObject;
        var globals =
            (_template["Globals"] as JsonObject)?[resource["Type"].Text()!["AWS::Serverless::".Length..]] as JsonObject;
        if (
            !(own?["PropagateTags"].IsGiven() == true || globals?["PropagateTags"].IsGiven() == true)
            || (own?["Tags"].IsGiven() == true ? own["Tags"] : globals?["Tags"]) is not JsonObject { Count: > 0 } tags
        )
            return;
        var api = ((JsonObject)_resources[_id]!).MapAt("Properties");
        foreach (var (key, value) in tags)
            api.MapAt("Tags")[key] = value?.DeepClone();
        api["PropagateTags"] = true;
    }

    void AddCondition()
    {
        if (!_conditions.TryGetValue(_id, out var paths))
            return;
        if (ConditionOf(paths.Values.SelectMany(methods => methods.Values), $"{_id}Condition") is { } condition)
            _resources[_id]!["Condition"] = condition;
    }

    /// <summary>The condition that holds when one of several does; null where something has none.</summary>
    string? ConditionOf(IEnumerable<string?> conditions, string name)
    {
        var all = conditions.Distinct().ToList();
        if (all.Count == 0 || all.Contains(null))
            return null;
        if (all.Count == 1)
            return all[0];
        foreach (var (made, condition) in Calls.AnyOf([.. all.Order(StringComparer.Ordinal)!], name))
            _template.MapAt("Conditions")[made] = condition;
        return name;
    }

    void AddPolicies()
    {
        var api = (JsonObject)_resources[_id]!;
        foreach (var policy in new[] { "Delete", "Retain" })
            if (_deletions.Contains(policy))
                api["DeletionPolicy"] = policy;
        foreach (var policy in new[] { "Delete", "Snapshot", "Retain" })
            if (_replacements.Contains(policy))
                api["UpdateReplacePolicy"] = policy;
    }

    void MakePathsConditional(string id, JsonObject properties)
    {
        if (!properties[PropertyTable.Internal].IsGiven())
            return;
        var document = DocumentOf(properties);
        foreach (var (path, _) in document.Paths.ToList())
        {
            var name = path.Replace("/", "SLASH", StringComparison.Ordinal)
                .Replace("{", "OB", StringComparison.Ordinal)
                .Replace("}", "CB", StringComparison.Ordinal);
            var conditions = _conditions.GetValueOrDefault(id)?.GetValueOrDefault(path)?.Values;
            if (ConditionOf(conditions ?? Enumerable.Empty<string?>(), $"{id}{name}PathCondition") is { } condition)
                document.MakeConditional(path, condition);
        }
    }
}
