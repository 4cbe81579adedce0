using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Signals;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Operations;

/// <summary>What every operation shares: the other services, the resource types and how slow and faulty they shall be.</summary>
sealed record CloudFormationEnvironment(
    AwsServices Services,
    ResourceTypeCatalog Types,
    CloudFormationOptions Options,
    TimeProvider Clock,
    Action<string> Log
)
{
    public CloudFormationAccess Access { get; } = new(Services);

    public TemplateCache Templates { get; } = new();

    public References.NetworkRanges Networks { get; } = new();

    public References.ForeignReferences Foreign { get; } = new(Log);

    public SignalBoard Signals { get; } = new(Services.World);
}
