namespace Build.Tests.LocalAws.Accounts;

/// <summary>Attempts on parameters, keys, secrets, repositories, logs, builds and pipelines.</summary>
static class JsonAttempts
{
    public static IEnumerable<Attempt> All() =>
        [
            .. Attempt.Parse("ssm", Parameters),
            .. Attempt.Parse("kms", Keys),
            .. Attempt.Parse("secretsmanager", Secrets),
            .. Attempt.Parse("ecr", Repositories),
            .. Attempt.Parse("logs", Logs),
            .. Attempt.Parse("codebuild", Builds),
            .. Attempt.Parse("codepipeline", Pipelines),
        ];

    const string Parameters = """
        PutParameter | {"Name":"/owned","Value":"of the caller","Type":"String"} | own
        GetParameter | {"Name":"<parameter>"} | AccessDeniedException
        GetParameters | {"Names":["<parameter>"]} | AccessDeniedException
        GetParametersByPath | {"Path":"/owned","Recursive":true} | own
        GetParameterHistory | {"Name":"/only-owned"} | ParameterNotFound
        LabelParameterVersion | {"Name":"/only-owned","Labels":["taken"]} | ParameterNotFound
        UnlabelParameterVersion | {"Name":"/only-owned","ParameterVersion":1,"Labels":["taken"]} | ParameterNotFound
        DescribeParameters | {} | own
        DeleteParameter | {"Name":"/only-owned"} | ParameterNotFound
        DeleteParameters | {"Names":["/only-owned"]} | own
        AddTagsToResource | {"ResourceType":"Parameter","ResourceId":"/only-owned","Tags":[{"Key":"a","Value":"b"}]} | InvalidResourceId
        RemoveTagsFromResource | {"ResourceType":"Parameter","ResourceId":"/only-owned","TagKeys":["a"]} | InvalidResourceId
        ListTagsForResource | {"ResourceType":"Parameter","ResourceId":"/only-owned"} | InvalidResourceId
        """;

    const string Keys = """
        CreateKey | {} | own
        DescribeKey | {"KeyId":"<key>"} | AccessDeniedException
        DescribeKey | {"KeyId":"<alias>"} | AccessDeniedException
        ListKeys | {} | own
        GetKeyPolicy | {"KeyId":"<key>"} | AccessDeniedException
        ListKeyPolicies | {"KeyId":"<key>"} | AccessDeniedException
        PutKeyPolicy | {"KeyId":"<key>","Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"} | AccessDeniedException
        UpdateKeyDescription | {"KeyId":"<key>","Description":"taken"} | AccessDeniedException
        EnableKey | {"KeyId":"<key>"} | AccessDeniedException
        DisableKey | {"KeyId":"<key>"} | AccessDeniedException
        EnableKeyRotation | {"KeyId":"<key>"} | AccessDeniedException
        DisableKeyRotation | {"KeyId":"<key>"} | AccessDeniedException
        GetKeyRotationStatus | {"KeyId":"<key>"} | AccessDeniedException
        ScheduleKeyDeletion | {"KeyId":"<key>"} | AccessDeniedException
        CancelKeyDeletion | {"KeyId":"<key>"} | AccessDeniedException
        TagResource | {"KeyId":"<key>","Tags":[{"TagKey":"a","TagValue":"b"}]} | AccessDeniedException
        UntagResource | {"KeyId":"<key>","TagKeys":["a"]} | AccessDeniedException
        ListResourceTags | {"KeyId":"<key>"} | AccessDeniedException
        CreateAlias | {"AliasName":"alias/taken","TargetKeyId":"<key>"} | AccessDeniedException
        UpdateAlias | {"AliasName":"alias/owned","TargetKeyId":"<key>"} | AccessDeniedException
        DeleteAlias | {"AliasName":"alias/owned"} | NotFoundException
        ListAliases | {} | own
        Encrypt | {"KeyId":"<key>","Plaintext":"AAAA"} | AccessDeniedException
        Decrypt | {"CiphertextBlob":"<ciphertext>"} | AccessDeniedException
        GenerateDataKey | {"KeyId":"<key>","KeySpec":"AES_256"} | AccessDeniedException
        GenerateDataKeyWithoutPlaintext | {"KeyId":"<key>","KeySpec":"AES_256"} | AccessDeniedException
        GenerateRandom | {"NumberOfBytes":32} | own
        """;

