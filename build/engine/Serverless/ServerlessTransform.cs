using System.Text.Json.Nodes;
using Serverless.Apis;
using Serverless.Connectors;
using Serverless.Functions;
using Serverless.Resources;
using Serverless.Sections;
using Serverless.StateMachines;
using Serverless.Translations;
using Serverless.Values;

namespace Serverless;

/// <summary>
/// The transform AWS::Serverless-2016-10-31: puts CloudFormation's resources in place of those of the AWS Serverless
/// Application Model (CloudFormation Template Reference, "AWS::Serverless transform"; AWS SAM Developer Guide).
/// </summary>
public static class ServerlessTransform
{
    public const string Name = "AWS::Serverless-2016-10-31";

    const string Prefix = "AWS::Serverless::";

    /// <summary>What depends on others comes after them.</summary>
    static readonly string[] order = ["Function", "StateMachine", "Api", "HttpApi", "WebSocketApi"];

    /// <summary>Types of the template that events change.</summary>
    static readonly string[] changed = ["AWS::S3::Bucket", "AWS::Cognito::UserPool"];

    /// <summary>The processed template; the given one stays as it is.</summary>
    /// <exception cref="ServerlessException">Something is wrong in it, or is not simulated.</exception>
    public static JsonObject Process(JsonObject template, ServerlessOptions options)
    {
        var copy = (JsonObject)template.DeepClone();
        try
        {
            Prepare(copy);
        }
        catch (SpecificationException error)
        {
            throw new ServerlessException([error.Message]);
        }
        var transformation = new Transformation(copy, options);
        foreach (var (id, resource) in transformation.Resources)
            if (resource is JsonObject map)
                transformation.Output[id] = (JsonObject)map.DeepClone();
        var wrong = new List<string>();
        foreach (var (id, resource) in Ordered(transformation.Resources))
            try
            {
                Replace(transformation, id, resource, wrong);
            }
            catch (SpecificationException error) when (error.IsOfDocument)
            {
                throw new ServerlessException([error.Message]);
            }
            catch (SpecificationException error)
            {
                wrong.Add(error.Message);
            }
            catch (EventException error)
            {
                // SAM names the resource around the event for functions only.
                wrong.Add(
                    resource["Type"].Text() == "AWS::Serverless::StateMachine"
                        ? error.Message
                        : SpecificationException.Resource(id, error.Message).Message
                );
            }
        try
        {
            foreach (var resource in transformation.Deployments.Resources(transformation).ToList())
                transformation.Output[resource.LogicalId] = resource.ToJson();
        }
        catch (SpecificationException error)
        {
            wrong.Add(error.Message);
        }
        if (wrong.Count > 0)
            throw new ServerlessException([.. wrong.Distinct().Order(StringComparer.Ordinal)]);
        return Finished(transformation);
    }

    static void Prepare(JsonObject template)
    {
        if (template["Resources"] is not JsonObject { Count: > 0 } resources)
            throw SpecificationException.Template("'Resources' section is required");
        foreach (var (id, node) in resources)
        {
            if (node is not JsonObject resource)
                throw SpecificationException.Template(
                    "All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue."
                );
            if (resource["Type"].Text()?.StartsWith(Prefix, StringComparison.Ordinal) != true)
                continue;
            if (resource.TryGetPropertyValue("Properties", out var properties) && properties is not JsonObject)
                throw SpecificationException.Resource(id, "Attribute 'Properties' should be a map.");
        }
        ManagedDocuments.Add(resources);
        ImplicitApi.Add(template, isHttp: false);
        ImplicitApi.Add(template, isHttp: true);
        GlobalSection.Apply(template);
        ManagedDocuments.SetVersions(resources);
        EmbeddedConnectors.MoveOut(resources);
    }

    static List<KeyValuePair<string, JsonObject>> Ordered(JsonObject resources) =>
        [
            .. resources
                .Where(entry =>
                    entry.Value is JsonObject resource
                    && resource["Type"].Text()?.StartsWith(Prefix, StringComparison.Ordinal) == true
                )
                .OrderBy(entry =>
                    entry.Value!["Type"].Text()![Prefix.Length..] switch
                    {
                        "Connector" => order.Length + 1,
                        // All kinds of APIs in the order of the template.
                        var type => Array.IndexOf(order, type) is var index and >= 0
                            ? Math.Min(index, 2)
                            : order.Length,
                    }
                )
                .Select(entry => KeyValuePair.Create(entry.Key, (JsonObject)entry.Value!)),
        ];

    static void Replace(Transformation transformation, string id, JsonObject resource, List<string> wrong)
    {
        var made = Translate(transformation, id, resource);
        transformation.Output.Remove(id);
        foreach (var one in made)
        {
            if (
                one.LogicalId != id
                && transformation.Resources[one.LogicalId] is JsonObject existing
                && !(existing["Type"].Text() == one.Type && changed.Contains(one.Type))
            )
                wrong.Add(
                    $"Transforming resource with id [{id}] attempts to create a new resource with id [{one.LogicalId}] and type \"{one.Type}\". A resource with that id already exists within this template. Please use a different id for that resource."
                );
            else
                transformation.Output[one.LogicalId] = one.ToJson();
        }
        if (resource["Type"].Text() == "AWS::Serverless::LayerVersion")
            transformation.Renamed[id] = made[0].LogicalId;
        foreach (var (property, type) in References.Of(resource["Type"].Text()!))
            if (made.LastOrDefault(one => one.Type == type) is { } target)
                transformation.Referable[$"{id}.{property}"] = target.LogicalId;
    }

    static IReadOnlyList<GeneratedResource> Translate(Transformation transformation, string id, JsonObject resource)
    {
        var type = resource["Type"].Text()!;
        if (!PropertyTable.Has(type))
            throw SpecificationException.Template($"Unrecognized resource type {type}.");
        var source = new SourceResource(id, resource);
        return type[Prefix.Length..] switch
        {
            "Function" => new FunctionTranslation(source, transformation).Translate(),
            "StateMachine" => new StateMachineTranslation(source, transformation).Translate(),
            "Api" => new RestApiTranslation(source, transformation).Translate(),
            "HttpApi" => new HttpApiTranslation(source, transformation).Translate(),
            "WebSocketApi" => new WebSocketApiTranslation(source, transformation).Translate(),
            "GraphQLApi" => new GraphQLApiTranslation(source, transformation).Translate(),
            "SimpleTable" => TableTranslation.Translate(source),
            "LayerVersion" => LayerTranslation.Translate(source, transformation),
            "Application" => ApplicationTranslation.Translate(source),
            "CapacityProvider" => CapacityProviderTranslation.Translate(source, transformation),
            "Connector" => new ConnectorTranslation(source, transformation).Translate(),
            _ => throw source.Error($"{type} is not simulated"),
        };
    }

    static JsonObject Finished(Transformation transformation)
    {
        var template = transformation.Template;
        template.Remove("Transform");
        var resources = new JsonObject();
        foreach (var (id, resource) in transformation.Output)
            resources[id] = resource;
        template["Resources"] = resources;
        return (JsonObject)References.Renamed(template, transformation)!;
    }
}
