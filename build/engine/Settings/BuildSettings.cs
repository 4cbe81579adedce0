using System.Text.Json.Nodes;
using Deployment.Assemblies;
using Settings.Projects;

namespace Settings;

/// <summary>What build/settings.json says: the one place where accounts, regions and roles are written down.</summary>
/// <param name="Qualifier">The qualifier of CDK's bootstrap resources.</param>
/// <param name="Cicd">The account and region that the pipeline lives in and that deployments start from.</param>
public sealed record BuildSettings(
    string Qualifier,
    CicdSettings Cicd,
    IReadOnlyList<EnvironmentSettings> Environments,
    RoleSettings Roles,
    CredentialSettings Credentials,
    BootstrapSettings Bootstrap,
    SourceSettings Source,
    PipelineSettings Pipeline
)
{
    /// <summary>The id of the organization that all accounts are in; null where none is named.</summary>
    public string? Organization { get; init; }

    /// <summary>The CDK apps, in the order in which they are deployed.</summary>
    public IReadOnlyList<Project> Projects { get; init; } = Project.Defaults;

    /// <summary>The project whose app is the pipeline; null where there is none, or where another system than CodePipeline releases.</summary>
    public Project? PipelineProject =>
        Projects.FirstOrDefault(project => project is { Releases: true, HasAssembly: true });

    /// <summary>The projects that the pipeline releases, in their order; none where there is no pipeline.</summary>
    public IReadOnlyList<Project> ReleasedProjects =>
        PipelineProject is null
            ? []
            : [.. Projects.Where(project => Pipeline.ProjectsOf(Projects).Contains(project.Name))];

    /// <summary>What exists and what is forbidden in the local AWS, besides its accounts.</summary>
    public LocalAwsSettings LocalAws { get; init; } = new();

    /// <summary>Every account that is named, the CI/CD account first.</summary>
    public IReadOnlyList<string> Accounts =>
        [.. Environments.Select(environment => environment.Account).Prepend(Cicd.Account).Distinct()];

    /// <summary>The CI/CD environment and the others, each account and region once; an environment there goes before the nameless one.</summary>
    public IReadOnlyList<EnvironmentSettings> AllEnvironments =>
        [
            Environments.FirstOrDefault(IsCicd) is { } own
                ? own with
                {
                    Bootstrap = own.Bootstrap.Over(Cicd.Bootstrap),
                    Parameters = Cicd
                        .Parameters.Where(parameter => !own.Parameters.ContainsKey(parameter.Key))
                        .Concat(own.Parameters)
                        .ToDictionary(StringComparer.Ordinal),
                }
                : Cicd.AsEnvironment,
            .. Environments.Where(environment => !IsCicd(environment)),
        ];

    /// <summary>The name of an environment; null where it has none.</summary>
    public string? NameOf(TargetEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return AllEnvironments
            .FirstOrDefault(one => (one.Account, one.Region) == (environment.Account, environment.Region))
            ?.Name;
    }

    /// <summary>What <c>--environment=</c> takes: the names of the environments, and one for the CI/CD account's, which may have its own besides.</summary>
    public IReadOnlyList<string> EnvironmentNames =>
        [.. AllEnvironments.Select(environment => environment.Name).Prepend(CicdSettings.Name).Distinct()];

    /// <summary>The environments of those names; all of them where none is given.</summary>
    public IReadOnlyList<EnvironmentSettings> EnvironmentsOf(IReadOnlyCollection<string> names) =>
        [
            .. AllEnvironments.Where(environment =>
                names.Count == 0
                || names.Contains(environment.Name)
                || (IsCicd(environment) && names.Contains(CicdSettings.Name))
            ),
        ];

    bool IsCicd(EnvironmentSettings environment) =>
        (environment.Account, environment.Region) == (Cicd.Account, Cicd.Region);
}

public sealed record CicdSettings(string Account, string Region)
{
    /// <summary>What <c>--environment=</c> always takes for the CI/CD account.</summary>
    public const string Name = "cicd";

    /// <summary>How bootstrapping it differs from the others.</summary>
    public BootstrapSettings Bootstrap { get; init; } = new();

    /// <summary>Values for parameters of its stacks, by [Stack:]Key.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public EnvironmentSettings AsEnvironment =>
        new(Name, Account, Region) { Bootstrap = Bootstrap, Parameters = Parameters };
}

/// <param name="Name">What <c>--environment=</c> takes.</param>
public sealed record EnvironmentSettings(string Name, string Account, string Region)
{
    /// <summary>What the names of its stacks begin with.</summary>
    public string StackPrefix { get; init; } = Name;

    /// <summary>The names of the projects that go there; null: all.</summary>
    public IReadOnlyList<string>? Projects { get; init; }

    /// <summary>The values of each project there, by its name: those for every environment, and its own over them.</summary>
    public IReadOnlyDictionary<string, JsonObject> Values { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>Whether the waves of the pipeline have to release it.</summary>
    public bool IsReleased { get; init; } = true;

    /// <summary>The role chains that differ from the others'.</summary>
    public PurposeChains Chains { get; init; } = new();

    /// <summary>How bootstrapping it differs from the others.</summary>
    public BootstrapSettings Bootstrap { get; init; } = new();

    /// <summary>Values for parameters of its stacks, by [Stack:]Key.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a project goes there.</summary>
    public bool Has(Project project) => Projects?.Contains(project.Name) ?? true;

    public override string ToString() => $"{Name} (aws://{Account}/{Region})";
}

/// <summary>Role names or ARNs with the placeholders {qualifier}, {account}, {region} and {partition}.</summary>
public sealed record RoleSettings(
    string Deploy,
    string FilePublishing,
    string ImagePublishing,
    string Lookup,
    string CloudFormationExecution,
    string ReadOnly
);
