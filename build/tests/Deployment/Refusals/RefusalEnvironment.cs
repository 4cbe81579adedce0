using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Build.Tests.Deployment.Refusals;

/// <summary>
/// An account with what CDK's bootstrap stack brings, made anew as small as it can be: four roles, a staging bucket with a
/// key of its own, a version. While it is prepared its roles may do everything, then what they are granted and no more.
/// </summary>
sealed class RefusalEnvironment(DeploymentWorld world, string account, Session caller, Withheld withheld)
{
    /// <summary>Stands for the account in the resources of grants.</summary>
    public const string Account = "ACCOUNT";

    public const string Deploy = "deploy-role";
    public const string Publish = "publish-role";
    public const string Lookup = "lookup-role";
    public const string Execution = "execution-role";

    public static readonly IReadOnlyList<string> Roles = [Deploy, Publish, Lookup, Execution];

    /// <summary>Roles that the caller assumes, as opposed to CloudFormation.</summary>
    public static readonly IReadOnlyList<string> AssumedRoles = [Deploy, Publish, Lookup];

    const string Everything = "everything";

    /// <summary>The stack that makes it. Where it is CDK's own, a deployment waits for its roles to be known.</summary>
    public string Name { get; init; } = "environment";

    public TargetEnvironment Target { get; } = new(account, "eu-west-1");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes it; its roles may do everything.</summary>
    public async Task MakeAsync()
    {
        var stack = world.Stack($"environment-{account}", Target, InAccount(RefusalTemplates.Environment(withheld)));
        (await world.DeployAsync(stack with { StackName = Name })).ThrowIfFailed();
        await PutPolicyAsync(There(Roles), Everything, [RefusalTemplates.Allow("*", "*")]);
    }

    /// <summary>Lets its roles do only this from now on, but for what is withheld; roles that nothing is granted may do all.</summary>
    public async Task RestrictAsync(IReadOnlyList<Withheld.Grant> grants)
    {
        var granted = grants.Where(grant => There([grant.Role]).Any()).ToList();
        foreach (var of in granted.Where(grant => grant != withheld).GroupBy(grant => grant.Role))
            await PutPolicyAsync(
                [of.Key],
                "granted",
                [.. of.Select(grant => RefusalTemplates.Allow(grant.Action, InAccount(grant.Resource)))]
            );
        using var iam = new QueryClient(world.Local, "iam", "2010-05-08");
        foreach (var role in granted.Select(grant => grant.Role).Distinct())
            await iam.CallAsync(account, "DeleteRolePolicy", ("RoleName", role), ("PolicyName", Everything));
        if (withheld is Withheld.Rights rights)
            await iam.CallAsync(account, "DeleteRolePolicy", ("RoleName", rights.Role), ("PolicyName", Everything));
        foreach (var role in There(Roles))
            await iam.CallAsync(
                account,
                "UpdateAssumeRolePolicy",
                ("RoleName", role),
                ("PolicyDocument", RefusalTemplates.Document(RefusalTemplates.TrustOf(role, withheld)).ToJsonString())
            );
        if (withheld is Withheld.KeyPolicy)
            await WithholdKeyAsync();
    }

    /// <summary>Removes a policy of a role that something else has put there.</summary>
    public async Task RemovePolicyAsync(string role, string policy)
    {
        using var iam = new QueryClient(world.Local, "iam", "2010-05-08");
        await iam.CallAsync(account, "DeleteRolePolicy", ("RoleName", role), ("PolicyName", policy));
    }

    /// <summary>A stack as a synthesizer writes it: the template is an asset, the roles have external ids and session tags.</summary>
    public StackArtifact Stack(string template)
    {
        // Its file is named by its id.
        var stack = world.Stack($"One-{account}", Target, InAccount(template)) with
        {
            StackName = "One",
        };
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(stack.TemplateFile)));
        const string Bucket = "staging-${AWS::AccountId}";
        var destination = new FileDestination("here", Bucket, $"{hash}.json", null, Role(Publish));
        var asset = new FileAsset(hash, "template", new FileAssetSource.File(stack.TemplateFile), [destination]);
        return stack with
        {
            DeployRole = Role(Deploy),
            LookupRole = new BootstrapRole(Role(Lookup), null),
            CloudFormationExecutionRoleArn = Role(Execution).Arn,
            TemplateAssetUrl = $"s3://{Bucket}/{hash}.json",
            Bootstrap = new BootstrapRequirement(6, "/cdk-bootstrap/hnb659fds/version"),
            AssetManifests = [new AssetManifest("One.assets", "One.assets.json", [asset], [], null)],
        };
    }

    public Deployer Deployer(DeployerOptions? options = null) =>
        new(caller, world.Endpoint, world, TimeProvider.System, options ?? new DeployerOptions());

    /// <summary>Deploys it, as the caller.</summary>
    public async Task<IReadOnlyList<Finding>> DeployAsync(StackArtifact stack, DeployerOptions? options = null) =>
        (await Deployer(options).DeployAsync(DeploymentWorld.Plan(stack), Cancellation)).Findings;

    /// <summary>The same, before it is restricted.</summary>
    public async Task<string> StatusAfterAsync(StackArtifact stack, DeployerOptions? options = null)
    {
        await DeployAsync(stack, options);
        using var stacks = new QueryClient(world.Local, "cloudformation", "2010-05-15");
        return QueryClient.Text(await stacks.CallAsync(account, "DescribeStacks", ("StackName", "One")), "StackStatus");
    }

    static RoleReference Role(string name) =>
        new(
            $"arn:aws:iam::${{AWS::AccountId}}:role/{name}",
            RefusalTemplates.ExternalId,
            new RoleSessionOptions { Tags = new Dictionary<string, string> { ["team"] = "one" } }
        );

    IEnumerable<string> There(IEnumerable<string> roles) =>
        roles.Where(role => withheld != new Withheld.Part(RefusalTemplates.IdOf(role)));

    string InAccount(string resource) => resource.Replace(Account, account, StringComparison.Ordinal);

    async Task PutPolicyAsync(IEnumerable<string> roles, string name, IReadOnlyList<JsonNode> statements)
    {
        var document = RefusalTemplates.Document(statements);
        using var iam = new QueryClient(world.Local, "iam", "2010-05-08");
        foreach (var role in roles)
            await iam.CallAsync(
                account,
                "PutRolePolicy",
                ("RoleName", role),
                ("PolicyName", name),
                ("PolicyDocument", document.ToJsonString())
            );
    }

    async Task WithholdKeyAsync()
    {
        using var stacks = new QueryClient(world.Local, "cloudformation", "2010-05-15");
        var resource = await stacks.CallAsync(
            account,
            "DescribeStackResources",
            ("StackName", Name),
            ("LogicalResourceId", "Key")
        );
        using var kms = new JsonClient(world.Local, "kms", "TrentService");
        await kms.CallAsync(
            account,
            "PutKeyPolicy",
            new JsonObject
            {
                ["KeyId"] = QueryClient.Text(resource, "PhysicalResourceId"),
                ["PolicyName"] = "default",
                ["Policy"] = InAccount(RefusalTemplates.KeyPolicy("kms:PutKeyPolicy")),
            }
        );
    }
}
