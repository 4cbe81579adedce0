namespace Deployment.Assemblies;

/// <summary>Collects what is wrong with an assembly, so that all of it is told at once.</summary>
/// <param name="remake">What makes the assembly anew.</param>
sealed class AssemblyProblems(string remake)
{
    readonly List<Finding> findings = [];

    public void Add(FindingCode code, string place, string what, string? next = null) =>
        findings.Add(new(code, $"{place}: {what}", next ?? SynthesizeAgain));

    string SynthesizeAgain => $"{remake}  (the assembly is not meant to be edited by hand)";

    public void ThrowIfAny()
    {
        if (findings.Count > 0)
            throw new BuildException(findings);
    }
}
