namespace Diagnosis.Requirements.ResourceTypes;

static class IdentityTypes
{
    const string Role = "arn:{partition}:iam::{account}:role/{name}";

    public static readonly IReadOnlyList<ResourceType> All =
    [
        new(
            "AWS::IAM::Role",
            Role,
            ["iam:CreateRole", "iam:GetRole"],
            ["iam:UpdateRole", "iam:UpdateAssumeRolePolicy"],
            ["iam:DeleteRole"]
        )
        {
            NamedBy = "RoleName",
            ForProperty = new Dictionary<string, string[]>
            {
                ["ManagedPolicyArns"] = ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
                ["Policies"] = ["iam:PutRolePolicy", "iam:DeleteRolePolicy"],
                ["Tags"] = ["iam:TagRole"],
            },
        },
        // Written into the roles that it names.
        new("AWS::IAM::Policy", Role, ["iam:PutRolePolicy"], [], ["iam:DeleteRolePolicy"]) { NamedBy = "Roles" },
        new(
            "AWS::IAM::ManagedPolicy",
            "arn:{partition}:iam::{account}:policy/{name}",
            ["iam:CreatePolicy"],
            ["iam:CreatePolicyVersion", "iam:DeletePolicyVersion"],
            ["iam:DeletePolicy"]
        )
        {
            NamedBy = "ManagedPolicyName",
        },
        new(
            "AWS::IAM::InstanceProfile",
            "arn:{partition}:iam::{account}:instance-profile/{name}",
            ["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"],
            [],
            ["iam:DeleteInstanceProfile", "iam:RemoveRoleFromInstanceProfile"]
        )
        {
            NamedBy = "InstanceProfileName",
            PassesRole = new Dictionary<string, string> { ["Roles"] = "ec2.amazonaws.com" },
        },
        new(
            "AWS::KMS::Key",
            "arn:{partition}:kms:{region}:{account}:key/{name}",
            ["kms:CreateKey", "kms:DescribeKey"],
            ["kms:PutKeyPolicy"],
            ["kms:ScheduleKeyDeletion"]
        )
        {
            MadeUpName = "{id}",
            WithoutResource = ["kms:CreateKey"],
            ForProperty = new Dictionary<string, string[]> { ["EnableKeyRotation"] = ["kms:EnableKeyRotation"] },
        },
        new(
            "AWS::KMS::Alias",
            "arn:{partition}:kms:{region}:{account}:{name}",
            ["kms:CreateAlias"],
            ["kms:UpdateAlias"],
            ["kms:DeleteAlias"]
        )
        {
            NamedBy = "AliasName",
        },
        new(
            "AWS::SecretsManager::Secret",
            // As many characters as Secrets Manager adds to a name: policies allow for so many.
            "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-AbCdEf",
            ["secretsmanager:CreateSecret"],
            ["secretsmanager:UpdateSecret"],
            ["secretsmanager:DeleteSecret"]
        )
        {
            NamedBy = "Name",
            // When it is created, a secret is known by its name alone.
            Pattern = "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}*",
            WithoutResource = ["secretsmanager:GetRandomPassword"],
            ForProperty = new Dictionary<string, string[]>
            {
                ["GenerateSecretString"] = ["secretsmanager:GetRandomPassword"],
                ["Tags"] = ["secretsmanager:TagResource"],
            },
        },
        new(
            "AWS::SSM::Parameter",
            "arn:{partition}:ssm:{region}:{account}:parameter/{name}",
            ["ssm:PutParameter", "ssm:GetParameters"],
            [],
            ["ssm:DeleteParameter"]
        )
        {
            NamedBy = "Name",
            ForProperty = new Dictionary<string, string[]> { ["Tags"] = ["ssm:AddTagsToResource"] },
        },
    ];
}
