using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Build.Tests.Deployment.Refusals;
using Build.Tests.LocalAws;
using Build.Tests.Rehearsals;
using Deployment.Credentials;
using Diagnosis;
using Diagnosis.Checks;
using Diagnosis.Requirements;
using LocalAws.Identities;

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

    readonly DeploymentWorld world;
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
                    Decided = decided,
                }
            ),
            environments
        );
        await Task.WhenAll(environments.Select(one => own.MakeAsync(one.Withheld, one.Account, grants)));
        own.WriteAssembly();
        return own;
    }

    /// <summary>The checks of each environment, by what it lacks; null: of none.</summary>
    public async Task<ILookup<Withheld?, CheckResult>> DiagnoseAsync()
    {
        var report = await new Doctor(
            new DoctorOptions
            {
                BaseCredentials = await RefusalCaller.MakeAsync(
                    world,
                    environments.Select(RefusedArn).OfType<string>()
                ),
                Endpoint = world.Endpoint,
                SessionName = "doctor",
                Cicd = new(LocalWorld.Management, "eu-west-1"),
                Environments = [.. environments.Select(one => Diagnosed(one.Account))],
                Assemblies = [new("app", folder.Path, () => null, "./build.sh --target=Synth")],
                Qualifier = "hnb659fds",
            }
        ).RunAsync(Cancellation);
        return report.Checks.ToLookup(check =>
            environments.FirstOrDefault(one => one.Account == check.Scope).Withheld is { } withheld ? withheld : null
        );
    }

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await world.DisposeAsync();
    }

    static string? RefusedArn((Withheld Withheld, string Account) one) =>
        one.Withheld is Withheld.Caller caller ? Arn(one.Account, caller.Role) : null;

    static string Arn(string account, string role) => $"arn:aws:iam::{account}:role/{role}";

    static DiagnosedEnvironment Diagnosed(string account) =>
        new(account, new(account, "eu-west-1"), $"./build.sh --target=Bootstrap --environment={account}")
        {
            Chains =
            [
                new("lookup", RoleChain.None, "credentials.chains.lookup"),
                new("deploy", RoleChain.None, "credentials.chains.deploy"),
                new("publish", RoleChain.None, "credentials.chains.publish"),
            ],
            Roles = [new(RolePurpose.Lookup, Arn(account, RefusalEnvironment.Lookup), "lookup", true)],
            LeastPrivilegeRole = Arn(account, RefusalEnvironment.Execution),
        };

    /// <summary>All but what is bare: nothing at all is there.</summary>
    async Task MakeAsync(Withheld withheld, string account, IReadOnlyList<Withheld.Grant> grants)
    {
        if (withheld is Withheld.Everything)
            return;
        var environment = new RefusalEnvironment(world, account, world.Session, withheld) { Name = "CDKToolkit" };
        await environment.MakeAsync();
        await environment.RestrictAsync(grants);
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
