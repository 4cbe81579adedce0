using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using LocalAws;

namespace Build.Tests.Deployment;

/// <summary>A local AWS, a session in its management account, and a deployer with all that it reports.</summary>
public sealed class DeploymentWorld : IAsyncDisposable, IProgress<DeploymentEvent>
{
    static readonly RoleReference organizationRole = new(
        "arn:aws:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole"
    );

    readonly LocalWorld world;
    readonly string folder = Directory.CreateTempSubdirectory().FullName;
    readonly List<DeploymentEvent> events = [];

    DeploymentWorld(LocalWorld world, Session session) => (this.world, Session) = (world, session);

    public static readonly TargetEnvironment First = new(LocalWorld.First, "eu-west-1");
    public static readonly TargetEnvironment Second = new(LocalWorld.Second, "us-east-1");

    public Session Session { get; }

    public LocalWorld Local => world;

    public LocalAwsServer Server => world.Server;

    public AwsEndpoint Endpoint => new(world.Server.Endpoint);

    public IReadOnlyList<DeploymentEvent> Events
    {
        get
        {
            lock (events)
                return [.. events];
        }
    }

    public static async Task<DeploymentWorld> StartAsync(Func<LocalAwsOptions, LocalAwsOptions>? change = null)
    {
        var world = await LocalWorld.StartAsync(change);
        return new DeploymentWorld(world, await OpenAsync(world, LocalWorld.Management, RoleChain.None));
    }

    /// <summary>A session in an account, by the role that the management account may assume there.</summary>
    public Task<Session> InAsync(TargetEnvironment environment) =>
        OpenAsync(
            world,
            environment.Account,
            new RoleChain([new RoleLink($"arn:aws:iam::{environment.Account}:role/OrganizationAccountAccessRole")])
        );

    public StackArtifact Stack(string id, TargetEnvironment environment, string template, params string[] dependencies)
    {
        var file = Path.Combine(folder, $"{id}.template.json");
        File.WriteAllText(file, template);
        return new StackArtifact
        {
            ArtifactId = id,
            HierarchicalId = id,
            StackName = id,
            Environment = environment,
            TemplateFile = file,
            DeployRole = organizationRole,
            Dependencies = dependencies,
        };
    }

    public static DeploymentPlan Plan(params StackArtifact[] stacks) =>
        DeploymentPlan.Create(
            stacks,
            new DeploymentPlanOptions { SessionAccount = LocalWorld.Management, SessionRegion = "eu-west-1" }
        );

    public Deployer Deployer(DeployerOptions? options = null) =>
        new(Session, Endpoint, this, TimeProvider.System, options ?? new DeployerOptions());

    public Task<DeploymentReport> DeployAsync(params StackArtifact[] stacks) =>
        Deployer().DeployAsync(Plan(stacks), TestContext.Current.CancellationToken);

    public void Report(DeploymentEvent value)
    {
        lock (events)
            events.Add(value);
    }

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await world.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    static Task<Session> OpenAsync(LocalWorld world, string account, RoleChain chain)
    {
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        return new SessionFactory(new AwsEndpoint(world.Server.Endpoint), TimeProvider.System).OpenAsync(
            new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
            chain,
            account,
            "eu-west-1",
            "test",
            TestContext.Current.CancellationToken
        );
    }
}
