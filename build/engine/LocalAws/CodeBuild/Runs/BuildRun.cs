using System.Diagnostics;
using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Buildspecs;
using LocalAws.CodeBuild.Credentials;
using LocalAws.CodeBuild.Sandboxes;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Runs;

/// <summary>One build from its queue to its end, phase after phase as "Build phase transitions" in the CodeBuild User Guide says.</summary>
sealed class BuildRun(
    AwsServices services,
    ContainerCredentials credentials,
    BuildProgress progress,
    SemaphoreSlim machines,
    Func<BuildEnd> end,
    CancellationToken cancellationToken
) : IAsyncDisposable
{
    readonly CodeBuildOptions _options = services.World.Options.CodeBuild;
    readonly LogMask _mask = new();
    readonly HashSet<string> _secrets = new(StringComparer.Ordinal);
    BuildLogWriter? _log;
    Sandbox? _sandbox;
    ContainerCredentials.Grant? _grant;
    ShellSession? _shell;
    BuildCache? _cache;
    Action? _remove;
    Buildspec _buildspec = new();
    Caller? _role;
    bool _failed;

    BuildRecord Build => progress.Build;

    string Region => Iam.Arns.RegionOf(Build.Arn);

    /// <summary>Runs the build and says with which status it ends; never fails itself.</summary>
    public async Task<string> RunAsync()
    {
        progress.Begin("SUBMITTED");
        progress.End(BuildStatus.Succeeded);
        try
        {
            return await InTurnAsync();
        }
        catch (Exception error)
            when (!cancellationToken.IsCancellationRequested && error is not Worlds.StateNotWritableException)
        {
            services.World.Options.Log($"A defect of the local CodeBuild in {Build.Arn}: {error}");
            if (progress.Phase is not null)
                progress.End(BuildStatus.Fault, new PhaseContext("INTERNAL_ERROR", error.Message));
            return BuildStatus.Fault;
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            return Interrupt();
        }
    }

    /// <summary>Ends the log and takes the folder away; nobody need wait for <see cref="RemoveFolder"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        _grant?.Dispose();
        _shell?.Dispose();
        if (_log is not null)
            await _log.DisposeAsync();
        if (_sandbox is { } sandbox && !_options.KeepsSandboxes)
            Try(sandbox, () => _remove = sandbox.Retire());
    }

    /// <summary>Removes what was in the folder, which takes a while where packages were installed.</summary>
    public void RemoveFolder()
    {
        if (_remove is not null)
            Try(_sandbox!, _remove);
    }

    async Task<string> InTurnAsync()
    {
        progress.Begin("QUEUED");
        await machines.WaitAsync(cancellationToken);
        try
        {
            progress.End(BuildStatus.Succeeded);
            await RunPhasesAsync();
            return _failed ? BuildStatus.Failed : BuildStatus.Succeeded;
        }
        finally
        {
            // What it left running goes before the next one gets its turn.
            if (_shell is not null)
                await _shell.EndAsync();
            machines.Release();
        }
    }

    async Task RunPhasesAsync()
    {
        if (
            !await PhaseAsync("PROVISIONING", ProvisionAsync)
            || !await PhaseAsync("DOWNLOAD_SOURCE", DownloadAsync)
            || !await RunCommandsAsync()
        )
        {
            await PhaseAsync("FINALIZING", () => Task.CompletedTask);
            return;
        }
        await PhaseAsync("UPLOAD_ARTIFACTS", UploadAsync);
        await PhaseAsync("FINALIZING", FinalizeAsync);
    }

    /// <summary>The phases with commands; false where the build is over.</summary>
    async Task<bool> RunCommandsAsync()
    {
        foreach (var name in BuildspecReader.PhaseNames)
        {
            var phase = _buildspec.Phases.GetValueOrDefault(name);
            var succeeding = !_failed;
            if (await PhaseAsync(name.ToUpperInvariant(), () => RunAsync(phase)))
                continue;
            if (phase!.ContinuesOnFailure == true)
                _failed = !succeeding;
            else if (phase.ContinuesOnFailure == false || name is "install" or "pre_build")
                return false;
        }
        return true;
    }

    async Task<bool> PhaseAsync(string name, Func<Task> work)
    {
        progress.Begin(name);
        _log?.Say($"Entering phase {name}");
        try
        {
            await work();
            progress.End(BuildStatus.Succeeded);
            Tell(name, BuildStatus.Succeeded, "", "");
            return true;
        }
        catch (PhaseException error)
        {
            _failed = true;
            var context = error.Context with { Message = _mask.Apply(error.Message) };
            progress.End(BuildStatus.Failed, context);
            Tell(name, BuildStatus.Failed, context.Code, context.Message);
            return false;
        }
    }

    void Tell(string phase, string state, string code, string message)
    {
        _log?.Say($"Phase complete: {phase} State: {state}");
        _log?.Say($"Phase context status code: {code} Message: {message}");
    }

    Task ProvisionAsync()
    {
        var project = Build.Project;
        if (project.Environment.Type.StartsWith("WINDOWS", StringComparison.Ordinal) || OperatingSystem.IsWindows())
            throw new PhaseException(
                "CLIENT_ERROR",
                "The local CodeBuild runs the commands of Unix shells on Unix only."
            );
        try
        {
            var session = "AWSCodeBuild-" + Build.Id.Split(':')[1];
            _role = services.Sts.AssumeRoleAsService(
                "codebuild.amazonaws.com",
                Region,
                project.ServiceRole,
                session,
                project.AsSource
            );
        }
        catch (AwsException error)
        {
            throw new PhaseException(
                "ACCESS_DENIED",
                $"CodeBuild is not authorized to perform: sts:AssumeRole on service role {project.ServiceRole}. {error.Message}"
            );
        }
        ImagePull.Demand(services.Authorizer, _role, project.Environment);
        _log = BuildLogWriter.Open(
            services.Logs,
            _role,
            Region,
            Build.Log,
            _mask,
            () => services.World.Now,
            line => _options.Log(Build.Arn, line)
        );
        _sandbox = Sandbox.Create(_options);
        _grant = credentials.Issue(_role, Region, Build.Project.AsSource);
        return Task.CompletedTask;
    }

    async Task DownloadAsync()
    {
        var storage = new BuildStorage(services.S3, _role!, Region);
        await new SourceDownload(storage, _sandbox!).RunAsync(Build, cancellationToken);
        _buildspec = await BuildspecAsync();
        var variables = new SecretVariables(services, _role!, Region, _mask).Resolve(
            _buildspec,
            Build.Project.Environment.Variables,
            _secrets
        );
        _mask.Hide(_grant!.Token);
        var environment = BuildEnvironment.Of(
            Build,
            _sandbox!,
            _options,
            Region,
            services.World.Endpoint,
            _grant.Variables(services.World.Endpoint).Concat(variables)
        );
        _shell = new ShellSession(_sandbox!, environment, _buildspec.Shell, _log!.Write)
        {
            IsolatesCommands = _buildspec.IsolatesCommands,
        };
        _cache = new(storage, _sandbox!, _options, _log.Say);
        await _cache.RestoreAsync(Build, _buildspec, cancellationToken);
    }

    async Task<Buildspec> BuildspecAsync()
    {
        var given = Build.Project.Source.Buildspec;
        try
        {
            if (given?.Contains('\n', StringComparison.Ordinal) == true || given?.TrimStart().StartsWith('{') == true)
                return BuildspecReader.Read(given);
            var path = Path.Combine(_sandbox!.Source, given is null or "" ? "buildspec.yml" : given);
            return File.Exists(path)
                ? BuildspecReader.Read(await File.ReadAllTextAsync(path, cancellationToken))
                : throw new BuildspecException("YAML file does not exist");
        }
        catch (BuildspecException error)
        {
            throw new PhaseException("YAML_FILE_ERROR", error.Message);
        }
    }

    /// <summary>The commands of a phase, and in any case those that finally run.</summary>
    async Task RunAsync(BuildspecPhase? phase)
    {
        if (phase is null)
            return;
        foreach (var (runtime, version) in phase.RuntimeVersions)
            _log!.Say($"Runtime {runtime} {version} is asked for; the machine's own is used");
        _shell!.IsSucceeding = !_failed;
        var failure = await RunAsync(phase.Commands);
        _shell.IsSucceeding = !_failed && failure is null;
        failure = await RunAsync(phase.Finally) ?? failure;
        if (failure is not null)
            throw failure;
    }

    async Task<PhaseException?> RunAsync(IReadOnlyList<string> commands)
    {
        foreach (var command in commands)
        {
            _log!.Say($"Running command {command}");
            var code = await _shell!.RunAsync(command, cancellationToken);
            if (code == 0)
                continue;
            _log.Say($"Command did not exit successfully {command} exit status {code}");
            return new(
                "COMMAND_EXECUTION_ERROR",
                $"Error while executing command: {command}. Reason: exit status {code}"
            );
        }
        return null;
    }

    async Task UploadAsync()
    {
        var reports = new ReportUpload(services.CodeBuild.Reports, _role!, Region, _sandbox!, _log!.Say);
        var handedIn = reports.Run(Build, _buildspec);
        progress.Change(build => build with { Reports = handedIn });
        var storage = new BuildStorage(services.S3, _role!, Region);
        var upload = new ArtifactUpload(storage, _sandbox!, _log.Say);
        var (primary, secondary) = await upload.RunAsync(Build, _buildspec, cancellationToken);
        progress.Change(build => build with { Artifact = primary, SecondaryArtifacts = secondary });
    }

    async Task FinalizeAsync()
    {
        // Secrets stay in their stores: CodeBuild exports none.
        var names = _buildspec.ExportedVariables.Where(name => !_secrets.Contains(name)).ToList();
        var values = await _shell!.ReadAsync(names, cancellationToken);
        progress.Change(build =>
            build with
            {
                ExportedVariables = [.. names.Zip(values, (name, value) => new ExportedVariable(name, value))],
            }
        );
        await _cache!.SaveAsync(Build, _buildspec, cancellationToken);
    }

    string Interrupt()
    {
        var (status, context) = end() switch
        {
            BuildEnd.TimedOut => (BuildStatus.TimedOut, new PhaseContext("BUILD_TIMED_OUT", "Build has timed out.")),
            BuildEnd.Stopped => (BuildStatus.Stopped, new PhaseContext("BUILD_STOPPED", "Build was stopped.")),
            _ => (BuildStatus.Fault, Interruption),
        };
        if (progress.Phase is { } phase)
        {
            progress.End(status, context);
            Tell(phase, status, context.Code, context.Message);
        }
        return status;
    }

    /// <summary>What is said of a build that the end of the local AWS interrupted.</summary>
    public static PhaseContext Interruption { get; } =
        new("INTERRUPTED", "The local AWS was stopped during this build.");

    void Try(Sandbox sandbox, Action removal)
    {
        try
        {
            removal();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Debug.WriteLine(error.Message);
            services.World.Options.Log($"The folder {sandbox.Root} of {Build.Arn} cannot be removed: {error.Message}");
        }
    }
}
