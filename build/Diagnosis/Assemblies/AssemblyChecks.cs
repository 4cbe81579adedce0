using Deployment;
using Deployment.Assemblies;
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
        var plans = new List<(DeploymentPlan, IReadOnlyList<ContextLookup>)>();
        foreach (var assembly in options.Assemblies)
        {
            var name = $"Cloud Assembly of {assembly.Name}";
            if (!Directory.Exists(assembly.Directory))
            {
                checks.Add(
                    CheckResult.Unknown(
                        CheckScopes.Machine,
                        name,
                        new Finding(
                            FindingCodes.AssemblyNotFound,
                            $"The Cloud Assembly of {assembly.Name} is not there: what it asks for is not known",
                            assembly.SynthCommand
                        )
                    )
                );
                continue;
            }
            try
            {
                var read = CloudAssembly.Load(assembly.Directory, options.Endpoint);
                var plan = DeploymentPlan.Create(
                    read.Stacks,
                    new() { SessionAccount = options.Cicd.Account, SessionRegion = options.Cicd.Region }
                );
                plans.Add((plan, ContextLookup.Of(read, assembly.ContextFile)));
                checks.Add(CheckResult.Ok(CheckScopes.Machine, name, $"{plan.Stacks.Count} stacks"));
            }
            catch (BuildException exception)
            {
                checks.Add(CheckResult.Failure(CheckScopes.Machine, name, exception.Findings));
            }
        }
        return new(checks, plans);
    }
}
