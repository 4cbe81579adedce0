using Build.Tests.Diagnosis.Accounts;
using Build.Tests.Diagnosis.Bootstraps;
using Build.Tests.Diagnosis.Clocks;
using Build.Tests.Rehearsals.Doctors;
using Diagnosis.Checks;

namespace Build.Tests.Diagnosis.Checks;

/// <summary>Statuses that checks are seen with in other tests than the matrix, each with the test.</summary>
static class CheckCases
{
    public static IReadOnlyList<(string Class, CheckStatus Status, Type Test, string Method)> All { get; } = [];
}
