using System.Net.Sockets;
using System.Text.Json.Nodes;
using Arguments;
using Deployment;
using Deployment.Credentials;
using Deployment.Files;
using Deployment.NextActions;
using LocalAws;
using LocalAws.Worlds;
using Settings;
using Steps;
using Steps.Worlds;

namespace Rehearsal;

/// <summary>Starts the local AWS with the settings' accounts, its state kept between runs.</summary>
public static class LocalAwsStart
{
    /// <param name="context">The run.</param>
    /// <param name="log">Takes what the local AWS has to say, from any thread.</param>
    /// <exception cref="BuildException">The port is taken, or the state folder is in use or cannot be written.</exception>
    public static Task<LocalAwsServer> RunAsync(ProjectContext context, Action<string> log) =>
        RunAsync(context, context.World.StateFolder, options => options with { Log = log });

    /// <summary>Starts it with its state in another folder, from the repository's root, and other options.</summary>
    /// <exception cref="BuildException">The port is taken, or the state folder is in use or cannot be written.</exception>
    public static async Task<LocalAwsServer> RunAsync(
        ProjectContext context,
        string stateFolder,
        Func<LocalAwsOptions, LocalAwsOptions> change
    )
    {
        var options = new LocalAwsOptions
        {
            StateDirectory = Path.Combine(context.Root, stateFolder),
            Accounts = context.Settings.Accounts,
            ManagementAccount = context.Settings.Cicd.Account,
            OrganizationId = context.Settings.Organization,
            ServiceControlPolicies = context.Settings.LocalAws.ServiceControlPolicies,
            Lookups = context.Settings.LocalAws.Lookups,
            StartsEmpty = context.Options.Reset,
            SkipsDamagedRecords = context.Options.SkipDamagedRecords,
            Port = context.Options.Port,
            Clock = context.Time,
            Faults = RehearsedFaults.Over(context.Options.LocalFaults),
            CloudFormation = context.Options.LocalCloudFormation,
            CodeBuild = new() { SandboxDirectory = TemporaryFolders.PathFor("builds") },
        };
        try
        {
            var server = await LocalAwsServer.StartAsync(change(options), context.Cancellation);
            if (context.Options.Reset && context.App is null)
                LocalContext.Forget(context.Root, context.Settings.Projects);
            PrepareSource(server, context.Settings);
            return server;
        }
        catch (Exception exception) when (Explain(exception, context, stateFolder) is { } finding)
        {
            throw new BuildException(finding, innerException: exception);
        }
    }

    /// <summary>Makes the secret with the source's token, which a pipeline is not made without; what it says is nobody's.</summary>
    static void PrepareSource(LocalAwsServer server, BuildSettings settings)
    {
        if (settings.Source.Properties.GetValueOrDefault("tokenSecret") is not { } secret)
            return;
        var field = settings.Source.Properties.GetValueOrDefault("tokenField");
        var value = field is null ? "rehearsal" : new JsonObject { [field] = "rehearsal" }.ToJsonString();
        server.EnsureSecret(settings.Cicd.Account, settings.Cicd.Region, secret, value);
    }

    static Finding? Explain(Exception exception, ProjectContext context, string stateFolder) =>
        exception switch
        {
            StateInUseException inUse => new(
                RehearsalCodes.LocalAwsInUse,
                $"The local AWS of this checkout is already running{(inUse.ProcessId is { } id ? $", as process {id}" : "")}",
                [inUse.Message],
                "wait for that run to end, or end it"
            ),
            StateDamagedException damaged => Damaged(damaged, context.Root),
            _ when MachineFaults.Explain(exception, "The local AWS cannot be started") is { } fault => fault,
            IOException { InnerException: SocketException or { InnerException: SocketException } } => PortInUse(
                exception,
                context.Options.Port
            ),
            SocketException => PortInUse(exception, context.Options.Port),
            IOException or UnauthorizedAccessException => new(
                RehearsalCodes.LocalAwsStateNotWritable,
                $"The state of the local AWS cannot be kept in {stateFolder}",
                [exception.Message],
                Directory.Exists(Path.Combine(context.Root, stateFolder)) && exception is UnauthorizedAccessException
                    ? $"chmod -R u+rwX {stateFolder}  (where it is another user's: sudo chown -R $(id -un) {stateFolder})"
                    : $"{new BuildCommand("Clean").In(AwsEndpoint.NotStarted)}  (it removes what is there)"
            ),
            _ => null,
        };

    /// <summary>Every record is named, up to what somebody reads.</summary>
    static Finding Damaged(StateDamagedException damaged, string root)
    {
        const int read = 20;
        var lines = damaged
            .Records.Take(read)
            .Select(record => record with { File = Path.GetRelativePath(root, record.File).Replace('\\', '/') })
            .Select(record => record.ToString());
        if (damaged.Records.Count > read)
            lines = lines.Append($"and {damaged.Records.Count - read} more");
        var count = damaged.Records.Count == 1 ? "a damaged record" : $"{damaged.Records.Count} damaged records";
        return new(
            RehearsalCodes.LocalAwsStateDamaged,
            $"The local AWS cannot be started: its state has {count}",
            [.. lines],
            $"run it again with --{BuildOptions.SkipDamagedRecords}  (it sets them aside in journal.damaged beside the "
                + "journal; what they made is then unknown to the local AWS, the rest is as it was)"
        );
    }

    static Finding PortInUse(Exception exception, int port) =>
        new(
            RehearsalCodes.PortInUse,
            $"The local AWS cannot listen on 127.0.0.1:{port}",
            [exception.Message],
            "choose another with --port=N, or leave --port out to take any free one"
        );
}
