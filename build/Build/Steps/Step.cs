using Build.Projects;

namespace Build.Steps;

/// <summary>
/// A target's work on one subproject. What it reads and writes is declared with it, so that it can be known whether it has
/// to be done again.
/// </summary>
/// <param name="Name">What the step does, as in "the type check of infra".</param>
public sealed record Step(string Target, Project Project, string Name, StepFiles Files, Func<Task> RunAsync);

/// <summary>Globs from the subproject's folder; <c>../</c> reaches the repository's root, ! takes files away.</summary>
public sealed record StepFiles(IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);
