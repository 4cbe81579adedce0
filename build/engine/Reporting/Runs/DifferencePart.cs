using Deployment.Assemblies;
using Deployment.Diffing;

namespace Reporting.Runs;

/// <summary>What deploying would change, as a part of a run.</summary>
/// <param name="EnvironmentName">The name by which the user knows an environment; null where it has none.</param>
public sealed record DifferencePart(PlanDifference Difference, Func<TargetEnvironment, string?> EnvironmentName);
