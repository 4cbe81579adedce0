using Cake.Core;
using Deployment.Credentials;
using Releases.Deployments;
using Settings;
using Steps;

namespace Releases;

/// <summary>What every task is handed: a project's context, the way to AWS, and the session of the task's purpose.</summary>
public abstract class ReleaseContext : ProjectContext, IAsyncDisposable
{
    Session? session;

    protected ReleaseContext(ICakeContext context, RunState run, SettingsLoader reading)
        : base(context, run, reading)
    {
        Aws = new AwsAccess(this);
    }

    /// <summary>The way to AWS, or to the local one.</summary>
    public AwsAccess Aws { get; }

    public override AwsEndpoint Endpoint => Aws.Endpoint;

    /// <summary>The session that the task's <see cref="Hosting.AssumesRoleAttribute"/> asks for.</summary>
    public Session Session =>
        session ?? throw new InvalidOperationException("The task declares no purpose with [AssumesRole].");

    public override Task StartLocalAwsAsync() => Aws.StartAsync();

    public override IReadOnlyDictionary<string, string?> ChildEnvironment() => Aws.ChildEnvironment();

    /// <summary>Gives the task its session; null takes it away.</summary>
    internal void Hold(Session? opened)
    {
        session?.Dispose();
        session = opened;
    }

    public async ValueTask DisposeAsync()
    {
        Hold(null);
        EndSteps();
        await Aws.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
