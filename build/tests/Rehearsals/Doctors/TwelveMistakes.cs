using System.Text.Json.Nodes;
using Build.Tests.LocalAws;
using LocalAws;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>The permission mistakes that the doctor has to find, an environment for each.</summary>
static class TwelveMistakes
{
    public static readonly IReadOnlyList<string> Environments =
    [
        "trust",
        "qualifier",
        "stale",
        "boundary",
        "organization",
        "publishing",
        "lookup",
        "external",
        "session",
        "secret",
        "key",
        "passrole",
    ];

    /// <summary>A service control policy that denies what the environment "organization" is deployed with.</summary>
    public static ServiceControlPolicy OrganizationPolicy =>
        new(
            "NoParameters",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ssm:PutParameter","Resource":"arn:aws:ssm:*:*:parameter/doctor/*"}]}"""
        )
        {
            Accounts = [$"{200000000001 + Environments.ToList().IndexOf("organization")}"],
        };

    public static async Task MakeAsync(DoctorWorld world)
    {
        // Its role is none of the mistakes, and only the program's own bootstrapping makes it.
        world.Settings["bootstrap"]!["readOnlyRole"] = false;
        using var iam = new QueryClient(world.World, "iam", "2010-05-08");
        await iam.CallAsync(
            world.AccountOf("boundary"),
            "CreatePolicy",
            ("PolicyName", "tight"),
            ("PolicyDocument", Allow("s3:*", "logs:*"))
        );
        await Task.WhenAll(
            world.BootstrapAsync("trust", options => options with { TrustedAccounts = [] }),
            world.BootstrapAsync("qualifier", options => options with { Qualifier = "other1234" }),
            world.BootstrapAsync("stale", options => options, template => template.Replace("'33'", "'5'")),
            world.BootstrapAsync("boundary", options => options with { PermissionsBoundary = "tight" }),
            world.BootstrapAsync("key", options => options with { KmsKeyId = "" }),
            Task.WhenAll(
                new[] { "organization", "publishing", "lookup", "external", "session", "secret", "passrole" }.Select(
                    name => world.BootstrapAsync(name, options => options)
                )
            )
        );
        await DeleteRoleAsync(iam, world.AccountOf("publishing"), world.NameOf("publishing", "file-publishing-role"));
        await DeleteRoleAsync(iam, world.AccountOf("lookup"), world.NameOf("lookup", "lookup-role"));
        await iam.CallAsync(
            world.AccountOf("passrole"),
            "PutRolePolicy",
            ("RoleName", world.NameOf("passrole", "deploy-role")),
            ("PolicyName", "default"),
            ("PolicyDocument", Allow("cloudformation:*", "s3:GetObject*", "s3:GetBucket*", "s3:List*", "ssm:Get*"))
        );
        await AddHopAsync(world, iam, "external", externalId: "right", asked: new() { ["externalId"] = "wrong" });
        await AddHopAsync(world, iam, "session", externalId: null, asked: new() { ["durationSeconds"] = 7200 });
        await SpoilSecretAsync(world);
        await SpoilKeyAsync(world);
    }

    /// <summary>A role of the CI/CD account that an environment's deploy role is reached through.</summary>
    static async Task AddHopAsync(
        DoctorWorld world,
        QueryClient iam,
        string environment,
        string? externalId,
        JsonObject asked
    )
    {
        var condition = externalId is null
            ? ""
            : $$$""","Condition":{"StringEquals":{"sts:ExternalId":"{{{externalId}}}"}}""";
        await iam.CallAsync(
            LocalWorld.Management,
            "CreateRole",
            ("RoleName", $"{environment}-hop"),
            (
                "AssumeRolePolicyDocument",
                $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{{LocalWorld.Management}}}"},"Action":"sts:AssumeRole"{{{condition}}} }]}"""
            )
        );
        await iam.CallAsync(
            LocalWorld.Management,
            "PutRolePolicy",
            ("RoleName", $"{environment}-hop"),
            ("PolicyName", "hop"),
            ("PolicyDocument", Allow("sts:AssumeRole"))
        );
        asked["role"] = $"arn:aws:iam::{LocalWorld.Management}:role/{environment}-hop";
        var settings = (JsonArray)world.Settings["environments"]!;
        settings.First(one => one!["name"]!.ToString() == environment)!["chains"] = new JsonObject
        {
            ["deploy"] = new JsonArray(asked),
        };
    }

    static async Task SpoilSecretAsync(DoctorWorld world)
    {
        var account = world.AccountOf("secret");
        using var secrets = new JsonClient(world.World, "secretsmanager", "secretsmanager");
        await secrets.CallAsync(
            account,
            "CreateSecret",
            new() { ["Name"] = DoctorApp.SecretName, ["SecretString"] = """{"value":"42"}""" }
        );
        await secrets.CallAsync(
            account,
            "PutResourcePolicy",
            new()
            {
                ["SecretId"] = DoctorApp.SecretName,
                ["ResourcePolicy"] = $$$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"secretsmanager:GetSecretValue",
                  "Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::{{{account}}}:role/reader"} } }]}
                """,
            }
        );
    }

    /// <summary>A key of the bootstrap stack whose policy only lets it be administered.</summary>
    static async Task SpoilKeyAsync(DoctorWorld world)
    {
        var account = world.AccountOf("key");
        using var kms = new JsonClient(world.World, "kms", "TrentService");
        var alias = await kms.CallAsync(account, "DescribeKey", new() { ["KeyId"] = "alias/cdk-hnb659fds-assets-key" });
        await kms.CallAsync(
            account,
            "PutKeyPolicy",
            new()
            {
                ["KeyId"] = alias["KeyMetadata"]!["KeyId"]!.ToString(),
                ["PolicyName"] = "default",
                ["Policy"] = $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:root"},
                  "Action":["kms:Create*","kms:Describe*","kms:Get*","kms:List*","kms:Put*","kms:Update*"],"Resource":"*"}]}
                """,
            }
        );
    }

    public static async Task DeleteRoleAsync(QueryClient iam, string account, string role)
    {
        foreach (var policy in QueryClient.Texts(await List("ListRolePolicies"), "member"))
            await iam.CallAsync(account, "DeleteRolePolicy", ("RoleName", role), ("PolicyName", policy));
        foreach (var arn in QueryClient.Texts(await List("ListAttachedRolePolicies"), "PolicyArn"))
            await iam.CallAsync(account, "DetachRolePolicy", ("RoleName", role), ("PolicyArn", arn));
        await iam.CallAsync(account, "DeleteRole", ("RoleName", role));

        Task<System.Xml.Linq.XElement> List(string action) => iam.CallAsync(account, action, ("RoleName", role));
    }

    public static string Allow(params string[] actions) =>
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ACTIONS"],"Resource":"*"}]}""".Replace(
            "ACTIONS",
            string.Join("\",\"", actions),
            StringComparison.Ordinal
        );
}
