using LocalAws;
using LocalAws.Ec2;
using LocalAws.Identities;
using LocalAws.Route53;

namespace Build.Tests.LocalAws;

/// <summary>Networks, images and zones of the first account, and a few of the second that it must not see.</summary>
static class LookupWorld
{
    public static readonly Vpc Main = new(LocalWorld.First, "eu-west-1", "10.0.0.0/16")
    {
        Tags = new Dictionary<string, string> { ["Name"] = "main" },
        Subnets =
        [
            new("eu-west-1a", "10.0.0.0/24", SubnetKind.Public),
            new("eu-west-1b", "10.0.1.0/24", SubnetKind.Public),
            new("eu-west-1a", "10.0.2.0/24", SubnetKind.Private),
            new("eu-west-1b", "10.0.3.0/24", SubnetKind.Private),
            new("eu-west-1a", "10.0.4.0/24", SubnetKind.Isolated),
            new("eu-west-1b", "10.0.5.0/24", SubnetKind.Isolated),
        ],
        SecurityGroups = [new("web") { Description = "web servers", AllowsAllOutbound = false }],
        HasVpnGateway = true,
    };

    public static readonly Vpc Foreign = new(LocalWorld.Second, "eu-west-1", "10.9.0.0/16")
    {
        Tags = new Dictionary<string, string> { ["Name"] = "main" },
        Subnets = [new("eu-west-1a", "10.9.0.0/24", SubnetKind.Public)],
    };

    public static readonly Image Old = new("eu-west-1", "app-1", LocalWorld.First);
    public static readonly Image New = Old with
    {
        Id = "ami-0123456789abcdef0",
        Name = "app-2",
        Created = Old.Created.AddDays(1),
    };

    public static readonly HostedZone Zone = new(LocalWorld.First, "example.com");
    public static readonly HostedZone ForeignZone = new(LocalWorld.Second, "example.com");

    public static Task<LocalWorld> StartAsync(Action<AccessDecision>? decided = null) =>
        LocalWorld.StartAsync(options =>
            options with
            {
                Decided = decided,
                Lookups = new()
                {
                    Vpcs = [Main, Foreign],
                    Images = [Old, New, new("eu-west-1", "app-3", LocalWorld.Second)],
                    HostedZones =
                    [
                        new(LocalWorld.First, "zoo.example.com"),
                        Zone,
                        new(LocalWorld.First, "other.org"),
                        new(LocalWorld.First, "inside.example.com") { Vpcs = [new("eu-west-1", Main.Id)] },
                        ForeignZone,
                    ],
                },
            }
        );
}
