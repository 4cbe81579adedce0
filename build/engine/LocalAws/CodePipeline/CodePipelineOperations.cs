using LocalAws.CodePipeline.Executions;
using LocalAws.CodePipeline.Pipelines;
using LocalAws.CodePipeline.Sources;

namespace LocalAws.CodePipeline;

/// <summary>All that CodePipeline does; executions run on after the calls that start them have been answered.</summary>
public sealed class CodePipelineOperations : IAsyncDisposable
{
    readonly ExecutionRunner _runner;

    internal CodePipelineOperations(AwsServices services)
    {
        Sources = new(services.World);
        _runner = new(services, Sources);
        Executions = new(_runner);
        Pipelines = new(services, _runner, Executions);
        _runner.Recover();
    }

    internal SourceRepositories Sources { get; }

    internal PipelineOperations Pipelines { get; }

    internal ExecutionOperations Executions { get; }

    /// <summary>Waits for an execution that is under way, by its id.</summary>
    public Task WhenIdleAsync(string executionId, CancellationToken cancellationToken) =>
        _runner.WhenIdleAsync(executionId, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _runner.DisposeAsync();
}
