using Deployment;
using Deployment.Assemblies;
using Diagnosis.Accounts;
using Diagnosis.Checks;
using Diagnosis.Requirements;

namespace Diagnosis.Assemblies;

/// <summary>Reads the Cloud Assemblies that are to be deployed.</summary>
/// <param name="Plans">Of those that can be read, with what their synthesis looks up.</param>
sealed record AssemblyChecks(
    IReadOnlyList<CheckResult> Checks,
    IReadOnlyList<(DeploymentPlan Plan, IReadOnlyList<ContextLookup> Lookups)> Plans
)
{
    public static AssemblyChecks Of(DoctorOptions options)
    {
        var checks = new List<CheckResult>();
        var read = new List<(DiagnosedAssembly Diagnosed, CloudAssembly Assembly)>();
        foreach (var assembly in options.Assemblies)
        {
            if (!Directory.Exists(assembly.Directory))
                checks.Add(CheckResult.Unknown(CheckScopes.Machine, NameOf(assembly), Missing(assembly)));
            else
                Collect(
                    NameOf(assembly),
                    () =>
                        read.Add(
                            (assembly, CloudAssembly.Load(assembly.Directory, options.Endpoint, assembly.SynthCommand))
                        )
                );
        }
        IReadOnlyList<StackArtifact> chosen = [.. read.SelectMany(one => one.Assembly.Stacks)];
        // Of an assembly that was not read nobody knows what parameters it has.
        if (read.Count > 0 && read.Count == options.Assemblies.Count)
            Collect("parameters", () => CheckParameters(options, chosen));
        // A pattern may belong to one subproject alone: all stacks are chosen from at once.
        if (options.Selector is { } selector && read.Count > 0)
            Collect("stacks", () => chosen = selector.Select(chosen).Stacks);
        var plans = new List<(DeploymentPlan, IReadOnlyList<ContextLookup>)>();
        foreach (var (diagnosed, assembly) in read)
            Collect(
                NameOf(diagnosed),
                () =>
                {
                    var plan = DeploymentPlan.Create(
                        [.. assembly.Stacks.Where(chosen.Contains)],
                        new()
                        {
                            SessionAccount = (options.Open ?? options.Cicd).Account,
                            SessionRegion = (options.Open ?? options.Cicd).Region,
                            HowToPlace = options.HowToPlace,
                            Parameters = options.Parameters,
                        }
                    );
                    plans.Add((plan, ContextLookup.Of(assembly, diagnosed.ReadContext())));
                    checks.Add(CheckResult.Ok(CheckScopes.Machine, NameOf(diagnosed), $"{plan.Stacks.Count} stacks"));
                }
            );
        return new(checks, plans);

        // One that cannot be read says nothing of the others.
        void Collect(string name, Action read)
        {
            try
            {
                read();
            }
            catch (Exception exception) when (ReadFailures.Findings(exception, name) is { } findings)
            {
                checks.Add(CheckResult.Failure(CheckScopes.Machine, name, findings));
            }
        }
    }

    static void CheckParameters(DoctorOptions options, IReadOnlyList<StackArtifact> stacks)
    {
        var findings = options.Parameters.Check(
            [
                .. stacks.Select(s =>
                    (
                        s,
                        s.Environment.Resolve(
                            (options.Open ?? options.Cicd).Account,
                            (options.Open ?? options.Cicd).Region
                        )
                    )
                ),
            ],
            options.AreAllAssemblies
        );
        if (findings.Count > 0)
            throw new BuildException(findings);
    }

    static string NameOf(DiagnosedAssembly assembly) => $"Cloud Assembly of {assembly.Name}";

    static Finding Missing(DiagnosedAssembly assembly) =>
        new(
            FindingCodes.AssemblyNotFound,
            $"The Cloud Assembly of {assembly.Name} is not there: what it asks for is not known",
            assembly.SynthCommand
        );
}
