using System.Text.RegularExpressions;
using LocalAws.CodeBuild.Builds;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.CodeBuild.Projects;

/// <summary>What CodeBuild does with projects.</summary>
public sealed partial class ProjectOperations
{
    const string Service = "codebuild.amazonaws.com";
    static readonly string[] _sourceTypes =
    [
        "CODEPIPELINE",
        "S3",
        "NO_SOURCE",
        "CODECOMMIT",
        "GITHUB",
        "GITHUB_ENTERPRISE",
        "BITBUCKET",
        "GITLAB",
        "GITLAB_SELF_MANAGED",
    ];
    readonly AwsServices _services;

    internal ProjectOperations(AwsServices services) => _services = services;

    /// <summary>Makes a project: codebuild:CreateProject, and iam:PassRole on the service role, which has to trust CodeBuild.</summary>
    /// <param name="project">Whose ARN and times do not count yet.</param>
    public Project Create(Caller caller, string region, Project project)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(project);
        var made = project with
        {
            Arn = ArnOf(caller.Account, region, project.Name),
            Created = _services.World.Now,
            Changed = _services.World.Now,
        };
        _services.Authorizer.Demand(
            caller,
            new AccessQuestion("codebuild:CreateProject", made.Arn, region).WithRequestTags(made.Tags)
        );
        if (!Name().IsMatch(project.Name))
            throw CodeBuildFailures.Invalid("Project name must match [A-Za-z0-9][A-Za-z0-9\\-_]{1,149}");
        Check(made);
        PassRole(caller, region, made);
        return Projects(caller.Account, region).TryAdd(made.Name, made)
            ? made
            : throw CodeBuildFailures.Exists($"Project already exists: {made.Arn}");
    }

    /// <summary>Changes a project to what is given: codebuild:UpdateProject.</summary>
    public Project Update(Caller caller, string region, string name, Func<Project, Project> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var present = Demand(caller, region, "codebuild:UpdateProject", name);
        var changed = change(present) with
        {
            Name = present.Name,
            Arn = present.Arn,
            Created = present.Created,
            Changed = _services.World.Now,
        };
        Check(changed);
        if (changed.ServiceRole != present.ServiceRole)
            PassRole(caller, region, changed);
        Projects(Iam.Arns.AccountOf(present.Arn), region).Put(present.Name, changed);
        return changed;
    }

    /// <summary>Deletes a project with its builds; one that is not there is as good as deleted, as on AWS.</summary>
    public bool Delete(Caller caller, string region, string name)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var arn = ArnOf(caller.Account, region, name);
        DemandOn(caller, region, "codebuild:DeleteProject", arn);
        if (Projects(caller.Account, region).Remove(PlainName(name)) is null)
            return false;
        var builds = _services.World.Table(CodeBuildTables.Builds, caller.Account, region);
        foreach (var (key, build) in builds.Range($"{PlainName(name)}:", after: null, int.MaxValue))
        {
            if (build.IsComplete)
                builds.Remove(key);
        }
        return true;
    }

    /// <summary>The projects of those names or ARNs; null where there is none.</summary>
    public IReadOnlyList<(string Name, Project? Project)> Get(
        Caller caller,
        string region,
        IReadOnlyList<string> names
    ) => [.. names.Select(name => (name, Find(caller, region, "codebuild:BatchGetProjects", name)))];

    /// <summary>The account's projects, in the order of their names.</summary>
    public IReadOnlyList<Project> List(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _services.Authorizer.Demand(
            caller,
            new AccessQuestion("codebuild:ListProjects", "*", region) { ResourceAccount = caller.Account }
        );
        return Projects(caller.Account, region).All();
    }

    /// <summary>Whether there is a project of that name.</summary>
    internal bool Exists(string account, string region, string name) =>
        Projects(account, region).Find(PlainName(name)) is not null;

    /// <summary>The project of a name or ARN, if the caller may do the action with it.</summary>
    internal Project Demand(Caller caller, string region, string action, string nameOrArn) =>
        Find(caller, region, action, nameOrArn)
        ?? throw CodeBuildFailures.NotFound($"Project cannot be found: {ArnOf(caller.Account, region, nameOrArn)}");

    /// <summary>Asks whether the caller may do the action on the project of that ARN; says which it is, where there is one.</summary>
    internal Project? DemandOn(Caller caller, string region, string action, string arn)
    {
        var account = Iam.Arns.AccountOf(arn);
        var found =
            Iam.Arns.RegionOf(arn) == region && _services.World.HasAccount(account)
                ? Projects(account, region).Find(PlainName(arn))
                : null;
        _services.Authorizer.Demand(
            caller,
            new AccessQuestion(action, arn, region).WithResourceTags(found?.Tags ?? new Dictionary<string, string>())
        );
        return found;
    }

    Project? Find(Caller caller, string region, string action, string nameOrArn) =>
        DemandOn(caller, region, action, ArnOf(caller.Account, region, nameOrArn));

    static string ArnOf(string account, string region, string nameOrArn) =>
        (nameOrArn.Split(':') is ["arn", _, "codebuild", ..])
            ? nameOrArn
            : $"arn:{Partitions.Of(region)}:codebuild:{region}:{account}:project/{nameOrArn}";

    static string PlainName(string nameOrArn) => nameOrArn[(nameOrArn.LastIndexOf('/') + 1)..];

    static void Check(Project project)
    {
        if (!_sourceTypes.Contains(project.Source.Type))
            throw CodeBuildFailures.Invalid($"Invalid project source: type {project.Source.Type} is not supported");
        if (project.Artifacts.Type is not ("CODEPIPELINE" or "S3" or "NO_ARTIFACTS"))
            throw CodeBuildFailures.Invalid($"Invalid artifacts: type {project.Artifacts.Type} is not supported");
        if (project.Environment is { Type: "" } or { Image: "" } or { ComputeType: "" })
            throw CodeBuildFailures.Invalid("Invalid environment: type, image and computeType are required");
        if (project.Source.Type == "CODEPIPELINE" != (project.Artifacts.Type == "CODEPIPELINE"))
            throw CodeBuildFailures.Invalid("Source and artifacts have to be of type CODEPIPELINE both, or neither");
        if (project.Source is { Type: "NO_SOURCE", Buildspec: null or "" })
            throw CodeBuildFailures.Invalid("Invalid project source: buildspec is required for source type NO_SOURCE");
        if (project.Artifacts is { Type: "S3", Location: null or "" })
            throw CodeBuildFailures.Invalid("Invalid artifacts: location is required for artifacts of type S3");
        if (project.TimeoutInMinutes is < 5 or > 2160)
            throw CodeBuildFailures.Invalid("Invalid timeout: must be between 5 and 2160 minutes");
        if (project.SecondarySources.Any(source => source.Identifier is null or ""))
            throw CodeBuildFailures.Invalid("Invalid secondary source: sourceIdentifier is required");
        if (project.SecondaryArtifacts.Any(artifacts => artifacts.Identifier is null or ""))
            throw CodeBuildFailures.Invalid("Invalid secondary artifacts: artifactIdentifier is required");
    }

    void PassRole(Caller caller, string region, Project project)
    {
        var role = project.ServiceRole;
        _services.Authorizer.DemandPassRole(caller, region, role, Service);
        try
        {
            _services.Sts.AssumeRoleAsService(Service, region, role, "AWSCodeBuild", project.AsSource);
        }
        catch (AwsException)
        {
            throw CodeBuildFailures.Invalid($"CodeBuild is not authorized to perform: sts:AssumeRole on {role}");
        }
    }

    Table<Project> Projects(string account, string region) =>
        _services.World.Table(CodeBuildTables.Projects, account, region);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
