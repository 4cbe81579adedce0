using AwsCatalog.Permissions;
using AwsCatalog.Schemas;

namespace Build.Tests.Diagnosis.ExecutionPolicies;

/// <summary>The resource types that are most common in templates, of those that the local AWS knows by their schemas.</summary>
static class CommonTypes
{
    const string Names = """
        AWS::ApiGateway::ApiKey AWS::ApiGateway::Authorizer AWS::ApiGateway::Deployment AWS::ApiGateway::DomainName
        AWS::ApiGateway::Method AWS::ApiGateway::Resource AWS::ApiGateway::RestApi AWS::ApiGateway::Stage
        AWS::ApiGateway::UsagePlan AWS::ApiGatewayV2::Api AWS::ApiGatewayV2::Integration AWS::ApiGatewayV2::Route
        AWS::ApiGatewayV2::Stage AWS::AppRunner::Service AWS::AppSync::ApiKey AWS::AppSync::DataSource
        AWS::AppSync::GraphQLApi AWS::AppSync::Resolver AWS::ApplicationAutoScaling::ScalableTarget AWS::Athena::WorkGroup
        AWS::AutoScaling::AutoScalingGroup AWS::Backup::BackupPlan AWS::Backup::BackupSelection AWS::Backup::BackupVault
        AWS::Batch::ComputeEnvironment AWS::Batch::JobDefinition AWS::Batch::JobQueue AWS::CertificateManager::Certificate
        AWS::CloudFront::CachePolicy AWS::CloudFront::Distribution AWS::CloudFront::Function
        AWS::CloudFront::OriginAccessControl AWS::CloudTrail::Trail AWS::CloudWatch::Alarm AWS::CloudWatch::Dashboard
        AWS::Cognito::IdentityPool AWS::Cognito::UserPool AWS::Cognito::UserPoolClient AWS::Config::ConfigRule
        AWS::DMS::ReplicationInstance AWS::DocDB::DBCluster AWS::EC2::EIP AWS::EC2::FlowLog AWS::EC2::Instance
        AWS::EC2::InternetGateway AWS::EC2::KeyPair AWS::EC2::LaunchTemplate AWS::EC2::NatGateway AWS::EC2::NetworkAcl
        AWS::EC2::Route AWS::EC2::RouteTable AWS::EC2::SecurityGroup AWS::EC2::Subnet AWS::EC2::SubnetRouteTableAssociation
        AWS::EC2::TransitGateway AWS::EC2::VPC AWS::EC2::VPCEndpoint AWS::EC2::VPCGatewayAttachment AWS::EC2::Volume
        AWS::ECS::Cluster AWS::ECS::Service AWS::ECS::TaskDefinition AWS::EFS::AccessPoint AWS::EFS::FileSystem
        AWS::EFS::MountTarget AWS::EKS::Addon AWS::EKS::Cluster AWS::EKS::Nodegroup AWS::ElastiCache::CacheCluster
        AWS::ElastiCache::ParameterGroup AWS::ElastiCache::ReplicationGroup AWS::ElastiCache::SubnetGroup
        AWS::ElasticLoadBalancingV2::Listener AWS::ElasticLoadBalancingV2::ListenerRule
        AWS::ElasticLoadBalancingV2::LoadBalancer AWS::ElasticLoadBalancingV2::TargetGroup AWS::Events::EventBus
        AWS::Glue::Crawler AWS::Glue::Database AWS::Glue::Job AWS::Glue::Table AWS::GuardDuty::Detector AWS::Kinesis::Stream
        AWS::KinesisFirehose::DeliveryStream AWS::Logs::MetricFilter AWS::Logs::SubscriptionFilter AWS::MSK::Cluster
        AWS::OpenSearchService::Domain AWS::Pipes::Pipe AWS::RDS::DBCluster AWS::RDS::DBInstance AWS::RDS::DBParameterGroup
        AWS::RDS::DBSubnetGroup AWS::Redshift::Cluster AWS::Route53::HealthCheck AWS::Route53::HostedZone
        AWS::Route53::RecordSet AWS::Scheduler::Schedule AWS::ServiceDiscovery::Service AWS::StepFunctions::Activity
        AWS::StepFunctions::StateMachine AWS::Transfer::Server AWS::WAFv2::IPSet AWS::WAFv2::WebACL
        """;

    public static IReadOnlyList<string> All { get; } =
    [.. Names.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>What a handler certainly calls: one of these.</summary>
    public static IReadOnlyList<string> NeedsOf(string type, string handler) =>
        [.. HandlerNeeds.Of(SchemaCatalog.Find(type)!, handler).Select(action => action.Name)];
}
