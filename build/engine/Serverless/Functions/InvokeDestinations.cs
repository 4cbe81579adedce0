using System.Text.Json.Nodes;
using Serverless.Policies;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Functions;

/// <summary>EventInvokeConfig: where results of asynchronous invocations go; queues and topics are made where none is given.</summary>
static class InvokeDestinations
{
    const int LongestCondition = 255;

    /// <summary>Adds the configuration; returns what the function's role needs for its destinations.</summary>
    public static IReadOnlyList<JsonNode?> Add(
        SourceResource source,
        Transformation transformation,
        GeneratedResource function,
        GeneratedResource? alias,
        List<GeneratedResource> made
    )
    {
        if (source.Map("EventInvokeConfig") is not { Count: > 0 } given)
            return [];
        var config = (JsonObject)transformation.Known.Resolve(given)!;
        var id = $"{function.LogicalId}EventInvokeConfig";
        var policies = new List<JsonNode?>();
        var destinations = new JsonObject();
        if (config["DestinationConfig"] is { } wanted && wanted.IsGiven())
            foreach (var name in new[] { "OnSuccess", "OnFailure" })
                if (source.RequireMap(wanted, "EventInvokeConfig.DestinationConfig")[name] is { } one)
                {
                    var destination = source.RequireMap(one, $"EventInvokeConfig.DestinationConfig.{name}");
                    var arn = Destination(source, transformation, destination, id, name, made);
                    destinations[name] = Map(("Destination", arn));
                    policies.Add(PolicyDocuments.Send(destination["Type"].Text(), arn, id + name));
                }
        made.Add(
            new GeneratedResource(
                id,
                "AWS::Lambda::EventInvokeConfig",
                source.Attributes,
                alias is null ? null : List(alias.LogicalId)
            ).With(
                ("FunctionName", function.Reference),
                ("Qualifier", alias is null ? "$LATEST" : alias.Properties["Name"]),
                ("DestinationConfig", destinations),
                ("MaximumEventAgeInSeconds", config["MaximumEventAgeInSeconds"]),
                ("MaximumRetryAttempts", config["MaximumRetryAttempts"])
            )
        );
        return policies;
    }

    static JsonNode? Destination(
        SourceResource source,
        Transformation transformation,
        JsonObject destination,
        string configId,
        string name,
        List<GeneratedResource> made
    )
    {
        var type = destination["Type"].Text();
        if (type is not ("SQS" or "SNS" or "EventBridge" or "Lambda" or "S3Bucket"))
            throw source.Error(
                $"'Type: {destination["Type"].Written()}' must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']"
            );
        var arn = destination["Destination"];
        var (condition, otherwise) = Missing(source, transformation, arn, configId);
        if (arn is not null && condition is null)
            return arn;
        if (type is not ("SQS" or "SNS"))
            throw source.Error("Destination is required if Type is not ['SQS', 'SNS']");
        var resource =
            type == "SQS"
                ? new GeneratedResource($"{configId}{name}Queue", "AWS::SQS::Queue", source.PassedAttributes)
                : new GeneratedResource($"{configId}{name}Topic", "AWS::SNS::Topic", source.PassedAttributes);
        if (Both(source, transformation, source.Condition, condition) is { } combined)
            resource.Attributes["Condition"] = combined;
        made.Add(resource);
        var made1 = type == "SQS" ? resource.Arn : resource.Reference;
        return condition is null ? made1 : Calls.If(condition, made1, otherwise);
    }

    /// <summary>On which condition there is no destination, and what it is otherwise.</summary>
    static (string? Condition, JsonNode? Otherwise) Missing(
        SourceResource source,
        Transformation transformation,
        JsonNode? destination,
        string configId
    )
    {
        if (!destination.IsIf())
            return (null, null);
        if (destination.BranchesOf() is not { } branches)
            throw SpecificationException.Resource(
                configId,
                "Malformed 'Destination' property: Fn::If requires 3 arguments."
            );
        var condition = branches[0].Written();
        switch (branches[1].IsNoValue(), branches[2].IsNoValue())
        {
            case (true, false):
                return (condition, branches[2]);
            case (false, true):
                var name = Named($"NOT{condition}", configId);
                transformation.AddCondition(name, Calls.Not(condition));
                return (name, branches[1]);
            default:
                return (null, null);
        }
    }

    static string? Both(SourceResource source, Transformation transformation, string? one, string? other)
    {
        if (one is null || other is null)
            return one ?? other;
        var name = Named($"{one}AND{other}", source.LogicalId);
        transformation.AddCondition(name, Calls.And(one, other));
        return name;
    }

    static string Named(string name, string of)
    {
        var full = SortedText.Id(name, of);
        return full[..Math.Min(full.Length, LongestCondition)];
    }
}
