using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Credentials;
using LocalAws.CodeBuild.Projects;
using LocalAws.CodeBuild.Reports;
using LocalAws.Identities;

namespace LocalAws.CodeBuild;

/// <summary>All that CodeBuild does.</summary>
public sealed class CodeBuildOperations : IAsyncDisposable
{
    internal CodeBuildOperations(AwsServices services)
    {
        Credentials = new(() => services.Sts, () => services.World.Now);
        Projects = new(services);
        Builds = new(services, Projects, Credentials);
        Reports = new(services.World, services.Authorizer);
    }

    /// <summary>Projects.</summary>
    public ProjectOperations Projects { get; }

    /// <summary>Builds.</summary>
    public BuildOperations Builds { get; }

    /// <summary>Reports and their groups.</summary>
    public ReportOperations Reports { get; }

    internal ContainerCredentials Credentials { get; }

    /// <summary>Starts a build: codebuild:StartBuild on the project.</summary>
    public BuildRecord StartBuild(Caller caller, string region, StartBuildRequest request) =>
        Builds.Start(caller, region, request);

    /// <summary>The build when it has ended; the wait can be given up, which leaves the build alone.</summary>
    public Task<BuildRecord> WaitAsync(string buildArn, CancellationToken cancellationToken) =>
        Builds.WaitAsync(buildArn, cancellationToken);

    /// <summary>Ends a build, its process tree included; one that has ended stays as it is. Whether the caller may was asked before.</summary>
    public void Stop(string buildArn) => Builds.Stop(buildArn);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Builds.DisposeAsync();
}
