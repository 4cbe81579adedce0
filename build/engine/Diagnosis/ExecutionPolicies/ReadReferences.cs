using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Diagnosis.Requirements;
using Diagnosis.Templates;

namespace Diagnosis.ExecutionPolicies;

/// <summary>What CloudFormation, or a service in its name, reads for a template: objects in S3, dynamic references, other stacks' outputs.</summary>
static partial class ReadReferences
{
    static readonly (string Bucket, string Key)[] places =
    [
        ("S3Bucket", "S3Key"),
        ("Bucket", "Key"),
        ("BucketName", "Key"),
        ("S3Bucket", "S3ObjectKey"),
        ("S3BucketName", "S3Key"),
    ];

    /// <param name="properties">As the template writes them.</param>
    public static IEnumerable<ExecutionNeed> Of(StackTemplate stack, JsonObject properties, NeededFor reason)
    {
        var resolved = stack.Values.Resolve(properties);
        return Objects(stack, resolved)
            .Select(arn => new ExecutionNeed("s3:GetObject", arn, reason))
            .Concat(Dynamic(stack, resolved, reason))
            .Concat(Outputs(stack, properties, reason))
            .DistinctBy(need => (need.Action, need.Resource));
    }

    /// <summary>The SSM parameters that the template's own parameters are read from.</summary>
    public static IEnumerable<ExecutionNeed> OfParameters(StackTemplate stack) =>
        stack.SsmParameters.Select(name => new ExecutionNeed(
            "ssm:GetParameters",
            AwsArns.Parameter(stack.Environment, name.Split(':')[0]),
            new(stack.Name, "", "parameters")
        ));

    static IEnumerable<string> Objects(StackTemplate stack, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (bucket, key) in places)
                    if (map[bucket] is JsonValue inBucket && map[key] is JsonValue named)
                        yield return ObjectArn(stack, inBucket.ToString(), named.ToString());
                foreach (var arn in map.SelectMany(member => Objects(stack, member.Value)))
                    yield return arn;
                break;
            case JsonArray list:
                foreach (var arn in list.SelectMany(item => Objects(stack, item)))
                    yield return arn;
                break;
            case JsonValue value when Address().Match(value.ToString()) is { Success: true } match:
                yield return ObjectArn(stack, match.Groups["bucket"].Value, match.Groups["key"].Value);
                break;
            default:
                break;
        }
    }

    /// <summary>Of the staging bucket every object: the next asset has another key.</summary>
    static string ObjectArn(StackTemplate stack, string bucket, string key) =>
        AwsArns.Object(
            stack.Environment,
            ResourceNames.PatternOf(bucket, stack),
            IsStaging(bucket) ? "*" : ResourceNames.PatternOf(key, stack)
        );

    static bool IsStaging(string bucket) =>
        bucket.StartsWith("cdk-", StringComparison.Ordinal) && bucket.Contains("-assets-", StringComparison.Ordinal);

    static IEnumerable<ExecutionNeed> Dynamic(StackTemplate stack, JsonNode? node, NeededFor reason)
    {
        foreach (Match match in Reference().Matches(node is null ? "" : Texts(node)))
        {
            var (service, key) = (match.Groups["service"].Value, match.Groups["key"].Value);
            if (service == "secretsmanager")
                yield return new("secretsmanager:GetSecretValue", SecretArn(stack, key), reason);
            else
            {
                var arn = AwsArns.Parameter(stack.Environment, ResourceNames.PatternOf(key.Split(':')[0], stack));
                yield return new("ssm:GetParameter", arn, reason);
                yield return new("ssm:GetParameters", arn, reason);
            }
        }
    }

    static string SecretArn(StackTemplate stack, string key)
    {
        const int Fields = 7;
        const string MadeUpEnd = "-AbCdEf";
        if (!key.StartsWith("arn:", StringComparison.Ordinal))
            return $"arn:{stack.Environment.Partition}:secretsmanager:{stack.Environment.Region}:{stack.Environment.Account}:secret:{ResourceNames.PatternOf(key.Split(':')[0], stack)}-*";
        var arn = ResourceNames.PatternOf(string.Join(':', key.Split(':').Take(Fields)), stack);
        return arn.EndsWith(MadeUpEnd, StringComparison.Ordinal) ? $"{arn[..^MadeUpEnd.Length]}-*" : arn;
    }

    static IEnumerable<ExecutionNeed> Outputs(StackTemplate stack, JsonNode? node, NeededFor reason)
    {
        if (node is JsonObject { Count: 1 } call && call["Fn::GetStackOutput"] is JsonObject output)
        {
            var name = ResourceNames.PatternOf(stack.Values.Text(output["StackName"]) ?? Unknown.Mark, stack);
            var region = output["Region"] is { } given ? stack.Values.Text(given) : null;
            if (output["RoleArn"] is { } role)
                yield return new(
                    "sts:AssumeRole",
                    ResourceNames.PatternOf(stack.Values.Text(role) ?? Unknown.Mark, stack),
                    reason
                );
            else
                yield return new(
                    "cloudformation:DescribeStacks",
                    $"arn:{stack.Environment.Partition}:cloudformation:{ResourceNames.PatternOf(region ?? stack.Environment.Region, stack)}:{stack.Environment.Account}:stack/{name}/*",
                    reason
                );
            yield break;
        }
        IEnumerable<JsonNode?> parts = node switch
        {
            JsonObject map => map.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var need in parts.SelectMany(part => Outputs(stack, part, reason)))
            yield return need;
    }

    static string Texts(JsonNode node) =>
        node switch
        {
            JsonObject map => string.Join('\n', map.Select(member => member.Value).OfType<JsonNode>().Select(Texts)),
            JsonArray list => string.Join('\n', list.OfType<JsonNode>().Select(Texts)),
            _ => node.ToString(),
        };

    [GeneratedRegex(@"\{\{resolve:(?<service>ssm|ssm-secure|secretsmanager):(?<key>[^}]*)\}\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(s3://(?<bucket>[^/]+)/(?<key>.+)|https://s3\.[^/]+/(?<bucket>[^/]+)/(?<key>.+))$")]
    private static partial Regex Address();
}
