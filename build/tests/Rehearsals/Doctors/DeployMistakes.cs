using Build.Tests.LocalAws;
using Build.Tests.Releases.Bootstraps;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>What a deployment itself runs into, an environment for each, named after its mistake.</summary>
static class DeployMistakes
{
    /// <summary>Each environment, and what its deployment fails with.</summary>
    public static readonly IReadOnlyDictionary<string, string> Expected = new Dictionary<string, string>
    {
        ["bare"] = "BootstrapStackNotFound",
        ["stale"] = "OutdatedBootstrapStack",
        ["trust"] = "MissingTrust",
        ["external"] = "WrongExternalId",
        ["role"] = "MissingRole",
        ["refused"] = "StackDeploymentFailed",
        ["version"] = "AwsRefused",
        ["publish"] = "AssetPublishFailed",
        ["review"] = "ChangeSetInTheWay",
        ["bucket"] = "BucketMissing",
    };

    public static async Task MakeAsync(DoctorWorld world)
    {
        world.Settings["bootstrap"]!["readOnlyRole"] = false;
        await Task.WhenAll(
            world.BootstrapAsync("stale", options => options, template => template.Replace("'33'", "'5'")),
            Task.WhenAll(
                Expected.Keys.Except(["bare", "stale"]).Select(name => world.BootstrapAsync(name, options => options))
            )
        );
        using var iam = new QueryClient(world.World, "iam", "2010-05-08");
        await TrustAsync(world, iam, "trust", world.AccountOf("trust"), condition: "");
        await TrustAsync(
            world,
            iam,
            "external",
            LocalWorld.Management,
            ""","Condition":{"StringEquals":{"sts:ExternalId":"right"}}"""
        );
        await TwelveMistakes.DeleteRoleAsync(iam, world.AccountOf("role"), world.NameOf("role", "deploy-role"));
        await AllowDeployRoleAsync(
            world,
            iam,
            "refused",
            "cloudformation:Describe*",
            "iam:PassRole",
            "s3:*",
            "ssm:GetParameter*"
        );
        await AllowDeployRoleAsync(world, iam, "version", "cloudformation:*", "iam:PassRole", "s3:*");
        await AllowAsync(
            world,
            iam,
            "publish",
            "file-publishing-role",
            $"cdk-hnb659fds-file-publishing-role-default-policy-{world.AccountOf("publish")}-{DoctorWorld.Region}",
            "s3:GetObject*",
            "s3:GetBucket*",
            "s3:GetEncryptionConfiguration",
            "s3:List*"
        );
        await new BootstrapDeletion(world.World, world.AccountOf("bucket"), DoctorWorld.Region).DeleteAsync(
            "StagingBucket"
        );
        using var stacks = new QueryClient(world.World, "cloudformation", "2010-05-15");
        await stacks.CallAsync(
            world.AccountOf("review"),
            "CreateChangeSet",
            ("StackName", "review"),
            ("ChangeSetName", "by-hand"),
            ("ChangeSetType", "CREATE"),
            ("TemplateBody", Deployment.Templates.Parameter("/by-hand"))
        );
    }

    static Task TrustAsync(DoctorWorld world, QueryClient iam, string name, string account, string condition) =>
        iam.CallAsync(
            world.AccountOf(name),
            "UpdateAssumeRolePolicy",
            ("RoleName", world.NameOf(name, "deploy-role")),
            (
                "PolicyDocument",
                $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{{account}}}"},"Action":"sts:AssumeRole"{{{condition}}} }]}"""
            )
        );

    static Task AllowDeployRoleAsync(DoctorWorld world, QueryClient iam, string name, params string[] actions) =>
        AllowAsync(world, iam, name, "deploy-role", "default", actions);

    static Task AllowAsync(
        DoctorWorld world,
        QueryClient iam,
        string name,
        string role,
        string policy,
        params string[] actions
    ) =>
        iam.CallAsync(
            world.AccountOf(name),
            "PutRolePolicy",
            ("RoleName", world.NameOf(name, role)),
            ("PolicyName", policy),
            ("PolicyDocument", TwelveMistakes.Allow(actions))
        );
}
