using System.Text.Json.Nodes;
using Serverless.Apis;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Events;

/// <summary>What the types of events become.</summary>
static class EventTable
{
    static readonly Dictionary<string, Func<EventInput, IReadOnlyList<GeneratedResource>>> functions = new(
        StringComparer.Ordinal
    )
    {
        ["AlexaSkill"] = PushEvents.Skill,
        ["Api"] = RestApiEvents.OfFunction,
        ["CloudWatchEvent"] = RuleEvents.OfFunction,
        ["CloudWatchLogs"] = PushEvents.LogGroup,
        ["Cognito"] = PushEvents.UserPool,
        ["DocumentDB"] = PullEvents.Of,
        ["DynamoDB"] = PullEvents.Of,
        ["EventBridgeRule"] = RuleEvents.OfFunction,
        ["HttpApi"] = HttpApiEvents.Of,
        ["IoTRule"] = PushEvents.Things,
        ["Kinesis"] = PullEvents.Of,
        ["MQ"] = PullEvents.Of,
        ["MSK"] = PullEvents.Of,
        ["S3"] = PushEvents.Bucket,
        ["SNS"] = TopicEvents.Of,
        ["SQS"] = PullEvents.Of,
        ["Schedule"] = RuleEvents.OfFunction,
        ["ScheduleV2"] = ScheduleEvents.Of,
        ["SelfManagedKafka"] = PullEvents.Of,
    };

    public static IReadOnlyList<GeneratedResource> OfFunction(
        string id,
        JsonNode? entry,
        EventTarget target,
        GeneratedResource role,
        Transformation transformation
    )
    {
        var input = Input("Function", id, entry, target, role, transformation);
        return functions[input.Source.Type](input);
    }

    public static IReadOnlyList<GeneratedResource> OfStateMachine(
        string id,
        JsonNode? entry,
        EventTarget target,
        Transformation transformation,
        JsonNode? boundary
    )
    {
        var input = Input("StateMachine", id, entry, target, null, transformation);
        return input.Source.Type switch
        {
            "Api" => RestApiEvents.OfStateMachine(input, boundary),
            "ScheduleV2" => ScheduleEvents.Of(input),
            _ => RuleEvents.OfStateMachine(input, boundary),
        };
    }

    static EventInput Input(
        string owner,
        string id,
        JsonNode? entry,
        EventTarget target,
        GeneratedResource? role,
        Transformation transformation
    )
    {
        var type = (entry as JsonObject)?["Type"];
        if (entry is not JsonObject source || type.Text() is not { } name || !PropertyTable.Has($"{owner}/{name}"))
            throw new EventException(
                id,
                $"Resource dict has missing or invalid value for key Type. Event Type is: {type.Written()}."
            );
        return new(id, new SourceResource(target.Owner.LogicalId + id, source, owner), target, role, transformation);
    }
}
