using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes.Custom;

/// <summary>
/// AWS::CloudFormation::CustomResource and Custom::*: whoever deploys must be able to invoke the function, or publish to the
/// topic, that the service token names. What the function would do is not done; Fn::GetAtt gives back what it was told.
/// </summary>
public sealed class CustomResourceType(string name) : ResourceType(name, PropertySchema.Open)
{
    const string Function = "AWS::Lambda::Function";
    readonly SimulatedType _simulated = new(name);

    public static bool Is(string type) =>
        type == "AWS::CloudFormation::CustomResource" || type?.StartsWith("Custom::", StringComparison.Ordinal) == true;

    /// <summary>What the log and the events say.</summary>
    public static string Notice => "Simulated: the function that the service token names was not run";

    /// <summary>The properties are whatever the function takes.</summary>
    public override bool IsSimulated => true;

    public override string? Remark => Notice;

    public override bool HasAttribute(string attribute) => true;

    public override JsonNode? AttributeOf(ResourceInstance instance, string attribute) =>
        _simulated.AttributeOf(instance, attribute);

    public override async Task<ResourceOutcome> CreateAsync(
        ResourceRequest request,
        CancellationToken cancellationToken
    )
    {
        Invoke(request);
        return await _simulated.CreateAsync(request, cancellationToken);
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Existing!.Properties.Text("ServiceToken") != request.Text("ServiceToken"))
            throw new ResourceException("Modifying service token is not allowed.", "PropertyValidation");
        Invoke(request);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        Invoke(request);
        return Task.CompletedTask;
    }

    static void Invoke(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token =
            request.Text("ServiceToken")
            ?? throw new ResourceException(
                $"Properties validation failed for resource {request.LogicalId} with message:\n#: required key [ServiceToken] not found",
                "PropertyValidation"
            );
        if (token.Split(':') is not ["arn", _, "lambda" or "sns", _, { Length: > 0 } account, ..] parts)
            throw new ResourceException($"Invalid service token: {token}", "PropertyValidation");
        var action = parts[2] == "sns" ? "sns:Publish" : "lambda:InvokeFunction";
        request.Services.Authorizer.Demand(request.Caller, new AccessQuestion(action, token, request.Region));
        var isHere = parts[2] == "lambda" && account == request.Account && parts.Length >= 7;
        var functions = request.Services.World.Table(RecordedTables.Records, request.Account, parts[3]);
        if (isHere && functions.Find($"{Function}/{parts[6]}") is null)
            throw new ResourceException(
                $"Function not found: arn:{Partitions.Of(parts[3])}:lambda:{parts[3]}:{account}:function:{parts[6]}",
                "NotFound"
            );
    }
}
