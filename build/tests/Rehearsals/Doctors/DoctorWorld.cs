using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Deployment.Credentials;
using LocalAws;
using LocalAws.Faults;
using Rehearsal;
using Settings;
using Steps.Worlds;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>A local AWS as if it were AWS itself, with an environment for each name, an account each, and the program beside it.</summary>
sealed class DoctorWorld : IAsyncDisposable
{
    public const string Region = "eu-west-1";

    /// <summary>The organization that all accounts are in.</summary>
    public const string Organization = "o-a1b2c3d4e5";

    const string Template = "infra/node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml";

    readonly TemporaryFolder state = new();
    readonly IReadOnlyList<string> names;
    readonly string stateFolder;

    DoctorWorld(IReadOnlyList<string> names, bool isRehearsed)
    {
        this.names = names;
        stateFolder = isRehearsed ? Root.At(RunWorld.LocalAwsFolder) : state.At("state");
    }

    /// <summary>CDK's own bootstrap template, null where the CDK CLI is not installed.</summary>
    public static string? BootstrapTemplateFile { get; } =
        Path.Combine(RepositoryRoot.Find(), Template) is { } file && File.Exists(file) ? file : null;

    public LocalWorld World { get; private set; } = null!;

    /// <summary>The repository that the program works on.</summary>
    public TemporaryFolder Root { get; } = new();

    /// <summary>The service control policies that the world has from its next start on.</summary>
    public List<ServiceControlPolicy> OrganizationPolicies { get; init; } = [];

    /// <summary>What goes wrong in the world from its next start on.</summary>
    public FaultOptions Faults { get; set; } = new();

    public JsonObject Settings { get; private set; } = [];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<DoctorWorld> StartAsync(
        IReadOnlyList<string> names,
        params ServiceControlPolicy[] policies
    )
    {
        var world = new DoctorWorld(names, isRehearsed: false) { OrganizationPolicies = [.. policies] };
        await world.FillAsync();
        return world;
    }

    /// <summary>The same as the local AWS that the program's own rehearsals have, once this process has closed it.</summary>
    public static async Task<DoctorWorld> StartRehearsedAsync(
        IReadOnlyList<string> names,
        params ServiceControlPolicy[] policies
    )
    {
        var world = new DoctorWorld(names, isRehearsed: true) { OrganizationPolicies = [.. policies] };
        await world.FillAsync();
        world.Settings["localAws"] = DoctorApp.LocalAws(policies);
        return world;
    }

    async Task FillAsync()
    {
        await RestartAsync();
        Settings = DoctorApp.Settings(names.Select(name => (name, AccountOf(name))));
        DoctorApp.Write(Root.At("infra/cdk.out"), names.Select(name => (name, AccountOf(name))));
        Root.Write(Template, await File.ReadAllTextAsync(BootstrapTemplateFile!, Cancellation));
    }

    public string AccountOf(string name) =>
        name == "cicd" ? LocalWorld.Management : $"{200000000001 + names.ToList().IndexOf(name)}";

    public TargetEnvironment TargetOf(string name) => new(AccountOf(name), Region);

    /// <summary>The ARN of a bootstrap role of an environment, by its name's middle: deploy-role ...</summary>
    public string RoleOf(string name, string role) => $"arn:aws:iam::{AccountOf(name)}:role/{NameOf(name, role)}";

    public string NameOf(string name, string role) => $"cdk-hnb659fds-{role}-{AccountOf(name)}-{Region}";

    /// <summary>The same state under other service control policies, as an organization's administrator changes them.</summary>
    public async Task RestartAsync()
    {
        if (World is not null)
            await World.DisposeAsync();
        World = await LocalWorld.StartAsync(options =>
            options with
            {
                Accounts = [LocalWorld.Management, .. names.Select(AccountOf)],
                StateDirectory = stateFolder,
                OrganizationId = Organization,
                ServiceControlPolicies = [.. OrganizationPolicies],
                Faults = Faults,
            }
        );
    }

    public ProgramRun Run(params string[] arguments) => RunAs(LocalWorld.Management, arguments);

    /// <summary>As an account's administrator.</summary>
    public ProgramRun RunAs(string account, params string[] arguments)
    {
        var key = World.Server.AdministratorOf(account);
        using var program = new BuildProgram(Root.Path)
        {
            Settings = Settings.ToJsonString(),
            Variables = new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = World.Server.Endpoint.ToString(),
                ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
                ["AWS_CONFIG_FILE"] = "/no/config",
                ["AWS_SHARED_CREDENTIALS_FILE"] = "/no/credentials",
                ["AWS_EC2_METADATA_DISABLED"] = "true",
            },
        };
        // What a target depends on is Cake's matter, and installs packages.
        return program.Run([.. arguments, "--exclusive"]);
    }

    /// <summary>Ends this process's part in the world, so that the program may have it.</summary>
    public ValueTask CloseAsync() => World.DisposeAsync();

    /// <summary>Runs a target in the program's own local AWS, or in the one that is served.</summary>
    public ProgramRun Rehearse(params string[] arguments)
    {
        using var program = Rehearsal();
        return program.Run([.. arguments, "--local", "--exclusive"]);
    }

    /// <summary>The program as somebody without any credentials starts it.</summary>
    public BuildProgram Rehearsal() =>
        new(Root.Path)
        {
            Settings = Settings.ToJsonString(),
            Variables = new Dictionary<string, string>
            {
                ["AWS_CONFIG_FILE"] = "/no/config",
                ["AWS_SHARED_CREDENTIALS_FILE"] = "/no/credentials",
                ["AWS_EC2_METADATA_DISABLED"] = "true",
            },
        };

    /// <summary>Bootstraps an environment otherwise than the settings have it.</summary>
    public async Task BootstrapAsync(
        string name,
        Func<BootstrapOptions, BootstrapOptions> change,
        Func<string, string>? edit = null
    )
    {
        var file = state.Write($"{name}.yaml", edit?.Invoke(await TemplateAsync()) ?? await TemplateAsync());
        var template = await BootstrapTemplate.LoadAsync(file, Cancellation);
        var endpoint = new AwsEndpoint(World.Server.Endpoint);
        var key = World.Server.AdministratorOf(LocalWorld.Management);
        using var session = await new SessionFactory(endpoint, TimeProvider.System).OpenAsync(
            new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
            new RoleChain([new RoleLink($"arn:aws:iam::{AccountOf(name)}:role/OrganizationAccountAccessRole")]),
            AccountOf(name),
            Region,
            "test",
            Cancellation
        );
        var options = change(
            new BootstrapOptions
            {
                TrustedAccounts = [LocalWorld.Management],
                TrustedAccountsForLookup = [LocalWorld.Management],
                ExecutionPolicies = ["arn:aws:iam::aws:policy/AdministratorAccess"],
            }
        );
        await new Bootstrapper(
            session,
            endpoint,
            new Progress<DeploymentEvent>(),
            TimeProvider.System,
            options
        ).BootstrapAsync(template, TargetOf(name), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        state.Dispose();
        Root.Dispose();
    }

    static Task<string> TemplateAsync() => File.ReadAllTextAsync(BootstrapTemplateFile!, Cancellation);
}
