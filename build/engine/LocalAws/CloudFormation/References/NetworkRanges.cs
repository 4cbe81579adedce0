using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Ec2;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.References;

/// <summary>
/// Subnets lie in the range of their network, and beside each other; networks and subnets are neither too large nor too small.
/// Of a network that no stack made and no lookup fixture names, nothing is known.
/// </summary>
/// <remarks>
/// Amazon VPC User Guide, "Subnet CIDR blocks" and "VPC CIDR blocks"; EC2 API Reference, "Error codes": InvalidSubnet.Range,
/// InvalidSubnet.Conflict, InvalidVpc.Range.
/// </remarks>
sealed class NetworkRanges
{
    const string Network = "AWS::EC2::VPC";
    const string Further = "AWS::EC2::VPCCidrBlock";
    const string Part = "AWS::EC2::Subnet";
    const int Largest = 16;
    const int Smallest = 28;
    const int LargestSix = 44;
    const int SmallestSix = 64;
    const int StepSix = 4;
    const string Four = "CidrBlock";
    const string Six = "Ipv6CidrBlock";

    readonly Lock _sync = new();

    /// <summary>Subnets that are being created, by network, with whose they are.</summary>
    readonly Dictionary<string, List<(string Owner, AddressBlock Block)>> _claims = new(StringComparer.Ordinal);

    /// <summary>Throws what EC2 says where the resource that is to be created cannot have its block.</summary>
    public void Require(StackRun run, string type, string logicalId, JsonObject properties)
    {
        if (type == Part)
            RequireSix(run, logicalId, properties);
        if (type is not (Network or Part) || AddressBlock.Parse(properties.Text(Four)) is not { } block)
            return;
        if (block.PrefixLength is < Largest or > Smallest)
            throw Invalid(type == Network ? "InvalidVpc.Range" : "InvalidSubnet.Range", properties, Four);
        if (type == Part && properties.Text("VpcId") is { } network)
            RequireRoom(run, logicalId, network, block, properties);
    }

    /// <summary>Of blocks of IPv6, which AWS gives a network, only their lengths and those of other subnets are known.</summary>
    void RequireSix(StackRun run, string logicalId, JsonObject properties)
    {
        if (AddressBlock.ParseSix(properties.Text(Six)) is not { } block || properties.Text("VpcId") is not { } network)
            return;
        if (block.PrefixLength is < LargestSix or > SmallestSix || block.PrefixLength % StepSix != 0)
            throw Invalid("InvalidSubnet.Range", properties, Six);
        var siblings = run
            .Repository.Resources.All()
            .Where(resource =>
                resource.Exists && resource.Type == Part && resource.Current!.Properties.Text("VpcId") == network
            )
            .Select(resource => AddressBlock.ParseSix(resource.Current!.Properties.Text(Six)))
            .OfType<AddressBlock>();
        Claim(run, $"{network}/{Six}", $"{run.Stack.Id}/{logicalId}", block, siblings, properties, Six);
    }

    void RequireRoom(StackRun run, string logicalId, string network, AddressBlock block, JsonObject properties)
    {
        var existing = run.Repository.Resources.All().Where(resource => resource.Exists).ToList();
        var fixture = run.Environment.Services.Ec2.FindVpc(run.Stack.Account, run.Stack.Region, network);
        if (
            Ranges(existing, fixture, network) is { Count: > 0 } ranges
            && !ranges.Contains(null)
            && !ranges.Exists(range => range!.Value.Contains(block))
        )
            throw Invalid("InvalidSubnet.Range", properties, Four);
        Claim(
            run,
            network,
            $"{run.Stack.Id}/{logicalId}",
            block,
            Siblings(existing, fixture, network),
            properties,
            Four
        );
    }

    void Claim(
        StackRun run,
        string network,
        string owner,
        AddressBlock block,
        IEnumerable<AddressBlock> siblings,
        JsonObject properties,
        string property
    )
    {
        lock (_sync)
        {
            var claims = _claims.TryGetValue(network, out var known) ? known : _claims[network] = [];
            claims.RemoveAll(claim => claim.Owner == owner || !IsUnderWay(run, claim.Owner));
            if (siblings.Any(sibling => sibling.Overlaps(block)) || claims.Exists(claim => claim.Block.Overlaps(block)))
                throw new AwsException(
                    "InvalidSubnet.Conflict",
                    $"The CIDR '{properties.Text(property)}' conflicts with another subnet"
                );
            claims.Add((owner, block));
        }
    }

    /// <summary>Those of the network; null among them stands for one that is not known.</summary>
    static List<AddressBlock?> Ranges(List<StackResource> existing, Vpc? fixture, string network) =>
        [
            .. existing
                .Where(resource =>
                    (resource.Type == Network && resource.PhysicalId == network)
                    || (
                        resource.Type == Further
                        && resource.Current!.Properties.Text("VpcId") == network
                        && !resource.Current.Properties.ContainsKey("AmazonProvidedIpv6CidrBlock")
                        && !resource.Current.Properties.ContainsKey("Ipv6CidrBlock")
                    )
                )
                .Select(resource => AddressBlock.Parse(resource.Current!.Properties.Text("CidrBlock"))),
            .. fixture is null ? (IEnumerable<AddressBlock?>)[] : [AddressBlock.Parse(fixture.CidrBlock)],
        ];

    static IEnumerable<AddressBlock> Siblings(List<StackResource> existing, Vpc? fixture, string network) =>
        existing
            .Where(resource => resource.Type == Part && resource.Current!.Properties.Text("VpcId") == network)
            .Select(resource => resource.Current!.Properties.Text("CidrBlock"))
            .Concat(fixture?.Subnets.Select(subnet => subnet.CidrBlock) ?? [])
            .Select(AddressBlock.Parse)
            .OfType<AddressBlock>();

    static bool IsUnderWay(StackRun run, string owner)
    {
        var end = owner.LastIndexOf('/');
        return run.Repository.Find(owner[..end]) is { IsDeleted: false } stack
            && run.Repository.Resources.Find($"{stack.Uuid}/{owner[(end + 1)..]}") is { } resource
            && resource.Status is StackStatus.CreateInProgress or StackStatus.UpdateInProgress;
    }

    static AwsException Invalid(string code, JsonObject properties, string property) =>
        new(code, $"The CIDR '{properties.Text(property)}' is invalid.");
}
