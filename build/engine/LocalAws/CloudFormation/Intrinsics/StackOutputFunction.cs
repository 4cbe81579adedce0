using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>Fn::GetStackOutput: an output of another stack, of any account and region, as it is at this moment.</summary>
static class StackOutputFunction
{
    static readonly HashSet<string> members = ["StackName", "OutputName", "Region", "RoleArn"];

    public static JsonNode? GetStackOutput(Evaluator evaluator, JsonNode? argument)
    {
        const string error =
            "Template error: every Fn::GetStackOutput object requires StackName and OutputName, and may have Region and RoleArn";
        if (argument is not JsonObject map || !map.All(member => members.Contains(member.Key)))
            throw new TemplateException(error);
        var scope = evaluator.Scope;
        var stack = evaluator.Text(map["StackName"], error);
        var output = evaluator.Text(map["OutputName"], error);
        var region = map["Region"] is { } place ? evaluator.Text(place, error) : scope.Region;
        var role = map["RoleArn"] is { } given ? evaluator.Text(given, error) : null;
        if (
            Unknown.IsIn(stack)
            || Unknown.IsIn(output)
            || Unknown.IsIn(region)
            || (role is not null && Unknown.IsIn(role))
        )
            return Unknown.Value;
        var account = role is null ? scope.AccountId : global::Iam.Arns.AccountOf(role);
        return scope.StackOutput(account, region, stack, output) is { } value
            ? JsonValue.Create(value)
            : throw new TemplateException($"Output {output} of stack {stack} in {region} does not exist");
    }
}
