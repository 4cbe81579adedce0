namespace LocalAws.IdentityManagement;

/// <summary>
/// Services with a role of their own: the service without its domain, what follows AWSServiceRoleFor in the role's name, and the
/// policy that AWS manages for it, where one is known (IAM User Guide, "AWS services that work with IAM", and the guides of the
/// services).
/// </summary>
static class LinkedServices
{
    static readonly Dictionary<string, (string Role, string Policy)> _all = Rows.Split(
            '\n',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        )
        .Select(row => row.Split(' '))
        .ToDictionary(row => row[0], row => (row[1], row[2]), StringComparer.Ordinal);

    static readonly Dictionary<string, string> _policies = _all
        .Values.Where(one => one.Policy != "-")
        .GroupBy(one => one.Role)
        .ToDictionary(same => same.Key, same => same.First().Policy, StringComparer.Ordinal);

    /// <summary>What follows AWSServiceRoleFor in the name of a service's role, or null.</summary>
    public static string? RoleOf(string service) => _all.TryGetValue(service, out var found) ? found.Role : null;

    /// <summary>Whether an account can have several such roles of the service, told apart by a suffix.</summary>
    public static bool TakesSuffix(string service) => service is "autoscaling" or "connect" or "lexv2";

    /// <summary>The policy of a role by what follows AWSServiceRoleFor, with or without a suffix, or null.</summary>
    public static string? PolicyOf(string role) =>
        _policies
            .Where(one => role == one.Key || role.StartsWith(one.Key + "_", StringComparison.Ordinal))
            .OrderByDescending(one => one.Key.Length)
            .Select(one => one.Value)
            .FirstOrDefault();

