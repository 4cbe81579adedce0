using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis;
using Diagnosis.Checks;
using Diagnosis.Permissions;
using Diagnosis.Requirements;
using Diagnosis.Roles;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>An app with its environment, whose roles and whose deploying user may do what the app's requirements say and nothing else.</summary>
sealed class LeastPrivilegeWorld : IAsyncDisposable
{
    const string Name = "account1";
    const string PolicyName = "required";

    static readonly TargetEnvironment cicd = new(LocalWorld.Management, DoctorWorld.Region);
    static readonly TargetEnvironment environment = new(LocalWorld.First, DoctorWorld.Region);

    readonly TemporaryFolder folder = new();
    readonly DeploymentWorld world;
    readonly QueryClient iam;
    BaseCredentials.AccessKey? user;
    string objectKey = $"{Name}.json";

    LeastPrivilegeWorld(DeploymentWorld world) =>
        (this.world, iam) = (world, new QueryClient(world.Local, "iam", "2010-05-08"));

    public DeploymentRequirements Requirements { get; private set; } = null!;

    /// <summary>The roles that the app names, each once.</summary>
    public IReadOnlyList<Actor.Role> Roles =>
        [.. Requirements.Roles.Select(role => new Actor.Role(role.Arn)).Distinct()];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="template">The template of the app's only stack.</param>
    public static async Task<LeastPrivilegeWorld> StartAsync(string template)
    {
        var own = new LeastPrivilegeWorld(await DeploymentWorld.StartAsync());
        var bootstrap = own.world.Stack("CDKToolkit", environment, LeastPrivilegeTemplates.Bootstrap);
        (await own.world.DeployAsync(bootstrap)).ThrowIfFailed();
        DoctorApp.Write(own.folder.Path, [(Name, environment.Account)]);
        own.Write(template);
        await own.iam.CallAsync(cicd.Account, "CreateUser", ("UserName", "ci"));
        await own.RequireAsync();
        return own;
    }

