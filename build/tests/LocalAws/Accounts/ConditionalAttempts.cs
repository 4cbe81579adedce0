namespace Build.Tests.LocalAws.Accounts;

/// <summary>Calls of an owner whose members ask for permissions besides that of the operation.</summary>
static class ConditionalAttempts
{
    public static IEnumerable<Attempt> All() =>
        [
            .. Parse("ssm", Parameters),
            .. Parse("kms", Keys),
            .. Parse("secretsmanager", Secrets),
            .. Parse("ecr", Repositories),
            .. Parse("logs", Logs),
            .. Parse("codebuild", Builds),
            .. Parse("sts", Sessions),
            .. Parse("iam", Identities),
            .. Parse("cloudformation", Stacks),
            .. Parse("sns", Topics),
            .. Parse("sqs", Queues),
            .. Parse("s3", Objects),
        ];

    static IEnumerable<Attempt> Parse(string service, string lines) =>
        Attempt.Parse(service, lines.ReplaceLineEndings($" | {Attempt.Own}\n") + $" | {Attempt.Own}");

    const string Parameters = """
        PutParameter | {"Name":"/kept","Value":"v","Type":"SecureString","KeyId":"<key>","Tags":[{"Key":"a","Value":"b"}]}
        PutParameter | {"Name":"/kept","Value":"w","Type":"SecureString","KeyId":"<key>","Overwrite":true}
        GetParameter | {"Name":"/kept","WithDecryption":true}
        GetParameters | {"Names":["/kept"],"WithDecryption":true}
        GetParametersByPath | {"Path":"/","WithDecryption":true}
        GetParameterHistory | {"Name":"/kept","WithDecryption":true}
        GetParameter | {"Name":"/kept"}
        """;

    const string Keys = """
        CreateKey | {"Tags":[{"TagKey":"a","TagValue":"b"}]}
        CreateAlias | {"AliasName":"alias/kept","TargetKeyId":"<key>"}
        Encrypt | {"KeyId":"<key>","Plaintext":"AAAA","EncryptionContext":{"a":"b"}}
        """;

    const string Secrets = """
        CreateSecret | {"Name":"kept","SecretString":"one","KmsKeyId":"<key>","Tags":[{"Key":"a","Value":"b"}]}
        UpdateSecret | {"SecretId":"kept","SecretString":"two"}
        UpdateSecret | {"SecretId":"kept","KmsKeyId":"<key>"}
        PutSecretValue | {"SecretId":"kept","SecretString":"three"}
        """;

    const string Repositories = """
        CreateRepository | {"repositoryName":"kept","tags":[{"Key":"a","Value":"b"}]}
        CreateRepository | {"repositoryName":"encrypted","encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"<key>"}}
        """;

    const string Logs = """
        CreateLogGroup | {"logGroupName":"kept","tags":{"a":"b"}}
        CreateLogGroup | {"logGroupName":"encrypted","kmsKeyId":"<key>"}
        """;

    const string Builds = """
        CreateProject | {"name":"kept","serviceRole":"<role>","tags":[{"key":"a","value":"b"}],"source":{"type":"NO_SOURCE","buildspec":"{}"},"artifacts":{"type":"NO_ARTIFACTS"},"environment":{"type":"LINUX_CONTAINER","image":"i","computeType":"BUILD_GENERAL1_SMALL"}}
        UpdateProject | {"name":"kept","serviceRole":"<role>"}
        """;

    const string Sessions = """
        AssumeRole | RoleArn=<assumed>&RoleSessionName=session
        AssumeRole | RoleArn=<assumed>&RoleSessionName=session&Tags.member.1.Key=a&Tags.member.1.Value=b&TransitiveTagKeys.member.1=a
        AssumeRole | RoleArn=<assumed>&RoleSessionName=session&SourceIdentity=somebody
        AssumeRole | RoleArn=<assumed>&RoleSessionName=session&ExternalId=outside
        """;

