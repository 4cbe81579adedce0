using System.Text.Json.Nodes;
using Serverless.Functions;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless;

/// <summary>A template on its way: what it was, what has come of it so far.</summary>
sealed class Transformation
{
    public Transformation(JsonObject template, ServerlessOptions options)
    {
        Template = template;
        Options = options;
        Resources = (JsonObject)template["Resources"]!;
        Output = [];
        Known = new KnownValues(
            new Dictionary<string, string>(options.Parameters, StringComparer.Ordinal)
            {
                ["AWS::Region"] = options.Region,
                ["AWS::Partition"] = options.Partition,
            },
            template["Mappings"] as JsonObject
        );
    }

    public JsonObject Template { get; }
    public ServerlessOptions Options { get; }
    public KnownValues Known { get; }

    /// <summary>The resources as the template has them; events change some.</summary>
    public JsonObject Resources { get; }

    /// <summary>The resources of CloudFormation's types, by logical id.</summary>
    public Dictionary<string, JsonObject> Output { get; }

    /// <summary>Logical ids that are others now.</summary>
    public Dictionary<string, string> Renamed { get; } = new(StringComparer.Ordinal);

    /// <summary>What "Id.Property" stands for, such as the alias or the stage that was made.</summary>
    public Dictionary<string, string> Referable { get; } = new(StringComparer.Ordinal);

    public Deployments Deployments { get; } = new();

    /// <summary>Groups of record sets, one a hosted zone.</summary>
    public Dictionary<string, GeneratedResource> RecordSets { get; } = new(StringComparer.Ordinal);

    public Apis.SharedUsagePlan UsagePlan { get; } = new();

    public void AddCondition(string name, JsonNode condition) => Template.MapAt("Conditions")[name] = condition.Own();

    /// <summary>An ARN as it is written within Fn::Sub.</summary>
    public string Arn(string service, string resource, bool hasAccount = true) =>
        $"arn:{Options.Partition}:{service}:${{AWS::Region}}:{(hasAccount ? "${AWS::AccountId}:" : "")}{resource}";

    /// <summary>The ARN of one of AWS's managed policies, by path and name.</summary>
    public string ManagedPolicy(string name) => $"arn:{Options.Partition}:iam::aws:policy/{name}";

    /// <summary>The ARN of a managed policy that is named; what is none stays as it is.</summary>
    public string PolicyArn(string name) =>
        name.StartsWith("arn:", StringComparison.Ordinal) ? name : Options.ManagedPolicyArn(name) ?? name;

    public string TracingPolicy => Options.Partition == "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess";
}
