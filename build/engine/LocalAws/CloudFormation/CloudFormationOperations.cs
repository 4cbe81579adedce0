using LocalAws.CloudFormation.Drifts;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Signals;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Identities;

namespace LocalAws.CloudFormation;

/// <summary>What CloudFormation does; its operations run on after the calls that start them have been answered.</summary>
public sealed class CloudFormationOperations : IAsyncDisposable
{
    readonly CloudFormationEnvironment _environment;
    readonly OperationRunner _runner;
    readonly Lazy<HandleUrls> _handles;

    internal CloudFormationOperations(AwsServices services, CloudFormationOptions options, Action<string> log)
    {
        _environment = new(services, new ResourceTypeCatalog(log), options, services.World.Options.Clock, log);
        _runner = new OperationRunner(services.World, log);
        _runner.Recover();
        _handles = new(() => new HandleUrls(services.World));
    }

    /// <summary>The signals that resources wait for.</summary>
    internal SignalBoard Signals => _environment.Signals;

    /// <summary>The URLs of wait condition handles.</summary>
    internal HandleUrls Handles => _handles.Value;

    /// <summary>Waits for what runs on a stack.</summary>
    public Task WhenIdleAsync(string stackId, CancellationToken cancellationToken) =>
        _runner.WhenIdleAsync(stackId, cancellationToken);

    /// <summary>How many operations run.</summary>
    internal int Running => _runner.Count;

    /// <summary>Waits until nothing runs.</summary>
    internal Task WhenIdleAsync(CancellationToken cancellationToken) => _runner.WhenIdleAsync(cancellationToken);

    /// <summary>Cancels what runs on a stack, which then goes back to where it was.</summary>
    internal Task CancelAsync(string stackId) => _runner.CancelAsync(stackId);

    internal StackCommands Commands(Caller caller, string region) =>
        new(_environment, _runner, Repository(caller, region), caller);

    internal ChangeSetCommands ChangeSets(Caller caller, string region) =>
        new(_environment, _runner, Repository(caller, region), caller);

    internal StackQueries Queries(Caller caller, string region) =>
        new(_environment, Repository(caller, region), caller);

    internal DriftDetection Drifts(Caller caller, string region) =>
        new(_environment, Repository(caller, region), caller);

    internal StackRepository Repository(Caller caller, string region) =>
        new(_environment.Services.World, caller.Account, region);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _runner.DisposeAsync();
}