    const string Rows = """
        accountdiscovery.ssm AmazonSSM_AccountDiscovery AWSSystemsManagerAccountDiscoveryServicePolicy
        acm CertificateManager CertificateManagerServiceRolePolicy
        apigateway APIGateway APIGatewayServiceRolePolicy
        appmesh AppMesh AWSAppMeshServiceRolePolicy
        autoscaling AutoScaling AutoScalingServiceRolePolicy
        autoscaling-plans AutoScalingPlans_EC2AutoScaling AWSAutoScalingPlansEC2AutoScalingPolicy
        backup Backup AWSBackupServiceLinkedRolePolicyForBackup
        batch Batch BatchServiceRolePolicy
        cassandra.application-autoscaling ApplicationAutoScaling_CassandraTable AWSApplicationAutoscalingCassandraTablePolicy
        cks.kms KeyManagementServiceCustomKeyStores AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy
        cloudtrail CloudTrail CloudTrailServiceRolePolicy
        codestar-notifications CodeStarNotifications AWSCodeStarNotificationsServiceRolePolicy
        config Config AWSConfigServiceRolePolicy
        connect AmazonConnect AmazonConnectServiceLinkedRolePolicy
        dax DAX -
        dms DMSServerless AWSDMSServerlessServiceRolePolicy
        dms-fleet-advisor DMSFleetAdvisor AWSDMSFleetAdvisorServiceRolePolicy
        docdb-elastic DocDB-Elastic AmazonDocDB-ElasticServiceRolePolicy
        ec2-instance-connect Ec2InstanceConnect Ec2InstanceConnectEndpoint
        ec2.application-autoscaling ApplicationAutoScaling_EC2SpotFleetRequest AWSApplicationAutoscalingEC2SpotFleetRequestPolicy
        ecr ECRTemplate ECRTemplateServiceRolePolicy
        ecs ECS AmazonECSServiceRolePolicy
        ecs.application-autoscaling ApplicationAutoScaling_ECSService AWSApplicationAutoscalingECSServicePolicy
        eks AmazonEKS AmazonEKSServiceRolePolicy
        eks-connector AmazonEKSConnector AmazonEKSConnectorServiceRolePolicy
        eks-fargate AmazonEKSForFargate AmazonEKSForFargateServiceRolePolicy
        eks-nodegroup AmazonEKSNodegroup AWSServiceRoleForAmazonEKSNodegroup
        elasticache ElastiCache ElastiCacheServiceRolePolicy
        elasticbeanstalk ElasticBeanstalk AWSElasticBeanstalkServiceRolePolicy
        elasticfilesystem AmazonElasticFileSystem AmazonElasticFileSystemServiceRolePolicy
        elasticloadbalancing ElasticLoadBalancing AWSElasticLoadBalancingServiceRolePolicy
        email.cognito-idp AmazonCognitoIdpEmailService AmazonCognitoIdpEmailServiceRolePolicy
        emr-containers AmazonEMRContainers AmazonEMRContainersServiceRolePolicy
        emrwal EMRWAL EMRDescribeClusterPolicyForEMRWAL
        es AmazonElasticsearchService AmazonElasticsearchServiceRolePolicy
        fis FIS AmazonFISServiceRolePolicy
        grafana AmazonGrafana AmazonGrafanaServiceLinkedRolePolicy
        guardduty AmazonGuardDuty AmazonGuardDutyServiceRolePolicy
        imagebuilder ImageBuilder AWSServiceRoleForImageBuilder
        iotmanagedintegrations IoTManagedIntegrations AWSIoTManagedIntegrationsRolePolicy
        kafka Kafka KafkaServiceRolePolicy
        kafkaconnect KafkaConnect KafkaConnectServiceRolePolicy
        lakeformation LakeFormationDataAccess LakeFormationDataAccessServiceRolePolicy
        lex LexBots AmazonLexBotPolicy
        lexv2 LexV2Bots AmazonLexV2BotPolicy
        lightsail Lightsail LightsailExportAccess
        m2 AWSM2 AWSM2ServicePolicy
        memorydb MemoryDB MemoryDBServiceRolePolicy
        mq AmazonMQ AmazonMQServiceRolePolicy
        mrk.kms KeyManagementServiceMultiRegionKeys AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy
        notifications AwsUserNotifications AWSUserNotificationsServiceLinkedRolePolicy
        observability.aoss AmazonOpenSearchServerless AmazonOpenSearchServerlessServiceRolePolicy
        opensearchservice AmazonOpenSearchService AmazonOpenSearchServiceRolePolicy
        ops.apigateway APIGateway APIGatewayServiceRolePolicy
        ops.emr-serverless AmazonEMRServerless AmazonEMRServerlessServiceRolePolicy
        opsdatasync.ssm SystemsManagerOpsDataSync AWSSystemsManagerOpsDataSyncServiceRolePolicy
        opsinsights.ssm AmazonSSM_OpsInsights AWSSSMOpsInsightsServiceRolePolicy
        organizations Organizations AWSOrganizationsServiceTrustPolicy
        pullthroughcache.ecr ECRPullThroughCache AWSECRPullThroughCache_ServiceRolePolicy
        ram ResourceAccessManager AWSResourceAccessManagerServiceRolePolicy
        rds RDS AmazonRDSServiceRolePolicy
        redshift Redshift AmazonRedshiftServiceLinkedRolePolicy
        replication.cassandra KeyspacesReplication KeyspacesReplicationServiceRolePolicy
        replication.ecr ECRReplication ECRReplicationServiceRolePolicy
        repository.sync.codeconnections GitSync AWSGitSyncServiceRolePolicy
        resource-explorer-2 ResourceExplorer AWSResourceExplorerServiceRolePolicy
        rolesanywhere RolesAnywhere AWSRolesAnywhereServicePolicy
        s3-outposts S3OnOutposts AWSS3OnOutpostsServiceRolePolicy
        ses AmazonSES AmazonSESServiceRolePolicy
        shield AWSShield AWSShieldServiceRolePolicy
        spot EC2Spot AWSEC2SpotServiceRolePolicy
        spotfleet EC2SpotFleet AWSEC2SpotFleetServiceRolePolicy
        ssm AmazonSSM AmazonSSMServiceRolePolicy
        ssm-incidents IncidentManager AWSIncidentManagerServiceRolePolicy
        ssm-quicksetup SSMQuickSetup SSMQuickSetupRolePolicy
        sso SSO AWSSSOServiceRolePolicy
        vpcorigin.cloudfront CloudFrontVPCOrigin AWSCloudFrontVPCOriginServiceRolePolicy
        waf WAFLogging WAFLoggingServiceRolePolicy
        wafv2 WAFV2Logging WAFV2LoggingServiceRolePolicy
        """;
}
