using System.Text.Json.Nodes;
using Serverless.Policies;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Functions;

/// <summary>DeploymentPreference: CodeDeploy shifts an alias's traffic to a new version by one application and a group a function.</summary>
sealed class Deployments
{
    const string Application = "ServerlessDeploymentApplication";
    const string Role = "CodeDeployServiceRole";
    const string AnyCondition = "ServerlessCodeDeployCondition";

    static readonly HashSet<string> predefined = new(StringComparer.Ordinal)
    {
        "Canary10Percent5Minutes",
        "Canary10Percent10Minutes",
        "Canary10Percent15Minutes",
        "Canary10Percent30Minutes",
        "Linear10PercentEvery1Minute",
        "Linear10PercentEvery2Minutes",
        "Linear10PercentEvery3Minutes",
        "Linear10PercentEvery10Minutes",
        "AllAtOnce",
    };

    sealed record Preference(string FunctionId, JsonObject Given, JsonNode? Type, string? Condition, JsonObject? Tags);

    readonly List<Preference> _enabled = [];

    public void Add(SourceResource source, Transformation transformation, JsonObject given, GeneratedResource? alias)
    {
        var isEnabled = transformation.Known.ResolveMapped(given["Enabled"]);
        var passes = Passes(source, transformation, given["PassthroughCondition"]);
        if (isEnabled is not null && (!isEnabled.IsGiven() || isEnabled.Text() is "false" or "False"))
            return;
        if (!given.ContainsKey("Type"))
            throw source.Error("'DeploymentPreference' is missing required Property 'Type'");
        if (given["Hooks"] is not (null or JsonObject))
            throw source.Error("'Hooks' property of 'DeploymentPreference' must be a dictionary");
        if (alias is null)
            throw source.Error("'DeploymentPreference' requires AutoPublishAlias property to be specified.");
        _enabled.Add(
            new(
                source.LogicalId,
                given,
                transformation.Known.ResolveMapped(given["Type"]),
                passes ? source.Condition : null,
                source["PropagateTags"].IsGiven() ? source.Map("Tags") : null
            )
        );
        var hooks = given["Hooks"] as JsonObject;
        alias.Attributes["UpdatePolicy"] = Map(
            (
                "CodeDeployLambdaAliasUpdate",
                Map(
                    ("ApplicationName", Calls.Ref(Application)),
                    ("DeploymentGroupName", Calls.Ref(GroupOf(source.LogicalId))),
                    ("BeforeAllowTrafficHook", hooks?["PreTraffic"]),
                    ("AfterAllowTrafficHook", hooks?["PostTraffic"])
                )
            )
        );
    }

    static bool Passes(SourceResource source, Transformation transformation, JsonNode? given)
    {
        if (given is null)
            return false;
        var resolved = transformation.Known.ResolveMapped(given);
        return (resolved.Flag(), resolved.Text()) switch
        {
            (true, _) or (_, "true" or "True") => true,
            (false, _) or (_, "false" or "False") => false,
            _ => throw source.Error(
                resolved.IsCall()
                    ? "Unsupported intrinsic: the only intrinsic functions supported for property PassthroughCondition are FindInMap and parameter Refs."
                    : "Invalid value for property PassthroughCondition."
            ),
        };
    }

    static string GroupOf(string functionId) => $"{functionId}DeploymentGroup";

    /// <summary>What all functions share and what each has.</summary>
    public IEnumerable<GeneratedResource> Resources(Transformation transformation)
    {
        if (_enabled.Count == 0)
            yield break;
        var condition = SharedCondition(transformation);
        var tags = Tags(_enabled.Select(one => one.Tags));
        var attributes = Map(("Condition", condition));
        yield return new GeneratedResource(Application, "AWS::CodeDeploy::Application", attributes).With(
            ("ComputePlatform", "Lambda"),
            ("Tags", tags)
        );
        if (_enabled.Exists(one => !one.Given["Role"].IsGiven()))
            yield return new GeneratedResource(Role, "AWS::IAM::Role", attributes).With(
                ("AssumeRolePolicyDocument", PolicyDocuments.Trust("codedeploy.amazonaws.com")),
                ("ManagedPolicyArns", List(transformation.ManagedPolicy("service-role/AWSCodeDeployRoleForLambda"))),
                ("Tags", tags)
            );
        foreach (var preference in _enabled)
            yield return Group(preference);
    }

