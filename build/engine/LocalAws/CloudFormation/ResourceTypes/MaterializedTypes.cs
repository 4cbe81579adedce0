using LocalAws.CloudFormation.ResourceTypes.CodeBuild;
using LocalAws.CloudFormation.ResourceTypes.CodePipeline;
using LocalAws.CloudFormation.ResourceTypes.Custom;
using LocalAws.CloudFormation.ResourceTypes.Ecr;
using LocalAws.CloudFormation.ResourceTypes.Iam;
using LocalAws.CloudFormation.ResourceTypes.Kms;
using LocalAws.CloudFormation.ResourceTypes.Lambda;
using LocalAws.CloudFormation.ResourceTypes.Logs;
using LocalAws.CloudFormation.ResourceTypes.Messaging;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.CloudFormation.ResourceTypes.S3;
using LocalAws.CloudFormation.ResourceTypes.Secrets;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>The resource types that stand for something that exists here, or whose replacement is known exactly.</summary>
static class MaterializedTypes
{
    public static IEnumerable<ResourceType> All() =>
        [
            new RoleType(),
            new PolicyType(),
            new ManagedPolicyType(),
            new UserType(),
            new OidcProviderType(),
            new AccessKeyType(),
            new GroupType(),
            new UserToGroupAdditionType(),
            new InstanceProfileType(),
            new SsmParameterType(),
            new CdkMetadataType(),
            new NestedStackType(),
            new BucketType(),
            new BucketPolicyType(),
            .. LambdaTypes.All(),
            new KeyType(),
            new AliasType(),
            new SecretType(),
            new ResourcePolicyType(),
            new RepositoryType(),
            new LogGroupType(),
            new ProjectType(),
            new ReportGroupType(),
            new PipelineType(),
            .. MessagingTypes.All(),
            new TableType(),
            .. DeveloperTypes.All(),
            new WaitHandleType(),
            new WaitConditionType(),
        ];
}
