namespace Build.Tests.LocalAws.Accounts;

/// <summary>Attempts on identities, sessions, stacks and networks.</summary>
static class QueryAttempts
{
    public static IEnumerable<Attempt> All() =>
        [
            .. Attempt.Parse("sts", Sessions),
            .. Attempt.Parse("iam", Roles),
            .. Attempt.Parse("iam", Profiles),
            .. Attempt.Parse("iam", Groups),
            .. Attempt.Parse("iam", Users),
            .. Attempt.Parse("iam", Policies),
            .. Attempt.Parse("cloudformation", Stacks),
            .. Attempt.Parse("ec2", Networks),
        ];

    const string Sessions = """
        GetCallerIdentity | - | own
        GetSessionToken | - | own
        DecodeAuthorizationMessage | EncodedMessage=taken | InvalidAuthorizationMessageException
        AssumeRole | RoleArn=<role>&RoleSessionName=taken | AccessDenied
        """;

    const string Roles = """
        CreateRole | RoleName=mine&AssumeRolePolicyDocument=<trust> | own
        GetRole | RoleName=owned | NoSuchEntity
        CreateServiceLinkedRole | AWSServiceName=ecs.amazonaws.com | own
        DeleteServiceLinkedRole | RoleName=owned | NoSuchEntity
        GetServiceLinkedRoleDeletionStatus | DeletionTaskId=none | NoSuchEntity
        ListRoles | - | own
        ListRoleTags | RoleName=owned | NoSuchEntity
        UpdateAssumeRolePolicy | RoleName=owned&PolicyDocument=<trust> | NoSuchEntity
        DeleteRole | RoleName=owned | NoSuchEntity
        TagRole | RoleName=owned&Tags.member.1.Key=a&Tags.member.1.Value=b | NoSuchEntity
        UntagRole | RoleName=owned&TagKeys.member.1=a | NoSuchEntity
        UpdateRole | RoleName=owned&Description=taken | NoSuchEntity
        PutRolePolicy | RoleName=owned&PolicyName=p&PolicyDocument=<document> | NoSuchEntity
        GetRolePolicy | RoleName=owned&PolicyName=p | NoSuchEntity
        DeleteRolePolicy | RoleName=owned&PolicyName=p | NoSuchEntity
        ListRolePolicies | RoleName=owned | NoSuchEntity
        AttachRolePolicy | RoleName=owned&PolicyArn=<policy> | NoSuchEntity
        DetachRolePolicy | RoleName=owned&PolicyArn=<policy> | NoSuchEntity
        ListAttachedRolePolicies | RoleName=owned | NoSuchEntity
        PutRolePermissionsBoundary | RoleName=owned&PermissionsBoundary=<policy> | NoSuchEntity
        DeleteRolePermissionsBoundary | RoleName=owned | NoSuchEntity
        """;

    const string Groups = """
        CreateGroup | GroupName=mine | own
        GetGroup | GroupName=owned | NoSuchEntity
        ListGroups | - | own
        ListGroupsForUser | UserName=owned | NoSuchEntity
        UpdateGroup | GroupName=owned&NewPath=/taken/ | NoSuchEntity
        AddUserToGroup | GroupName=owned&UserName=owned | NoSuchEntity
        RemoveUserFromGroup | GroupName=owned&UserName=owned | NoSuchEntity
        PutGroupPolicy | GroupName=owned&PolicyName=p&PolicyDocument=<document> | NoSuchEntity
        GetGroupPolicy | GroupName=owned&PolicyName=p | NoSuchEntity
        DeleteGroupPolicy | GroupName=owned&PolicyName=p | NoSuchEntity
        ListGroupPolicies | GroupName=owned | NoSuchEntity
        AttachGroupPolicy | GroupName=owned&PolicyArn=<policy> | NoSuchEntity
        DetachGroupPolicy | GroupName=owned&PolicyArn=<policy> | NoSuchEntity
        ListAttachedGroupPolicies | GroupName=owned | NoSuchEntity
        DeleteGroup | GroupName=owned | NoSuchEntity
        """;