    /// <summary>Replaces the stack's template; what it requires is the same for all that are given here.</summary>
    public void Write(string template)
    {
        folder.Write($"{Name}.template.json", template);
        var next = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template)))}.json";
        foreach (var file in (string[])["manifest.json", $"{Name}.assets.json"])
            folder.Write(file, File.ReadAllText(folder.At(file)).Replace(objectKey, next, StringComparison.Ordinal));
        objectKey = next;
    }

    /// <summary>Allows an actor what it is required to be allowed, but for some actions.</summary>
    public Task GrantAsync(Actor actor, params string[] exceptions)
    {
        var statements = AllowStatements.For(
            Requirements.Of(actor).Where(permission => !exceptions.Contains(permission.Action))
        );
        var document = PolicyText.Of(statements).ToJsonString();
        return actor is Actor.Role role
            ? iam.CallAsync(
                environment.Account,
                "PutRolePolicy",
                ("RoleName", role.Arn.Split('/')[^1]),
                ("PolicyName", PolicyName),
                ("PolicyDocument", document)
            )
            : iam.CallAsync(
                cicd.Account,
                "PutUserPolicy",
                ("UserName", "ci"),
                ("PolicyName", PolicyName),
                ("PolicyDocument", document)
            );
    }

    /// <summary>Deploys the app as the user who may do just that.</summary>
    public async Task<DeploymentReport> DeployAsync()
    {
        user ??= await NewKeyAsync();
        using var session = await new SessionFactory(world.Endpoint, TimeProvider.System).OpenAsync(
            user,
            RoleChain.None,
            cicd.Account,
            cicd.Region,
            "test",
            Cancellation
        );
        var deployer = new Deployer(session, world.Endpoint, world, TimeProvider.System, new DeployerOptions());
        return await deployer.DeployAsync(Plan(), Cancellation);
    }

    /// <summary>Changes the Cloud Assembly's manifest.</summary>
    public void EditManifest(Action<JsonObject> edit)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(folder.At("manifest.json")))!.AsObject();
        edit(manifest);
        folder.Write("manifest.json", manifest.ToJsonString());
    }

    /// <summary>Creates stacks in the environment that are not the app's.</summary>
    public async Task CreateOtherStacksAsync(int count)
    {
        using var stacks = new QueryClient(world.Local, "cloudformation", "2010-05-15");
        for (var i = 0; i < count; i++)
            await stacks.CallAsync(
                environment.Account,
                "CreateStack",
                ("StackName", $"other-{i}"),
                ("TemplateBody", Templates.Parameter($"/other/{i}", "1"))
            );
    }

    /// <summary>Lets another account have the staging bucket's name, with a policy that lets everybody in.</summary>
    public async Task HandOverStagingBucketAsync()
    {
        var bucket = $"cdk-hnb659fds-assets-{environment.Account}-{environment.Region}";
        using var own = await world.InAsync(environment);
        using var before = S3(own);
        await before.DeleteBucketAsync(new DeleteBucketRequest { BucketName = bucket }, Cancellation);
        using var other = await world.InAsync(DeploymentWorld.Second);
        using var after = S3(other);
        await after.PutBucketAsync(
            new PutBucketRequest { BucketName = bucket, BucketRegion = S3Region.EUWest1 },
            Cancellation
        );
        var policy = PolicyText.Of([
            new JsonObject
            {
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["AWS"] = environment.Account },
                ["Action"] = "s3:*",
                ["Resource"] = new JsonArray($"arn:aws:s3:::{bucket}", $"arn:aws:s3:::{bucket}/*"),
            },
        ]);
        await after.PutBucketPolicyAsync(
            new PutBucketPolicyRequest { BucketName = bucket, Policy = policy.ToJsonString() },
            Cancellation
        );
    }

    AmazonS3Client S3(Session session) =>
        new(
            session.Credentials,
            world.Endpoint.Configure(new AmazonS3Config { ForcePathStyle = true }, environment.Region)
        );

    /// <summary>Asks the doctor, as an administrator.</summary>
    public Task<DiagnosisReport> DiagnoseAsync()
    {
        var key = world.Server.AdministratorOf(cicd.Account);
        var organization = new RoleLink($"arn:aws:iam::{environment.Account}:role/OrganizationAccountAccessRole");
        return new Doctor(
            new DoctorOptions
            {
                BaseCredentials = new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
                Endpoint = world.Endpoint,
                SessionName = "doctor",
                Cicd = cicd,
                Environments =
                [
                    new DiagnosedEnvironment(Name, environment, $"./build.sh --target=Bootstrap --environment={Name}")
                    {
                        Chains =
                        [
                            new("deploy", RoleChain.None, "credentials.chains.deploy"),
                            new("publish", RoleChain.None, "credentials.chains.publish"),
                            new("bootstrap", new RoleChain([organization]), "credentials.chains.bootstrap"),
                        ],
                    },
                ],
                Assemblies = [new("infra", folder.Path, () => null, "./build.sh --target=Synth --project=infra")],
                Qualifier = "hnb659fds",
            }
        ).RunAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        iam.Dispose();
        folder.Dispose();
        await world.DisposeAsync();
    }

    async Task<BaseCredentials.AccessKey> NewKeyAsync()
    {
        var key = await iam.CallAsync(cicd.Account, "CreateAccessKey", ("UserName", "ci"));
        return new(QueryClient.Text(key, "AccessKeyId"), QueryClient.Text(key, "SecretAccessKey"));
    }

    async Task RequireAsync()
    {
        var options = new RequirementOptions { Cicd = cicd };
        Requirements = await DeploymentRequirements.OfAsync(Plan(), options, Cancellation);
        foreach (var actor in Roles.Append<Actor>(new Actor.Caller()))
            await GrantAsync(actor);
    }

    DeploymentPlan Plan() =>
        DeploymentPlan.Create(
            CloudAssembly.Load(folder.Path).Stacks,
            new DeploymentPlanOptions { SessionAccount = cicd.Account, SessionRegion = cicd.Region }
        );
}
