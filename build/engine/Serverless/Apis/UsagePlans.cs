using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Auth.UsagePlan: a plan, a key and their connection, one an API or one for all.</summary>
static class UsagePlans
{
    static readonly string[] known = ["CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"];

    public static IEnumerable<GeneratedResource> Of(
        SourceResource source,
        Transformation transformation,
        JsonObject? auth,
        GeneratedResource stage
    )
    {
        if (auth?["UsagePlan"] is not { } given)
            return [];
        if (given is not JsonObject settings)
            throw source.Error("'UsagePlan' must be a dictionary");
        if (settings.Any(entry => !known.Contains(entry.Key)))
            throw source.Error("Invalid property for 'UsagePlan'");
        return settings["CreateUsagePlan"].Text() switch
        {
            null when settings["CreateUsagePlan"] is null => throw source.Error(
                "'CreateUsagePlan' is a required field for UsagePlan."
            ),
            "NONE" => [],
            "PER_API" => OfOne(source, settings, stage),
            "SHARED" => OfAll(source, transformation, settings, stage),
            _ => throw source.Error("'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE']."),
        };
    }

    static List<GeneratedResource> OfOne(SourceResource source, JsonObject settings, GeneratedResource stage) =>
        Resources(
            source.LogicalId,
            List(source.LogicalId),
            List(StageOf(source, stage)),
            List(KeyOf(source, stage)),
            settings,
            () => source.PassedAttributes
        );

    static List<GeneratedResource> OfAll(
        SourceResource source,
        Transformation transformation,
        JsonObject settings,
        GeneratedResource stage
    )
    {
        var shared = transformation.UsagePlan;
        shared.Apis.Add(source.LogicalId);
        shared.Stages.Add(StageOf(source, stage));
        shared.Keys.Add(KeyOf(source, stage));
        return Resources(
            "Serverless",
            TextsOf(shared.Apis),
            shared.Stages,
            shared.Keys,
            settings,
            () => shared.Attributes(source, transformation)
        );
    }

    static JsonObject StageOf(SourceResource source, GeneratedResource stage) =>
        Map(("ApiId", Calls.Ref(source.LogicalId)), ("Stage", stage.Reference));

    static JsonObject KeyOf(SourceResource source, GeneratedResource stage) =>
        Map(("RestApiId", Calls.Ref(source.LogicalId)), ("StageName", stage.Reference));

    static List<GeneratedResource> Resources(
        string prefix,
        JsonArray apis,
        JsonArray stages,
        JsonArray keys,
        JsonObject settings,
        Func<JsonObject> attributes
    )
    {
        var plan = new GeneratedResource($"{prefix}UsagePlan", "AWS::ApiGateway::UsagePlan", attributes(), apis).With(
            ("ApiStages", stages)
        );
        foreach (var name in known.Skip(1))
            if (settings[name].IsGiven())
                plan.With((name, settings[name]));
        var key = new GeneratedResource(
            $"{prefix}ApiKey",
            "AWS::ApiGateway::ApiKey",
            attributes(),
            List(plan.LogicalId)
        ).With(("Enabled", true), ("StageKeys", keys));
        return
        [
            plan,
            key,
            new GeneratedResource(
                $"{prefix}UsagePlanKey",
                "AWS::ApiGateway::UsagePlanKey",
                attributes(),
                List(key.LogicalId)
            ).With(("KeyId", key.Reference), ("KeyType", "API_KEY"), ("UsagePlanId", plan.Reference)),
        ];
    }
}