    const string Profiles = """
        CreateInstanceProfile | InstanceProfileName=mine | own
        GetInstanceProfile | InstanceProfileName=owned | NoSuchEntity
        ListInstanceProfiles | - | own
        ListInstanceProfilesForRole | RoleName=owned | NoSuchEntity
        ListInstanceProfileTags | InstanceProfileName=owned | NoSuchEntity
        AddRoleToInstanceProfile | InstanceProfileName=owned&RoleName=owned | NoSuchEntity
        RemoveRoleFromInstanceProfile | InstanceProfileName=owned&RoleName=owned | NoSuchEntity
        TagInstanceProfile | InstanceProfileName=owned&Tags.member.1.Key=a&Tags.member.1.Value=b | NoSuchEntity
        UntagInstanceProfile | InstanceProfileName=owned&TagKeys.member.1=a | NoSuchEntity
        DeleteInstanceProfile | InstanceProfileName=owned | NoSuchEntity
        """;

    const string Users = """
        CreateUser | UserName=mine | own
        GetUser | UserName=owned | NoSuchEntity
        ListUsers | - | own
        DeleteUser | UserName=owned | NoSuchEntity
        TagUser | UserName=owned&Tags.member.1.Key=a&Tags.member.1.Value=b | NoSuchEntity
        UntagUser | UserName=owned&TagKeys.member.1=a | NoSuchEntity
        ListUserTags | UserName=owned | NoSuchEntity
        CreateAccessKey | UserName=owned | NoSuchEntity
        ListAccessKeys | UserName=owned | NoSuchEntity
        UpdateAccessKey | UserName=owned&AccessKeyId=<accessKey>&Status=Inactive | NoSuchEntity
        DeleteAccessKey | UserName=owned&AccessKeyId=<accessKey> | NoSuchEntity
        PutUserPolicy | UserName=owned&PolicyName=p&PolicyDocument=<document> | NoSuchEntity
        GetUserPolicy | UserName=owned&PolicyName=p | NoSuchEntity
        DeleteUserPolicy | UserName=owned&PolicyName=p | NoSuchEntity
        ListUserPolicies | UserName=owned | NoSuchEntity
        AttachUserPolicy | UserName=owned&PolicyArn=<policy> | NoSuchEntity
        DetachUserPolicy | UserName=owned&PolicyArn=<policy> | NoSuchEntity
        ListAttachedUserPolicies | UserName=owned | NoSuchEntity
        PutUserPermissionsBoundary | UserName=owned&PermissionsBoundary=<policy> | NoSuchEntity
        DeleteUserPermissionsBoundary | UserName=owned | NoSuchEntity
        """;

    const string Policies = """
        CreatePolicy | PolicyName=mine&PolicyDocument=<document> | own
        GetPolicy | PolicyArn=<policy> | NoSuchEntity
        ListPolicies | Scope=Local | own
        GetPolicyVersion | PolicyArn=<policy>&VersionId=v1 | NoSuchEntity
        ListPolicyVersions | PolicyArn=<policy> | NoSuchEntity
        CreatePolicyVersion | PolicyArn=<policy>&PolicyDocument=<document>&SetAsDefault=true | NoSuchEntity
        SetDefaultPolicyVersion | PolicyArn=<policy>&VersionId=v1 | NoSuchEntity
        DeletePolicyVersion | PolicyArn=<policy>&VersionId=v1 | NoSuchEntity
        DeletePolicy | PolicyArn=<policy> | NoSuchEntity
        TagPolicy | PolicyArn=<policy>&Tags.member.1.Key=a&Tags.member.1.Value=b | NoSuchEntity
        UntagPolicy | PolicyArn=<policy>&TagKeys.member.1=a | NoSuchEntity
        ListPolicyTags | PolicyArn=<policy> | NoSuchEntity
        TagOpenIDConnectProvider | OpenIDConnectProviderArn=<provider>&Tags.member.1.Key=a&Tags.member.1.Value=b | AccessDenied
        UntagOpenIDConnectProvider | OpenIDConnectProviderArn=<provider>&TagKeys.member.1=a | AccessDenied
        ListOpenIDConnectProviderTags | OpenIDConnectProviderArn=<provider> | AccessDenied
        CreateOpenIDConnectProvider | Url=https%3A%2F%2Fissuer.example&ClientIDList.member.1=mine | own
        GetOpenIDConnectProvider | OpenIDConnectProviderArn=<provider> | AccessDenied
        ListOpenIDConnectProviders | - | own
        AddClientIDToOpenIDConnectProvider | OpenIDConnectProviderArn=<provider>&ClientID=taken | NoSuchEntity
        RemoveClientIDFromOpenIDConnectProvider | OpenIDConnectProviderArn=<provider>&ClientID=owned | NoSuchEntity
        UpdateOpenIDConnectProviderThumbprint | OpenIDConnectProviderArn=<provider>&ThumbprintList.member.1=0123456789012345678901234567890123456789 | AccessDenied
        DeleteOpenIDConnectProvider | OpenIDConnectProviderArn=<provider> | AccessDenied
        ListAccountAliases | - | own
        CreateAccountAlias | AccountAlias=mine | own
        DeleteAccountAlias | AccountAlias=owned | NoSuchEntity
        ListEntitiesForPolicy | PolicyArn=<policy> | NoSuchEntity
        GetAccountAuthorizationDetails | - | own
        SimulateCustomPolicy | PolicyInputList.member.1=<document>&ActionNames.member.1=s3:GetObject | own
        SimulatePrincipalPolicy | PolicySourceArn=<role>&ActionNames.member.1=s3:GetObject | AccessDenied
        """;

