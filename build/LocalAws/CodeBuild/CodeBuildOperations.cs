using LocalAws.CodeBuild.Builds;
using LocalAws.Identities;

namespace LocalAws.CodeBuild;

/// <summary>All that CodeBuild does.</summary>
public sealed class CodeBuildOperations : IAsyncDisposable
{
    internal CodeBuildOperations(AwsServices services) { }

    /// <summary>Starts a build: codebuild:StartBuild on the project.</summary>
    public BuildRecord StartBuild(Caller caller, string region, StartBuildRequest request) =>
        throw new NotSupportedException();

    /// <summary>The build when it has ended; the wait can be given up, which leaves the build alone.</summary>
    public Task<BuildRecord> WaitAsync(string buildArn, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Ends a build, its process tree included; one that has ended stays as it is. Whether the caller may was asked before.</summary>
    public void Stop(string buildArn) => throw new NotSupportedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
