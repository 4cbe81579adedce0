using Arguments;
using Cake.Core;
using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using Settings.Projects;

namespace Steps.Apps;

/// <summary>
/// The Cloud Assembly that <c>--app</c> names, as the CDK CLI takes it: made elsewhere, nothing of it is synthesized here, and
/// it may have environments that the settings do not name.
/// </summary>
public sealed class AppAssembly : IDisposable
{
    /// <summary>What makes it anew.</summary>
    public const string Remake = "synthesize it again where it is made";

    const int Named = 5;

    readonly IReadOnlyList<StackArtifact> stacks = [];
    readonly AppSnapshot? snapshot;
    AssemblyReadLock? reading;

    AppAssembly(string typed, string directory)
    {
        (Directory, Project) = (directory, new Project(typed) { Assembly = directory });
        try
        {
            AppFolder.Check(typed, directory);
            snapshot = new AppSnapshot(directory);
            // Whether it may go where this run goes is for the plan to say: here it is only looked at.
            stacks = CloudAssembly.Load(directory, AwsEndpoint.NotStarted, Remake).Stacks;
        }
        catch (BuildException exception)
        {
            Problems = exception.Findings;
        }
    }

    /// <summary>The absolute path of its folder.</summary>
    public string Directory { get; }

    /// <summary>It stands in the place of the repository's subprojects; named as it was typed.</summary>
    public Project Project { get; }

    /// <summary>What is wrong with it, if anything.</summary>
    public IReadOnlyList<Finding> Problems { get; } = [];

    /// <summary>A folder's name that no other assembly has.</summary>
    public string FolderName => AppFolder.NameOf(Directory);

    /// <summary>The qualifier of the bootstrap stacks that it needs; null where it needs none, or several.</summary>
    public string? Qualifier =>
        stacks
            .Select(stack => AppFolder.QualifierOf(stack.Bootstrap?.SsmParameter))
            .OfType<string>()
            .Distinct()
            .ToList()
            is [var only]
            ? only
            : null;

    /// <summary>The environments that its stacks go to, those that are not said left out.</summary>
    /// <param name="open">Where those go that leave account or region open.</param>
    public IReadOnlyList<TargetEnvironment> EnvironmentsWith(TargetEnvironment open) =>
        [
            .. stacks
                .Select(stack => stack.Environment.Resolve(open.Account, open.Region))
                .Where(environment => environment.IsResolved)
                .Distinct(),
        ];

    /// <summary>Keeps the CDK CLI from writing it until this is put away.</summary>
    /// <exception cref="BuildException">It is just being written.</exception>
    public void Hold()
    {
        if (Problems.Count == 0)
            reading ??= AssemblyReadLock.Take(Directory);
    }

    /// <summary>That somebody has written it since it was read first; none where it is as it was.</summary>
    public IReadOnlyList<Finding> FindChanges() =>
        snapshot?.Changed() is { Count: > 0 } changed
            ?
            [
                new Finding(
                    FindingCodes.AssemblyChanged,
                    $"The Cloud Assembly {Project} has changed since this run began",
                    [
                        .. changed.Take(Named),
                        .. changed.Count > Named ? [$"and {changed.Count - Named} more files"] : (string[])[],
                    ],
                    "run it again once whatever writes it has ended"
                ),
            ]
            : [];

    public void Dispose() => reading?.Dispose();

    /// <param name="calledFrom">Where relative paths begin.</param>
    /// <returns>Null where the option is not given.</returns>
    public static AppAssembly? Find(ICakeArguments arguments, string calledFrom) =>
        arguments.GetArguments(BuildOptions.App).LastOrDefault() is { } typed && !string.IsNullOrWhiteSpace(typed)
            ? new(typed, Path.TrimEndingDirectorySeparator(Path.GetFullPath(typed, calledFrom)))
            : null;
}
