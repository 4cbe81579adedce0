namespace Deployment.Assemblies;

/// <summary>Collects what is wrong with an assembly, so that all of it is told at once.</summary>
sealed class AssemblyProblems
{
    const string SynthesizeAgain = "synthesize the app again; the assembly is not meant to be edited by hand";

    readonly List<Finding> findings = [];

    public void Add(string code, string place, string what, string? next = null) =>
        findings.Add(new(code, $"{place}: {what}", next ?? SynthesizeAgain));

    public void ThrowIfAny()
    {
        if (findings.Count > 0)
            throw new BuildException(findings);
    }
}
