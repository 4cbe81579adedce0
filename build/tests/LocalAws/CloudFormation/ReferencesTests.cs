using System.Collections.Concurrent;
using LocalAws;
using LocalAws.Ec2;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation;

/// <summary>What a resource refers to: subnets lie in their networks, and what nobody knows is said not to be checked.</summary>
public sealed class ReferencesTests : IAsyncLifetime
{
    const string Fixture = "vpc-0aaaaaaaaaaaaaaa1";
    readonly ConcurrentQueue<string> _log = new();
    LocalWorld _world = null!;
    QueryClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(options =>
            options with
            {
                Log = _log.Enqueue,
                Lookups = new()
                {
                    Vpcs =
                    [
                        new(LocalWorld.First, "eu-west-1", "10.8.0.0/16")
                        {
                            Id = Fixture,
                            Subnets = [new("eu-west-1a", "10.8.0.0/24", SubnetKind.Private)],
                        },
                    ],
                },
            }
        );
        _client = new(_world, LocalWorld.First);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _world.DisposeAsync();
    }

    [Theory]
    [InlineData("2001:db8:0:1::/64", "2001:db8:0:2::/64", "")]
    [InlineData("2001:db8:0:1::/64", "2001:db8:0:1::/64", "The CIDR '2001:db8:0:1::/64' conflicts with another subnet")]
    [InlineData("2001:db8::/56", "2001:db8:0:1::/64", "The CIDR '2001:db8:0:1::/64' conflicts with another subnet")]
    [InlineData("2001:db8:0:1::/64", "2001:db8:0:2::/63", "The CIDR '2001:db8:0:2::/63' is invalid.")]
    public async Task CreateStack_OfSubnetsOfIpv6_HoldsThemAgainstEachOther(string one, string other, string reason)
    {
        var stack = await _client.CreateAsync(
            "net",
            $$$"""
            Resources:
              V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
              A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.0.0/24, Ipv6CidrBlock: "{{{one}}}"}}
              B: {Type: AWS::EC2::Subnet, DependsOn: A, Properties: {VpcId: !Ref V, CidrBlock: 10.0.1.0/24, Ipv6CidrBlock: "{{{other}}}"}}
            """
        );

        Assert.Equal(reason.Length == 0 ? "CREATE_COMPLETE" : "ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        Assert.Equal(
            reason.Length > 0,
            (await _client.EventsAsync("net")).Any(line =>
                reason.Length > 0 && line.Contains(reason, StringComparison.Ordinal)
            )
        );
    }

    /// <summary>The blocks of a network and of two subnets of it, and what is said; empty: nothing.</summary>
    [Theory]
    [InlineData("10.0.0.0/16", "10.0.0.0/24", "10.0.1.0/24", "")]
    [InlineData("10.0.0.0/16", "10.0.0.0/24", "10.1.0.0/24", "The CIDR '10.1.0.0/24' is invalid.")]
    [InlineData("10.0.0.0/16", "10.0.0.0/15", "10.0.0.0/24", "The CIDR '10.0.0.0/15' is invalid.")]
    [InlineData("10.0.0.0/16", "10.0.1.0/24", "10.0.0.0/30", "The CIDR '10.0.0.0/30' is invalid.")]
    [InlineData("10.0.0.0/8", "10.0.1.0/24", "10.0.0.0/24", "The CIDR '10.0.0.0/8' is invalid.")]
    [InlineData(
        "10.0.0.0/16",
        "10.0.0.0/24",
        "10.0.0.128/25",
        "The CIDR '10.0.0.128/25' conflicts with another subnet"
    )]
    [InlineData("10.0.0.0/16", "10.0.0.77/24", "10.0.1.5/24", "")]
    public async Task CreateStack_OfSubnets_HoldsThemAgainstTheirNetwork(
        string network,
        string one,
        string other,
        string reason
    )
    {
        var stack = await _client.CreateAsync(
            "net",
            $$$"""
            Resources:
              V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: {{{network}}}}}
              A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: {{{one}}}}}
              B: {Type: AWS::EC2::Subnet, DependsOn: A, Properties: {VpcId: !Ref V, CidrBlock: {{{other}}}}}
            """
        );

        Assert.Equal(reason.Length == 0 ? "CREATE_COMPLETE" : "ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        if (reason.Length > 0)
            Assert.Contains(
                await _client.EventsAsync("net"),
                line =>
                    line.Contains(
                        $"Resource handler returned message: \"{reason} (Service: EC2, Status Code: 400",
                        StringComparison.Ordinal
                    )
            );
    }

    [Fact]
    public async Task CreateStack_OfSubnetsAtOnce_LetsOneHaveTheBlock()
    {
        var stack = await _client.CreateAsync(
            "net",
            """
            Resources:
              V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
              A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.0.0/24}}
              B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.0.0/24}}
            """
        );

        Assert.Equal("ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
    }

    /// <summary>More blocks of a network, a network of the fixtures, one that nobody knows.</summary>
    [Theory]
    [InlineData("!Ref V", "10.1.0.0/24", true)]
    [InlineData("!Ref V", "10.2.0.0/24", false)]
    [InlineData(Fixture, "10.8.1.0/24", true)]
    [InlineData(Fixture, "10.9.1.0/24", false)]
    [InlineData(Fixture, "10.8.0.0/25", false)]
    [InlineData("vpc-0bbbbbbbbbbbbbbb2", "10.200.0.0/24", true)]
    public async Task CreateStack_OfASubnetElsewhere_KnowsTheRangesThatThereAre(
        string network,
        string block,
        bool isTaken
    )
    {
        var stack = await _client.CreateAsync(
            "net",
            $$$"""
            Resources:
              V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
              M: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref V, CidrBlock: 10.1.0.0/16}}
              A: {Type: AWS::EC2::Subnet, DependsOn: M, Properties: {VpcId: {{{network}}}, CidrBlock: {{{block}}}}}
            """
        );

        Assert.Equal(isTaken ? "CREATE_COMPLETE" : "ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
    }

    [Fact]
    public async Task CreateStack_WithIdsThatNobodyKnows_SaysOnceThatTheyWereNotChecked()
    {
        const string Certificate = $"arn:aws:acm:eu-west-1:{LocalWorld.First}:certificate/c";
        const string Machine = $"arn:aws:states:eu-west-1:{LocalWorld.First}:stateMachine:m";
        const string Template = $$$"""
            Resources:
              M: {Type: AWS::StepFunctions::StateMachine, Properties: {StateMachineName: m, RoleArn: 'arn:aws:iam::{{{LocalWorld.First}}}:role/r'}}
              G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d, VpcId: {{{Fixture}}}}}
              I: {Type: AWS::EC2::Instance, DependsOn: M, Properties: {ImageId: ami-0cccccccccccccccc, SecurityGroupIds: [!GetAtt G.GroupId, sg-0ddddddddddddddd4]}}
              C: {Type: AWS::ElasticLoadBalancingV2::ListenerCertificate, Properties: {ListenerArn: {{{Certificate}}}, Certificates: [{CertificateArn: {{{Certificate}}}}]}}
              R: {Type: AWS::Route53::RecordSet, Properties: {HostedZoneId: Z0123456789ABCDEFGHIJ, Name: a.example.com, Type: A}}
              T: {Type: AWS::SSM::MaintenanceWindowTask, DependsOn: M, Properties: {WindowId: mw-0123456789abcdef0, Priority: 1, TaskType: STEP_FUNCTIONS, TaskArn: {{{Machine}}}}}
            """;

        foreach (var name in new[] { "one", "two" })
        {
            var stack = await _client.CreateAsync(
                name,
                name == "one" ? Template : Template.Replace("StateMachineName: m, ", "", StringComparison.Ordinal)
            );
            Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        }

        Assert.Equal(
            [
                "Z0123456789ABCDEFGHIJ, HostedZoneId of R (AWS::Route53::RecordSet) in stack one",
                "ami-0cccccccccccccccc, ImageId of I (AWS::EC2::Instance) in stack one",
                $"{Certificate}, ListenerArn of C (AWS::ElasticLoadBalancingV2::ListenerCertificate) in stack one",
                "sg-0ddddddddddddddd4, SecurityGroupIds of I (AWS::EC2::Instance) in stack one",
            ],
            _log.Where(line => line.Contains("was not checked", StringComparison.Ordinal))
                .Select(line => line["CloudFormation: ".Length..].Split(", was not checked")[0])
                .Order(StringComparer.Ordinal)
        );
    }
}
