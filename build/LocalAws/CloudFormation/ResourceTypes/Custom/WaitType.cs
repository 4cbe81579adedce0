using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.ResourceTypes.Custom;

/// <summary>Wait conditions, which need no permission. Nothing runs here that could signal, so nothing is waited for.</summary>
sealed class WaitType(string name, string properties, string attributes)
    : ResourceType(name, new PropertySchema(properties, attributes))
{
    public static IEnumerable<ResourceType> All() =>
        [
            new WaitType("AWS::CloudFormation::WaitConditionHandle", "", ""),
            new WaitType("AWS::CloudFormation::WaitCondition", "Count Handle! Timeout", "Data"),
        ];

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var name = request.MadeUpName(64);
        return Task.FromResult(
            Schema.Attributes.Count > 0
                ? new ResourceOutcome(name, new JsonObject { ["Data"] = "{}" })
                : new ResourceOutcome(name, [], $"{request.Services.World.Endpoint}wait-condition/{name}")
        );
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