    string? SharedCondition(Transformation transformation)
    {
        if (_enabled.Exists(one => one.Condition is null))
            return null;
        var names = _enabled.Select(one => one.Condition!).Distinct().Order(StringComparer.Ordinal).ToList();
        if (names.Count == 1)
            return names[0];
        foreach (var (name, condition) in Calls.AnyOf(names, AnyCondition))
            transformation.AddCondition(name, condition);
        return AnyCondition;
    }

    static JsonArray? Tags(IEnumerable<JsonObject?> maps)
    {
        var all = new JsonObject();
        foreach (var map in maps)
        foreach (var (key, value) in map ?? [])
            all[key] = value?.DeepClone();
        return all.Count == 0 ? null : Nodes.Tags(all);
    }

    static GeneratedResource Group(Preference preference) =>
        new GeneratedResource(
            GroupOf(preference.FunctionId),
            "AWS::CodeDeploy::DeploymentGroup",
            Map(("Condition", preference.Condition))
        ).With(
            ("AlarmConfiguration", Alarms(preference)),
            ("ApplicationName", Calls.Ref(Application)),
            (
                "AutoRollbackConfiguration",
                Map(
                    ("Enabled", true),
                    ("Events", List("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"))
                )
            ),
            ("DeploymentConfigName", Named(preference.Type, within: null)),
            ("DeploymentStyle", Map(("DeploymentType", "BLUE_GREEN"), ("DeploymentOption", "WITH_TRAFFIC_CONTROL"))),
            (
                "ServiceRoleArn",
                preference.Given["Role"].IsGiven() ? preference.Given["Role"] : Calls.GetAtt(Role, "Arn")
            ),
            (
                "TriggerConfigurations",
                preference.Given["TriggerConfigurations"].IsGiven() ? preference.Given["TriggerConfigurations"] : null
            ),
            ("Tags", Tags([preference.Tags]))
        );

    static JsonNode? Alarms(Preference preference)
    {
        var alarms = preference.Given["Alarms"];
        if (!alarms.IsGiven() || alarms.IsNoValue())
            return null;
        if (!alarms.IsIf())
            return Configuration(alarms);
        return alarms.BranchesOf() is { } branches
            ? Calls.If(branches[0], Configuration(branches[1]), Configuration(branches[2]))
            : throw SpecificationException.Resource(preference.FunctionId, "Fn::If requires 3 arguments");

        JsonNode Configuration(JsonNode? list)
        {
            if (list is not JsonArray names)
                throw SpecificationException.Resource(preference.FunctionId, "Alarms must be a list");
            return names.Count == 0 || names[0].IsNoValue()
                ? new JsonObject()
                : Map(("Enabled", true), ("Alarms", ListOf(names.Select(name => Map(("Name", name))))));
        }
    }

    /// <summary>CodeDeploy's full names in place of SAM's short ones.</summary>
    static JsonNode? Named(JsonNode? type, string? within)
    {
        switch (type)
        {
            case JsonArray list:
                return ListOf(list.Select(item => Named(item, within: null)));
            case JsonObject when type.IsCall():
                var (name, argument) = ((JsonObject)type).First();
                return new JsonObject { [name] = Named(argument, name).Own() };
        }
        if (type.Text() is not { } text || !predefined.Contains(text))
            return type;
        var call = Calls.Sub("CodeDeployDefault.Lambda${ConfigName}", Map(("ConfigName", text)));
        return within == "Fn::Sub" ? call["Fn::Sub"] : call;
    }
}
