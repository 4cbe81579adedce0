using System.Text.Json.Nodes;
using Serverless.Values;

namespace Serverless.Resources;

/// <summary>A CloudFormation resource that a SAM resource becomes.</summary>
sealed class GeneratedResource
{
    /// <summary>What takes tags as a list of keys and values, and what as a map.</summary>
    static readonly HashSet<string> listed = new(StringComparer.Ordinal)
    {
        "AWS::ApiGateway::ApiKey",
        "AWS::ApiGateway::DomainName",
        "AWS::ApiGateway::DomainNameAccessAssociation",
        "AWS::ApiGateway::DomainNameV2",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
        "AWS::ApiGateway::UsagePlan",
        "AWS::CloudFormation::Stack",
        "AWS::DynamoDB::Table",
        "AWS::IAM::Role",
        "AWS::IoT::TopicRule",
        "AWS::Lambda::Function",
        "AWS::S3::Bucket",
        "AWS::SNS::Topic",
        "AWS::SQS::Queue",
        "AWS::StepFunctions::StateMachine",
    };

    static readonly HashSet<string> mapped = new(StringComparer.Ordinal)
    {
        "AWS::ApiGatewayV2::DomainName",
        "AWS::ApiGatewayV2::Stage",
    };

    /// <param name="logicalId">Its id.</param>
    /// <param name="type">Its type.</param>
    /// <param name="attributes">Condition, policies and metadata.</param>
    /// <param name="dependsOn">An id or several; null for none.</param>
    public GeneratedResource(string logicalId, string type, JsonObject? attributes = null, JsonNode? dependsOn = null)
    {
        LogicalId = logicalId;
        Type = type;
        Attributes = (JsonObject)(attributes ?? []).DeepClone();
        DependsOn = dependsOn?.DeepClone();
    }

    public string LogicalId { get; set; }
    public string Type { get; }
    public JsonObject Attributes { get; }
    public JsonNode? DependsOn { get; set; }
    public JsonObject Properties { get; private init; } = [];

    public JsonObject Arn => Calls.GetAtt(LogicalId, "Arn");

    public JsonObject Reference => Calls.Ref(LogicalId);

    /// <summary>Sets properties, those with a value.</summary>
    public GeneratedResource With(params ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        foreach (var (name, value) in properties)
            Properties.Put(name, value);
        return this;
    }

    /// <summary>Gives it the tags of the resource that it is made for, in place of its own.</summary>
    public void Tag(JsonObject tags)
    {
        if (listed.Contains(Type))
            Properties["Tags"] = Nodes.Tags(tags);
        else if (mapped.Contains(Type))
            Properties["Tags"] = tags.DeepClone();
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["Type"] = Type };
        if (DependsOn.IsGiven())
            json["DependsOn"] = DependsOn.Own();
        foreach (var (name, value) in Attributes)
            json[name] = value?.DeepClone();
        json["Properties"] = Properties.DeepClone();
        return json;
    }

    /// <summary>A resource of the template itself, which events have changed.</summary>
    public static GeneratedResource Of(string logicalId, JsonObject resource) =>
        new(logicalId, resource["Type"].Text() ?? "", SourceResource.AttributesOf(resource), resource["DependsOn"])
        {
            Properties = (JsonObject)(resource["Properties"] as JsonObject ?? []).DeepClone(),
        };
}