    const string Identities = """
        CreateRole | RoleName=kept&AssumeRolePolicyDocument=<trust>&PermissionsBoundary=<policy>&Tags.member.1.Key=a&Tags.member.1.Value=b
        CreateUser | UserName=kept&PermissionsBoundary=<policy>&Tags.member.1.Key=a&Tags.member.1.Value=b
        CreatePolicy | PolicyName=kept&PolicyDocument=<document>&Tags.member.1.Key=a&Tags.member.1.Value=b
        AttachRolePolicy | RoleName=kept&PolicyArn=<policy>
        AttachUserPolicy | UserName=kept&PolicyArn=<policy>
        CreateInstanceProfile | InstanceProfileName=kept&Tags.member.1.Key=a&Tags.member.1.Value=b
        AddRoleToInstanceProfile | InstanceProfileName=kept&RoleName=owned
        """;

    const string Stacks = """
        ListHookResults | TargetType=STACK&TargetId=<stack>
        CreateStack | StackName=kept&TemplateBody=<template>&RoleARN=<stackRole>
        CreateStack | StackName=tagged&TemplateBody=<template>&Tags.member.1.Key=a&Tags.member.1.Value=b
        CreateStack | StackName=notified&TemplateBody=<template>&NotificationARNs.member.1=<topic>
        CreateStack | StackName=stored&TemplateURL=https://<bucket>.s3.eu-west-1.amazonaws.com/object
        UpdateStack | StackName=owned&TemplateBody=<template>&RoleARN=<stackRole>
        CreateChangeSet | StackName=owned&ChangeSetName=kept&TemplateBody=<template>&RoleARN=<stackRole>
        CreateChangeSet | StackName=made&ChangeSetName=kept&ChangeSetType=CREATE&TemplateBody=<template>&RoleARN=<stackRole>
        RollbackStack | StackName=owned&RoleARN=<stackRole>
        ContinueUpdateRollback | StackName=owned&RoleARN=<stackRole>
        DeleteStack | StackName=functions&RoleARN=<stackRole>
        """;

    const string Topics = """
        CreateTopic | Name=kept&Tags.member.1.Key=a&Tags.member.1.Value=b
        """;

    const string Queues = """
        CreateQueue | {"QueueName":"kept","tags":{"a":"b"}}
        """;

    const string Objects = """
        CreateBucket | PUT /kept-bucket-of-the-second <CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint><Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags></CreateBucketConfiguration>
        PutObject | PUT /<bucket>/kept x-amz-tagging:a=b
        PutObject | PUT /<bucket>/kept x-amz-acl:bucket-owner-full-control
        PutObject | PUT /<bucket>/kept x-amz-server-side-encryption:AES256
        PutObject | PUT /<bucket>/kept x-amz-server-side-encryption:aws:kms x-amz-server-side-encryption-aws-kms-key-id:<key>
        ListObjectsV2 | GET /<bucket>?list-type=2&prefix=a&delimiter=b
        CopyObject | PUT /<bucket>/copied x-amz-copy-source:/<bucket>/kept
        PutBucket?encryption | PUT /<bucket>?encryption= <ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID><key></KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>
        PutObject | PUT /<bucket>/encrypted one
        GetObject | GET /<bucket>/encrypted
        HeadObject | HEAD /<bucket>/encrypted
        CopyObject | PUT /<bucket>/copied x-amz-copy-source:/<bucket>/encrypted
        CreateMultipartUpload | POST /<bucket>/parts?uploads=
        GetObject | GET /<bucket>/object?versionId=null
        GetObjectTagging | GET /<bucket>/object?tagging=&versionId=null
        PutObject | PUT /<bucket>/kept x-amz-object-lock-mode:GOVERNANCE x-amz-object-lock-retain-until-date:2099-01-01T00:00:00Z x-amz-object-lock-legal-hold:ON
        DeleteObject | DELETE /<bucket>/kept?versionId=null
        """;
}
