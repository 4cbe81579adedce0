using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Ssm;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>AWS::SSM::Parameter by the operations of Systems Manager.</summary>
public sealed class SsmParameterType() : ResourceType("AWS::SSM::Parameter", PropertySchema.Of("AWS::SSM::Parameter"))
{
    const int LongestMadeUp = 512;

    public override string? NameProperty => "Name";

    /// <summary>A SecureString is refused by the handler, in its own words.</summary>
    public override IReadOnlyList<PropertyFault> FaultsOf(JsonObject properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var faults = base.FaultsOf(properties);
        return properties.Text("Type") == "SecureString" ? [.. faults.Where(fault => fault.Path != "/Type")] : faults;
    }

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.NameFrom("Name", Name, LongestMadeUp);
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        var world = request.Services.World;
        var table = world.Table(ParameterTables.Parameters, request.Account, request.Region);
        return new UnexpiredParameters(table, world.Now).Find(physicalId) is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Put(request, IdentifierOf(request), overwrite: false));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Put(request, request.PhysicalId, overwrite: true));
    }

    public override Task<ResourceOutcome> ImportAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (_, version) = request.Services.Parameters.Get(request.Caller, request.Region, request.PhysicalId);
        return Task.FromResult(
            new ResourceOutcome(
                request.PhysicalId,
                Attributes(request, request.PhysicalId, version.Type, version.Value)
            )
        );
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () => request.Services.Parameters.Delete(request.Caller, request.Region, request.PhysicalId),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static ResourceOutcome Put(ResourceRequest request, string name, bool overwrite)
    {
        if (request.Text("Type") == "SecureString")
            throw new ResourceException(
                "#/Type: SecureString is not a valid enum value: AWS CloudFormation doesn't support creating a SecureString parameter type.",
                "InvalidRequest"
            );
        var put = request.Services.Parameters.Put(
            request.Caller,
            request.Region,
            new NewParameter(name, request.Text("Value")!)
            {
                Type = request.Text("Type"),
                Overwrite = overwrite,
                Description = request.Text("Description"),
                AllowedPattern = request.Text("AllowedPattern"),
                Policies = request.Text("Policies"),
                Tier = request.Text("Tier"),
                DataType = request.Text("DataType"),
                Tags = overwrite ? new Dictionary<string, string>() : request.UserTags(),
            }
        );
        // A new version takes no tags along (SSM API Reference, PutParameter).
        foreach (var change in TagChange.Between(put.Tags, request.UserTags()))
            request.Services.Parameters.Tag(request.Caller, request.Region, name, change);
        return new ResourceOutcome(name, Attributes(request, name, request.Text("Type"), request.Text("Value")));
    }

    static JsonObject Attributes(ResourceRequest request, string name, string? type, string? value) =>
        new()
        {
            ["Arn"] = ParameterOperations.Arn(request.Account, request.Region, name),
            ["Type"] = type,
            ["Value"] = value,
        };
}