    const string Stacks = """
        CreateStack | StackName=mine&TemplateBody=<template> | own
        UpdateStack | StackName=<stack>&TemplateBody=<template> | AccessDenied
        DeleteStack | StackName=<stack> | AccessDenied
        CancelUpdateStack | StackName=<stack> | AccessDenied
        ContinueUpdateRollback | StackName=<stack> | AccessDenied
        RollbackStack | StackName=<stack> | AccessDenied
        SignalResource | StackName=<stack>&LogicalResourceId=Name&UniqueId=a&Status=SUCCESS | AccessDenied
        UpdateTerminationProtection | StackName=<stack>&EnableTerminationProtection=true | AccessDenied
        SetStackPolicy | StackName=<stack>&StackPolicyBody=<document> | AccessDenied
        GetStackPolicy | StackName=<stack> | AccessDenied
        CreateChangeSet | StackName=<stack>&ChangeSetName=taken&TemplateBody=<template> | AccessDenied
        DescribeChangeSet | StackName=<stack>&ChangeSetName=owned | ValidationError
        DescribeChangeSetHooks | StackName=<stack>&ChangeSetName=owned | ValidationError
        ListChangeSets | StackName=<stack> | AccessDenied
        ExecuteChangeSet | StackName=<stack>&ChangeSetName=owned | ValidationError
        DeleteChangeSet | StackName=<stack>&ChangeSetName=owned | ValidationError
        DescribeStacks | StackName=<stack> | AccessDenied
        DescribeStacks | StackName=owned | ValidationError
        DescribeStacks | - | own
        ListStacks | - | own
        DescribeStackEvents | StackName=<stack> | AccessDenied
        DescribeEvents | StackName=<stack> | AccessDenied
        ListHookResults | - | ValidationError
        DescribeStackResources | StackName=<stack> | AccessDenied
        DescribeStackResource | StackName=<stack>&LogicalResourceId=Name | AccessDenied
        ListStackResources | StackName=<stack> | AccessDenied
        DetectStackDrift | StackName=<stack> | AccessDenied
        DetectStackResourceDrift | StackName=<stack>&LogicalResourceId=Name | AccessDenied
        DescribeStackDriftDetectionStatus | StackDriftDetectionId=none | ValidationError
        DescribeStackResourceDrifts | StackName=<stack> | AccessDenied
        ListExports | - | own
        ListImports | ExportName=owned | ValidationError
        GetTemplate | StackName=<stack> | AccessDenied
        GetTemplateSummary | StackName=<stack> | AccessDenied
        ValidateTemplate | TemplateBody=<template> | own
        """;

    const string Networks = """
        DescribeVpcs | VpcId.1=<vpc> | InvalidVpcID.NotFound
        DescribeVpcs | - | own
        DescribeSubnets | Filter.1.Name=vpc-id&Filter.1.Value.1=<vpc> | own
        DescribeRouteTables | Filter.1.Name=vpc-id&Filter.1.Value.1=<vpc> | own
        DescribeVpnGateways | - | own
        DescribeSecurityGroups | Filter.1.Name=vpc-id&Filter.1.Value.1=<vpc> | own
        DescribeRegions | - | own
        DescribeAvailabilityZones | - | own
        DescribeImages | Owner.1=<account> | own
        """;
}
