using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Build.Tests.Deployment.Refusals;
using Build.Tests.LocalAws;
using Build.Tests.Rehearsals;
using Deployment.Assemblies;
using Deployment.Bootstrapping.WebIdentities;
using Deployment.Credentials;
using Diagnosis;
using Diagnosis.Checks;
using Diagnosis.Requirements;
using LocalAws.Identities;
using CloudFormationClient = Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.Diagnosis.Checks;

/// <summary>An environment for each thing that can be withheld, an app with a stack for each of them, and a doctor who looks at all.</summary>
sealed class DiagnosedWorld : IAsyncDisposable
{
    const string Template = """
        {
          "Resources": {
            "Value": {
              "Type": "AWS::SSM::Parameter",
              "Properties": {
                "Name": "/one", "Type": "String", "Value": "{{resolve:secretsmanager:token:SecretString:value}}"
              }
            }
          }
        }
        """;

    static readonly TargetEnvironment cicd = new(LocalWorld.Management, "eu-west-1");

    static readonly WebIdentityOptions outside = new(
        "https://tokens.example.com",
        "sts.amazonaws.com",
        [new("releases", "releases", ["repo:main"], [])]
    );

    readonly DeploymentWorld world;
    BaseCredentials.AccessKey? key;
    readonly TemporaryFolder folder = new();
    readonly IReadOnlyList<(Withheld Withheld, string Account)> environments;

    DiagnosedWorld(DeploymentWorld world, IReadOnlyList<(Withheld, string)> environments) =>
        (this.world, this.environments) = (world, environments);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<DiagnosedWorld> StartAsync(
        IReadOnlyList<Withheld> withheld,
        IReadOnlyList<Withheld.Grant> grants,
        Action<AccessDecision>? decided = null
    )
    {
        var environments = withheld
            .Select((one, index) => (Withheld: one, Account: $"{300000000000 + index}"))
            .ToList();
        var own = new DiagnosedWorld(
            await DeploymentWorld.StartAsync(options =>
                options with
                {
                    Accounts = [LocalWorld.Management, .. environments.Select(one => one.Account)],
                    CloudFormation = new()
                    {
                        FailingResourceTypes = [RefusalTemplates.BrokenType],
                        ResourceDurations = new Dictionary<string, TimeSpan>
                        {
                            [RefusalTemplates.SlowType] = TimeSpan.FromHours(1),
                        },
                    },
                    Decided = decided,
                }
            ),
            environments
        );
        await Task.WhenAll(environments.Select(one => own.MakeAsync(one.Withheld, one.Account, grants)));
        own.WriteAssembly();
        return own;
    }

    /// <summary>All checks, with credentials that are right, or with none.</summary>
    public async Task<IReadOnlyList<CheckResult>> DiagnoseAsync(bool hasCredentials = true)
    {
        key ??= await RefusalCaller.MakeAsync(world, environments.Select(RefusedArn).OfType<string>());
        var report = await new Doctor(
            new DoctorOptions
            {
                BaseCredentials = hasCredentials ? key : key with { Secret = "another" },
                Endpoint = world.Endpoint,
                SessionName = "doctor",
                Cicd = cicd,
                Environments =
                [
                    new("cicd", cicd, "./build.sh --target=Bootstrap --environment=cicd"),
                    .. environments.Where(one => one.Withheld is not Withheld.Setting).Select(Diagnosed),
                ],
                Assemblies = [Assembly("app", folder.Path), Assembly("missing", folder.At("missing"))],
                WebIdentity = outside,
                Qualifier = "hnb659fds",
            }
        ).RunAsync(Cancellation);
        return report.Checks;
    }

    /// <summary>What an environment lacks; the scope itself where it is none.</summary>
    public string NameOf(string scope) =>
        environments.FirstOrDefault(one => scope.Contains(one.Account, StringComparison.Ordinal)).Withheld?.ToString()
        ?? scope;

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await world.DisposeAsync();
    }

    static string? RefusedArn((Withheld Withheld, string Account) one) =>
        one.Withheld is Withheld.Caller caller ? Arn(one.Account, caller.Role) : null;

    static string Arn(string account, string role) => $"arn:aws:iam::{account}:role/{role}";

    static DiagnosedAssembly Assembly(string name, string folder) =>
        new(name, folder, () => null, $"./build.sh --target=Synth --project={name}");

    static DiagnosedEnvironment Diagnosed((Withheld Withheld, string Account) one)
    {
        var account = one.Account;
        var chain =
            one.Withheld is Withheld.Hop
                ? new RoleChain([new($"arn:aws:iam::{LocalWorld.Management}:role/missing-hop")])
                : RoleChain.None;
        return new(account, new(account, "eu-west-1"), $"./build.sh --target=Bootstrap --environment={account}")
        {
            Chains =
            [
                new("lookup", RoleChain.None, "credentials.chains.lookup"),
                new("deploy", chain, "credentials.chains.deploy"),
                new("publish", RoleChain.None, "credentials.chains.publish"),
                .. one.Withheld is Withheld.Hop
                    ? (DiagnosedChain[])[new("bootstrap", chain, "credentials.chains.bootstrap")]
                    : [],
            ],
            Roles = [new(RolePurpose.Lookup, Arn(account, RefusalEnvironment.Lookup), "lookup", true)],
            LeastPrivilegeRole = Arn(account, RefusalEnvironment.Execution),
        };
    }

    /// <summary>All but what is bare: nothing at all is there.</summary>
    async Task MakeAsync(Withheld withheld, string account, IReadOnlyList<Withheld.Grant> grants)
    {
        if (withheld is Withheld.Everything)
            return;
        var environment = new RefusalEnvironment(world, account, world.Session, withheld) { Name = "CDKToolkit" };
        await environment.MakeAsync();
        await environment.RestrictAsync(grants);
        if (withheld is Withheld.App app)
            await CreateAsync(account, app.ResourceType);
    }

    /// <summary>Creates the app's stack by hand; where that fails it is left as it is.</summary>
    async Task CreateAsync(string account, string type)
    {
        using var client = new CloudFormationClient(world.Local, account);
        var template = $$"""{"Resources":{"One":{"Type":"{{type}}"} } }""";
        if (type == RefusalTemplates.BrokenType)
            await client.CreateAsync("One", template, ("OnFailure", "DO_NOTHING"));
        else
            await client.StartAsync("CreateStack", "One", ("TemplateBody", template));
    }

    void WriteAssembly()
    {
        var assembly = new AssemblyFolder(folder.Path, "staging-${AWS::AccountId}")
        {
            Bootstrap = new JsonObject
            {
                ["requiresBootstrapStackVersion"] = 6,
                ["bootstrapStackVersionSsmParameter"] = "/cdk-bootstrap/hnb659fds/version",
            },
        };
        foreach (var (_, account) in environments)
            assembly.AddStack(
                $"One{account}",
                $"aws://{account}/eu-west-1",
                Template,
                Arn(account, RefusalEnvironment.Publish),
                new JsonObject
                {
                    ["stackName"] = "One",
                    ["assumeRoleArn"] = Arn(account, RefusalEnvironment.Deploy),
                    ["assumeRoleExternalId"] = RefusalTemplates.ExternalId,
                    ["cloudFormationExecutionRoleArn"] = Arn(account, RefusalEnvironment.Execution),
                }
            );
        assembly.Write();
    }
}