    const string Secrets = """
        CreateSecret | {"Name":"mine","SecretString":"one","KmsKeyId":"<key>"} | AccessDeniedException
        GetSecretValue | {"SecretId":"<secret>"} | AccessDeniedException
        GetSecretValue | {"SecretId":"owned"} | ResourceNotFoundException
        PutSecretValue | {"SecretId":"<secret>","SecretString":"taken"} | AccessDeniedException
        UpdateSecret | {"SecretId":"<secret>","Description":"taken"} | AccessDeniedException
        UpdateSecretVersionStage | {"SecretId":"<secret>","VersionStage":"AWSCURRENT"} | AccessDeniedException
        DescribeSecret | {"SecretId":"<secret>"} | AccessDeniedException
        ListSecrets | {} | own
        ListSecretVersionIds | {"SecretId":"<secret>"} | AccessDeniedException
        DeleteSecret | {"SecretId":"<secret>"} | AccessDeniedException
        RestoreSecret | {"SecretId":"<secret>"} | AccessDeniedException
        ReplicateSecretToRegions | {"SecretId":"<secret>","AddReplicaRegions":[{"Region":"us-west-2"}]} | AccessDeniedException
        RemoveRegionsFromReplication | {"SecretId":"<secret>","RemoveReplicaRegions":["us-west-2"]} | AccessDeniedException
        StopReplicationToReplica | {"SecretId":"<secret>"} | AccessDeniedException
        PutResourcePolicy | {"SecretId":"<secret>","ResourcePolicy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"secretsmanager:*\",\"Resource\":\"*\"}]}"} | AccessDeniedException
        DeleteResourcePolicy | {"SecretId":"<secret>"} | AccessDeniedException
        GetResourcePolicy | {"SecretId":"<secret>"} | AccessDeniedException
        TagResource | {"SecretId":"<secret>","Tags":[{"Key":"a","Value":"b"}]} | AccessDeniedException
        UntagResource | {"SecretId":"<secret>","TagKeys":["a"]} | AccessDeniedException
        GetRandomPassword | {} | own
        """;

    const string Repositories = """
        CreateRepository | {"repositoryName":"mine","registryId":"<account>"} | own
        DescribeRepositories | {"registryId":"<account>"} | AccessDeniedException
        DescribeRepositories | {"registryId":"<account>","repositoryNames":["owned"]} | AccessDeniedException
        DescribeRepositories | {"repositoryNames":["owned"]} | RepositoryNotFoundException
        DeleteRepository | {"registryId":"<account>","repositoryName":"owned","force":true} | AccessDeniedException
        PutImageTagMutability | {"registryId":"<account>","repositoryName":"owned","imageTagMutability":"IMMUTABLE"} | AccessDeniedException
        PutImageScanningConfiguration | {"registryId":"<account>","repositoryName":"owned","imageScanningConfiguration":{"scanOnPush":true}} | AccessDeniedException
        SetRepositoryPolicy | {"registryId":"<account>","repositoryName":"owned","policyText":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:*\"}]}"} | AccessDeniedException
        GetRepositoryPolicy | {"registryId":"<account>","repositoryName":"owned"} | AccessDeniedException
        DeleteRepositoryPolicy | {"registryId":"<account>","repositoryName":"owned"} | AccessDeniedException
        PutLifecyclePolicy | {"registryId":"<account>","repositoryName":"owned","lifecyclePolicyText":"{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":9},\"action\":{\"type\":\"expire\"}}]}"} | AccessDeniedException
        GetLifecyclePolicy | {"registryId":"<account>","repositoryName":"owned"} | AccessDeniedException
        DeleteLifecyclePolicy | {"registryId":"<account>","repositoryName":"owned"} | AccessDeniedException
        TagResource | {"resourceArn":"<repository>","tags":[{"Key":"a","Value":"b"}]} | AccessDeniedException
        UntagResource | {"resourceArn":"<repository>","tagKeys":["a"]} | AccessDeniedException
        ListTagsForResource | {"resourceArn":"<repository>"} | AccessDeniedException
        GetAuthorizationToken | {} | own
        ListImages | {"registryId":"<account>","repositoryName":"owned"} | AccessDeniedException
        DescribeImages | {"registryId":"<account>","repositoryName":"owned"} | AccessDeniedException
        BatchGetImage | {"registryId":"<account>","repositoryName":"owned","imageIds":[{"imageTag":"one"}]} | AccessDeniedException
        PutImage | {"registryId":"<account>","repositoryName":"owned","imageManifest":"{}","imageTag":"taken"} | AccessDeniedException
        BatchDeleteImage | {"registryId":"<account>","repositoryName":"owned","imageIds":[{"imageTag":"one"}]} | AccessDeniedException
        """;

