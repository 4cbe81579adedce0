namespace Diagnosis.Requirements.ResourceTypes;

static class NetworkTypes
{
    public static readonly IReadOnlyList<ResourceType> All =
    [
        Ec2("SubnetRouteTableAssociation", "route-table", ["AssociateRouteTable"], [], ["DisassociateRouteTable"]),
        Ec2("VPCGatewayAttachment", "vpc", ["AttachInternetGateway"], [], ["DetachInternetGateway"]),
        Ec2("EIP", "elastic-ip", ["AllocateAddress", "DescribeAddresses"], ["AssociateAddress"], ["ReleaseAddress"]),
        Ec2(
            "SecurityGroupEgress",
            "security-group",
            ["AuthorizeSecurityGroupEgress"],
            [],
            ["RevokeSecurityGroupEgress"]
        ),
        Balancing("LoadBalancer", "loadbalancer/app/{name}", ["SetSubnets", "SetSecurityGroups"]),
        Balancing("TargetGroup", "targetgroup/{name}", ["ModifyTargetGroup"]),
        Balancing("Listener", "listener/app/{name}", ["ModifyListener"]),
        Balancing("ListenerRule", "listener-rule/app/{name}", ["ModifyRule"], "Rule"),
        Gateway("AWS::ApiGateway::RestApi", "/restapis"),
        Gateway("AWS::ApiGateway::Resource", "/restapis/{name}/resources"),
        Gateway("AWS::ApiGateway::Method", "/restapis/{name}/resources"),
        Gateway("AWS::ApiGateway::Deployment", "/restapis/{name}/deployments"),
        Gateway("AWS::ApiGateway::Stage", "/restapis/{name}/stages"),
        Gateway("AWS::ApiGatewayV2::Api", "/apis"),
        Gateway("AWS::ApiGatewayV2::Route", "/apis/{name}/routes"),
        Gateway("AWS::ApiGatewayV2::Integration", "/apis/{name}/integrations"),
        Gateway("AWS::ApiGatewayV2::Stage", "/apis/{name}/stages"),
        new(
            "AWS::Route53::RecordSet",
            "arn:{partition}:route53:::hostedzone/{name}",
            ["route53:ChangeResourceRecordSets"],
            [],
            []
        )
        {
            NamedBy = "HostedZoneId",
            MadeUpName = "{id}",
        },
    ];

    static ResourceType Ec2(string name, string resource, string[] create, string[] update, string[] delete) =>
        new(
            $"AWS::EC2::{name}",
            $"arn:{{partition}}:ec2:{{region}}:{{account}}:{resource}/{{name}}",
            Of("ec2", create),
            Of("ec2", update),
            Of("ec2", delete)
        )
        {
            MadeUpName = "{id}",
            ForProperty = new Dictionary<string, string[]> { ["Tags"] = ["ec2:CreateTags"] },
        };

    static ResourceType Balancing(string name, string resource, string[] update, string? verb = null) =>
        new(
            $"AWS::ElasticLoadBalancingV2::{name}",
            $"arn:{{partition}}:elasticloadbalancing:{{region}}:{{account}}:{resource}",
            [$"elasticloadbalancing:Create{verb ?? name}"],
            Of("elasticloadbalancing", update),
            [$"elasticloadbalancing:Delete{verb ?? name}"]
        )
        {
            MadeUpName = "{id}/{id}",
            // Of applications, networks or gateways.
            Pattern = resource.Contains("/app/", StringComparison.Ordinal)
                ? $"arn:{{partition}}:elasticloadbalancing:{{region}}:{{account}}:{resource.Split('/')[0]}/*"
                : null,
        };

    static ResourceType Gateway(string name, string path) =>
        new(
            name,
            $"arn:{{partition}}:apigateway:{{region}}::{path}",
            ["apigateway:POST"],
            ["apigateway:PATCH"],
            ["apigateway:DELETE"]
        )
        {
            MadeUpName = "{id}",
        };

    static string[] Of(string service, string[] actions) => [.. actions.Select(action => $"{service}:{action}")];
}
