using System.Collections.Concurrent;
using LocalAws.CodeBuild.Credentials;
using LocalAws.CodeBuild.Projects;
using LocalAws.CodeBuild.Runs;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.CodeBuild.Builds;

/// <summary>What CodeBuild does with builds; all of it is authorized on the project.</summary>
public sealed class BuildOperations : IAsyncDisposable
{
    readonly AwsServices _services;
    readonly ProjectOperations _projects;
    readonly ContainerCredentials _credentials;
    readonly SemaphoreSlim _machines;
    readonly ConcurrentDictionary<string, RunningBuild> _running = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Task> _removals = new(StringComparer.Ordinal);
    readonly Lock _starting = new();

    internal BuildOperations(AwsServices services, ProjectOperations projects, ContainerCredentials credentials)
    {
        (_services, _projects, _credentials) = (services, projects, credentials);
        _machines = new(services.World.Options.CodeBuild.ConcurrentBuilds);
        foreach (var cell in services.World.Store.Cells(CodeBuildTables.Builds.Name))
            Interrupt(Builds(cell.Account, cell.Region));
    }

    /// <summary>Starts a build: codebuild:StartBuild.</summary>
    public BuildRecord Start(Caller caller, string region, StartBuildRequest request)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        var project = _projects.Demand(caller, region, "codebuild:StartBuild", request.ProjectName);
        return Start(caller, region, project, request);
    }

    /// <summary>Starts a build like an earlier one: codebuild:RetryBuild.</summary>
    public BuildRecord Retry(Caller caller, string region, string id)
    {
        var earlier = Demand(caller, region, "codebuild:RetryBuild", id);
        if (!earlier.IsComplete)
            throw CodeBuildFailures.Invalid($"Build {id} is in progress and cannot be retried");
        return Start(
            caller,
            region,
            earlier.Project,
            new(earlier.Project.Name)
            {
                Pipeline = earlier.Pipeline,
                Initiator = earlier.Pipeline is null ? null : earlier.Initiator,
            }
        );
    }

    /// <summary>Ends a build: codebuild:StopBuild. One that has ended stays as it is.</summary>
    public async Task<BuildRecord> StopAsync(
        Caller caller,
        string region,
        string id,
        CancellationToken cancellationToken
    )
    {
        var build = Demand(caller, region, "codebuild:StopBuild", id);
        Stop(build.Arn);
        return await WaitAsync(build.Arn, cancellationToken);
    }

    /// <summary>Ends a build, its process tree included, whoever asks.</summary>
    public void Stop(string buildArn)
    {
        if (_running.TryGetValue(buildArn, out var running))
            running.End(BuildEnd.Stopped);
    }

    /// <summary>The build when it has ended; the wait can be given up, which leaves the build alone.</summary>
    public async Task<BuildRecord> WaitAsync(string buildArn, CancellationToken cancellationToken)
    {
        if (_running.TryGetValue(buildArn, out var running))
            await running.Task.WaitAsync(cancellationToken);
        return Find(buildArn) ?? throw CodeBuildFailures.NotFound($"Build {buildArn} does not exist");
    }

    /// <summary>The builds of those ids or ARNs, null where there is none: codebuild:BatchGetBuilds on each one's project.</summary>
    public IReadOnlyList<(string Id, BuildRecord? Build)> Get(
        Caller caller,
        string region,
        IReadOnlyList<string> ids
    ) => [.. ids.Select(id => (id, Find(caller, region, "codebuild:BatchGetBuilds", id)))];

    /// <summary>The account's builds, the newest first.</summary>
    public IReadOnlyList<BuildRecord> List(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _services.Authorizer.Demand(
            caller,
            new AccessQuestion("codebuild:ListBuilds", "*", region) { ResourceAccount = caller.Account }
        );
        return Newest(Builds(caller.Account, region).All());
    }

    /// <summary>A project's builds, the newest first.</summary>
    public IReadOnlyList<BuildRecord> ListOf(Caller caller, string region, string projectName)
    {
        var project = _projects.Demand(caller, region, "codebuild:ListBuildsForProject", projectName);
        return Of(project, region);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running.Values)
            running.End(BuildEnd.Interrupted);
        await Task.WhenAll(_running.Values.Select(running => running.Task));
        await Task.WhenAll(_removals.Values);
        _machines.Dispose();
    }

    BuildRecord Start(Caller caller, string region, Project project, StartBuildRequest request)
    {
        lock (_starting)
        {
            var builds = Of(project, region);
            if (
                request.IdempotencyToken is { } token
                && builds.FirstOrDefault(build => build.IdempotencyToken == token) is { } same
            )
                return same;
            if (project.ConcurrentBuildLimit is { } limit && builds.Count(build => !build.IsComplete) >= limit)
                throw new AwsException(
                    "AccountLimitExceededException",
                    $"Cannot have more than {limit} active builds for the project"
                );
            return Begin(BuildPlan.Of(caller, region, project, request, builds.Count + 1, _services.World.Now), region);
        }
    }

    BuildRecord Begin(BuildRecord build, string region)
    {
        foreach (var (arn, _) in _removals.Where(removal => removal.Value.IsCompleted))
            _removals.TryRemove(arn, out _);
        var builds = Builds(Iam.Arns.AccountOf(build.Arn), region);
        builds.Put(build.Id, build);
        var options = _services.World.Options;
        var limit = TimeSpan.FromMinutes(build.Project.TimeoutInMinutes);
        var running = new RunningBuild(
            limit < options.CodeBuild.LongestBuild ? limit : options.CodeBuild.LongestBuild,
            options.Clock
        );
        var progress = Progress(build, builds);
        _running[build.Arn] = running;
        running.Start(async () =>
        {
            var status = BuildStatus.Fault;
            var run = new BuildRun(_services, _credentials, progress, _machines, () => running.Reason, running.Token);
            try
            {
                await using (run)
                    status = await run.RunAsync();
            }
            finally
            {
                progress.Complete(status);
                _removals[build.Arn] = Task.Run(run.RemoveFolder);
                _running.TryRemove(build.Arn, out _);
            }
        });
        return build;
    }

    BuildRecord Demand(Caller caller, string region, string action, string id) =>
        Find(caller, region, action, id) ?? throw CodeBuildFailures.NotFound($"Build {id} does not exist");

    BuildRecord? Find(Caller caller, string region, string action, string id)
    {
        var arn = id.StartsWith("arn:", StringComparison.Ordinal)
            ? id
            : $"arn:{Partitions.Of(region)}:codebuild:{region}:{caller.Account}:build/{id}";
        if (arn.Split('/', 2) is not [_, var plain] || arn.Split(':').Length < 7)
            throw CodeBuildFailures.Invalid($"Invalid build ID or ARN provided: {id}");
        var project = $"{arn[..arn.IndexOf(":build/", StringComparison.Ordinal)]}:project/{plain.Split(':')[0]}";
        _projects.DemandOn(caller, region, action, project);
        return Find(arn);
    }

    BuildRecord? Find(string arn) =>
        _services.World.HasAccount(Iam.Arns.AccountOf(arn))
            ? Builds(Iam.Arns.AccountOf(arn), Iam.Arns.RegionOf(arn))
                .Find(arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..])
            : null;

    List<BuildRecord> Of(Project project, string region) =>
        Newest(
            Builds(Iam.Arns.AccountOf(project.Arn), region)
                .Range(project.Name + ":", after: null, int.MaxValue)
                .Select(pair => pair.Value)
        );

    static List<BuildRecord> Newest(IEnumerable<BuildRecord> builds) =>
        [.. builds.OrderByDescending(build => build.Started).ThenByDescending(build => build.Number)];

    Table<BuildRecord> Builds(string account, string region) =>
        _services.World.Table(CodeBuildTables.Builds, account, region);

    BuildProgress Progress(BuildRecord build, Table<BuildRecord> builds) =>
        new(build, builds, () => _services.World.Now, _services.World.Options.CodeBuild.Changed);

    /// <summary>What was under way when the process ended is not any longer.</summary>
    void Interrupt(Table<BuildRecord> builds)
    {
        foreach (var build in builds.All().Where(build => !build.IsComplete))
        {
            var progress = Progress(build, builds);
            if (progress.Phase is not null)
                progress.End(BuildStatus.Fault, BuildRun.Interruption);
            progress.Complete(BuildStatus.Fault);
        }
    }
}