    const string Logs = """
        CreateLogGroup | {"logGroupName":"mine"} | own
        DescribeLogGroups | {} | own
        DeleteLogGroup | {"logGroupName":"owned"} | ResourceNotFoundException
        DeleteLogGroup | {"logGroupName":"<group>"} | InvalidParameterException
        PutRetentionPolicy | {"logGroupName":"owned","retentionInDays":1} | ResourceNotFoundException
        DeleteRetentionPolicy | {"logGroupName":"owned"} | ResourceNotFoundException
        AssociateKmsKey | {"logGroupName":"owned","kmsKeyId":"<key>"} | ResourceNotFoundException
        DisassociateKmsKey | {"logGroupName":"owned"} | ResourceNotFoundException
        TagResource | {"resourceArn":"<group>","tags":{"a":"b"}} | AccessDeniedException
        UntagResource | {"resourceArn":"<group>","tagKeys":["a"]} | AccessDeniedException
        ListTagsForResource | {"resourceArn":"<group>"} | AccessDeniedException
        CreateLogStream | {"logGroupName":"owned","logStreamName":"taken"} | ResourceNotFoundException
        DeleteLogStream | {"logGroupName":"owned","logStreamName":"one"} | ResourceNotFoundException
        DescribeLogStreams | {"logGroupIdentifier":"<group>"} | AccessDeniedException
        PutLogEvents | {"logGroupName":"owned","logStreamName":"one","logEvents":[{"timestamp":1,"message":"taken"}]} | ResourceNotFoundException
        GetLogEvents | {"logGroupIdentifier":"<group>","logStreamName":"one"} | AccessDeniedException
        FilterLogEvents | {"logGroupIdentifier":"<group>"} | AccessDeniedException
        CreateExportTask | {"logGroupName":"owned","from":1,"to":2,"destination":"<bucket>"} | ResourceNotFoundException
        DescribeExportTasks | {} | own
        CancelExportTask | {"taskId":"none"} | ResourceNotFoundException
        """;

    const string Builds = """
        CreateProject | {"name":"owned","serviceRole":"<role>","source":{"type":"NO_SOURCE","buildspec":"{}"},"artifacts":{"type":"NO_ARTIFACTS"},"environment":{"type":"LINUX_CONTAINER","image":"i","computeType":"BUILD_GENERAL1_SMALL"}} | AccessDenied
        UpdateProject | {"name":"<project>","description":"taken"} | AccessDeniedException
        UpdateProject | {"name":"owned","description":"taken"} | ResourceNotFoundException
        DeleteProject | {"name":"owned"} | own
        DeleteProject | {"name":"<project>"} | AccessDeniedException
        BatchGetProjects | {"names":["owned"]} | own
        BatchGetProjects | {"names":["<project>"]} | AccessDeniedException
        ListProjects | {} | own
        StartBuild | {"projectName":"<project>"} | AccessDeniedException
        StartBuild | {"projectName":"owned"} | ResourceNotFoundException
        RetryBuild | {"id":"<build>"} | AccessDeniedException
        StopBuild | {"id":"<build>"} | AccessDeniedException
        BatchGetBuilds | {"ids":["<build>"]} | AccessDeniedException
        ListBuilds | {} | own
        ListBuildsForProject | {"projectName":"<project>"} | AccessDeniedException
        CreateReportGroup | {"name":"mine","type":"TEST","exportConfig":{"exportConfigType":"NO_EXPORT"}} | own
        DeleteReportGroup | {"arn":"<reports>","deleteReports":true} | AccessDeniedException
        BatchGetReportGroups | {"reportGroupArns":["<reports>"]} | AccessDeniedException
        ListReportGroups | {} | own
        BatchGetReports | {"reportArns":["<report>"]} | AccessDeniedException
        ListReportsForReportGroup | {"reportGroupArn":"<reports>"} | AccessDeniedException
        DescribeTestCases | {"reportArn":"<report>"} | AccessDeniedException
        """;

    const string Pipelines = """
        CreatePipeline | {"pipeline":<pipeline>} | AccessDenied
        UpdatePipeline | {"pipeline":<pipeline>} | PipelineNotFoundException
        DeletePipeline | {"name":"owned"} | own
        GetPipeline | {"name":"owned"} | PipelineNotFoundException
        ListPipelines | {} | own
        GetPipelineState | {"name":"owned"} | PipelineNotFoundException
        StartPipelineExecution | {"name":"owned"} | PipelineNotFoundException
        StopPipelineExecution | {"pipelineName":"owned","pipelineExecutionId":"<execution>","abandon":true} | PipelineNotFoundException
        GetPipelineExecution | {"pipelineName":"owned","pipelineExecutionId":"<execution>"} | PipelineNotFoundException
        ListPipelineExecutions | {"pipelineName":"owned"} | PipelineNotFoundException
        ListActionExecutions | {"pipelineName":"owned"} | PipelineNotFoundException
        RetryStageExecution | {"pipelineName":"owned","stageName":"Source","pipelineExecutionId":"<execution>","retryMode":"FAILED_ACTIONS"} | PipelineNotFoundException
        PutApprovalResult | {"pipelineName":"owned","stageName":"Ask","actionName":"Ask","token":"<execution>","result":{"status":"Approved","summary":""}} | PipelineNotFoundException
        EnableStageTransition | {"pipelineName":"owned","stageName":"Ask","transitionType":"Inbound"} | PipelineNotFoundException
        DisableStageTransition | {"pipelineName":"owned","stageName":"Ask","transitionType":"Inbound","reason":"taken"} | PipelineNotFoundException
        TagResource | {"resourceArn":"<pipelineArn>","tags":[{"key":"a","value":"b"}]} | AccessDeniedException
        UntagResource | {"resourceArn":"<pipelineArn>","tagKeys":["a"]} | AccessDeniedException
        ListTagsForResource | {"resourceArn":"<pipelineArn>"} | AccessDeniedException
        """;
}
