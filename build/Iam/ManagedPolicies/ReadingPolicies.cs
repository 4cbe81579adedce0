using static Iam.ManagedPolicies.ManagedDocument;

namespace Iam.ManagedPolicies;

/// <summary>
/// Read-only policies over all services: here as AWS has them for the services that a CDK deployment touches. An action
/// of any other service is denied where AWS might allow it, never the other way round.
/// </summary>
static class ReadingPolicies
{
    public static IReadOnlyList<AwsManagedPolicy> All { get; } =
    [
        Approximate("ReadOnlyAccess", "/", ReadOnly()),
        Approximate("ViewOnlyAccess", "/job-function/", ViewOnly()),
        Approximate("SecurityAudit", "/", SecurityAudit()),
    ];

    static IEnumerable<string> ReadOnly() =>
        Actions(
            ("acm", "Describe* Get* List*"),
            ("apigateway", "GET"),
            ("cloudformation", "Describe* Detect* Estimate* Get* List*"),
            ("cloudtrail", "Describe* Get* List* LookupEvents"),
            ("cloudwatch", "Describe* Get* List*"),
            ("codebuild", "BatchGet* DescribeCodeCoverages DescribeTestCases List*"),
            ("codecommit", "BatchGet* Describe* Get* GitPull List*"),
            ("codepipeline", "Get* List*"),
            ("codestar-connections", "GetConnection GetHost ListConnections ListHosts ListTagsForResource"),
            ("dynamodb", "BatchGet* Describe* Get* List* Query Scan"),
            ("ec2", "Describe* Get* SearchLocalGatewayRoutes SearchTransitGatewayRoutes"),
            ("ecr", "BatchCheck* BatchGet* Describe* Get* List*"),
            ("ecs", "Describe* List*"),
            ("elasticloadbalancing", "Describe*"),
            ("events", "Describe* List* Test*"),
            ("iam", "Generate* Get* List* Simulate*"),
            ("kms", "Describe* Get* List*"),
            ("lambda", "Get* List*"),
            ("logs", "Describe* FilterLogEvents Get* ListTagsLogGroup StartQuery StopQuery TestMetricFilter"),
            ("organizations", "Describe* List*"),
            ("route53", "Get* List* Test*"),
            ("s3", "DescribeJob Get* List*"),
            ("secretsmanager", "Describe* GetResourcePolicy List*"),
            ("sns", "Check* Get* List*"),
            ("sqs", "Get* List* Receive*"),
            ("ssm", "Describe* Get* List*"),
            ("states", "Describe* GetExecutionHistory List*"),
            ("sts", "GetAccessKeyInfo GetCallerIdentity GetSessionToken"),
            ("tag", "Get*"),
            ("xray", "BatchGet* Get*")
        );

    static IEnumerable<string> ViewOnly() =>
        Actions(
            ("acm", "ListCertificates"),
            ("cloudformation", "DescribeStacks List*"),
            ("cloudtrail", "DescribeTrails ListTrails LookupEvents"),
            ("cloudwatch", "Get* List*"),
            ("codebuild", "ListBuilds* ListProjects"),
            ("codecommit", "List*"),
            ("codepipeline", "ListPipelines"),
            ("ec2", "DescribeAccountAttributes DescribeAddresses DescribeAvailabilityZones DescribeImage*"),
            ("ec2", "DescribeInstance* DescribeInternetGateways DescribeNatGateways DescribeNetwork* DescribeRegions"),
            ("ec2", "DescribeRouteTables DescribeSecurityGroups DescribeSubnets DescribeTags DescribeVpc*"),
            ("ec2", "DescribeVpnGateways"),
            ("ecr", "DescribeRegistry DescribeRepositories ListImages"),
            ("ecs", "Describe* List*"),
            ("events", "ListRuleNamesByTarget ListRules ListTargetsByRule"),
            ("iam", "GetAccountSummary GetLoginProfile List*"),
            ("kms", "ListKeys ListResourceTags"),
            ("lambda", "List*"),
            ("logs", "Describe* ListTagsForResource"),
            ("organizations", "List*"),
            ("route53", "Get* List*"),
            ("s3", "ListAllMyBuckets ListBucket"),
            ("sns", "List*"),
            ("sqs", "GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListQueues ListQueueTags"),
            ("ssm", "ListAssociations ListDocuments"),
            ("states", "ListActivities ListExecutions ListStateMachines")
        );

    static IEnumerable<string> SecurityAudit() =>
        Actions(
            ("acm", "Describe* List*"),
            ("cloudformation", "DescribeStack* GetStackPolicy GetTemplate ListStack*"),
            ("cloudtrail", "DescribeTrails GetEventSelectors GetTrail GetTrailStatus ListTags ListTrails LookupEvents"),
            ("cloudwatch", "Describe* GetDashboard ListDashboards ListTagsForResource"),
            ("codebuild", "BatchGetProjects GetResourcePolicy ListProjects"),
            ("codepipeline", "GetPipeline GetPipelineExecution GetPipelineState ListPipelines"),
            ("dynamodb", "DescribeTable ListTables ListTagsOfResource"),
            ("ec2", "Describe*"),
            ("ecr", "DescribeImages DescribeRegistry DescribeRepositories GetLifecyclePolicy GetRepositoryPolicy"),
            ("ecr", "ListImages ListTagsForResource"),
            ("ecs", "Describe* List*"),
            ("elasticloadbalancing", "Describe*"),
            ("events", "Describe* List* TestEventPattern"),
            ("iam", "GenerateCredentialReport GenerateServiceLastAccessedDetails Get* List*"),
            ("iam", "SimulateCustomPolicy SimulatePrincipalPolicy"),
            ("kms", "Describe* Get* List*"),
            ("lambda", "GetAccountSettings GetFunctionConfiguration GetLayerVersionPolicy GetPolicy List*"),
            ("logs", "Describe* ListTagsForResource ListTagsLogGroup"),
            ("organizations", "Describe* List*"),
            ("route53", "Get* List*"),
            ("s3", "GetAccountPublicAccessBlock GetBucket* GetEncryptionConfiguration GetLifecycleConfiguration"),
            ("s3", "GetObjectAcl GetObjectVersionAcl GetReplicationConfiguration ListAllMyBuckets"),
            ("secretsmanager", "DescribeSecret GetResourcePolicy ListSecretVersionIds ListSecrets")
        );
}
