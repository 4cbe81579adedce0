using Build.Tests.Diagnosis.Accounts;
using Build.Tests.Diagnosis.Bootstraps;
using Build.Tests.Diagnosis.Clocks;
using Build.Tests.Releases.Bootstraps;
using Diagnosis.Checks;

namespace Build.Tests.Diagnosis.Checks;

/// <summary>Statuses that checks are seen with in other tests than the matrix, each with the test.</summary>
static class CheckCases
{
    public static IReadOnlyList<(string Class, CheckStatus Status, Type Test, string Method)> All { get; } =
    [
        (
            "AssemblyChecks",
            CheckStatus.Failure,
            typeof(UnreadableDocumentsTests),
            nameof(UnreadableDocumentsTests.Of_AFileOfAnAssembly_IsAFailureOfItsAssemblyAlone)
        ),
        (
            "BootstrapChecks",
            CheckStatus.Warning,
            typeof(BootstrapChecksTests),
            nameof(BootstrapChecksTests.Check_StackInAStatus_PassesOnlyWhereItIsWhatItsTemplateSays)
        ),
        (
            "ClockCheck",
            CheckStatus.Warning,
            typeof(ClockCheckTests),
            nameof(ClockCheckTests.RunAsync_AClockThatIsOff_IsAWarning)
        ),
        (
            "ClockCheck",
            CheckStatus.Unknown,
            typeof(ClockCheckTests),
            nameof(ClockCheckTests.RunAsync_AnAddressWhereNobodyListens_IsUnknown)
        ),
        (
            "WebIdentityChecks",
            CheckStatus.Ok,
            typeof(WebIdentityDoctorTests),
            nameof(WebIdentityDoctorTests.MissingRole_Bootstrapping_BringsProviderAndRoles)
        ),
        (
            "WebIdentityChecks",
            CheckStatus.Failure,
            typeof(WebIdentityDoctorTests),
            nameof(WebIdentityDoctorTests.MissingRole_Bootstrapping_BringsProviderAndRoles)
        ),
    ];
}
