using AwsCatalog.Principals;
using Diagnosis.Templates;

namespace Diagnosis.DeadStatements;

/// <summary>What is wrong with the service principals of a statement. AWS publishes no list of all: only what is like a known one is a mistake.</summary>
static class PrincipalRules
{
    const string Suffix = ".amazonaws.com";

    /// <summary>Names of few letters are like others by chance.</summary>
    const int Shortest = 5;

    public static DeadPart? Mistake(string principal)
    {
        if (
            !Unknown.IsKnown(principal)
            || !principal.EndsWith(Suffix, StringComparison.Ordinal)
            || ServicePrincipals.Exists(principal)
        )
            return null;
        var name = principal[..^Suffix.Length];
        return
            name.Length >= Shortest
            && CloseMatch.Of(name, ServicePrincipals.Names.Where(other => other.Length >= Shortest), farthest: 1)
                is { } nearest
            ? new(DiagnosisCodes.ServicePrincipalNotFound, $"{principal} is no service; {nearest}{Suffix} is")
            : null;
    }
}
