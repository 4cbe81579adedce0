using Build.Tests.Rehearsals.Apps;
using Deployment;

namespace Build.Tests.Findings;

/// <summary>The part of <see cref="NextActionTable"/> that is about Cloud Assemblies that are made elsewhere.</summary>
static class AppActionRows
{
    public static IReadOnlyList<NextActionRow> All { get; } =
    [
        .. NextActionRow.Of<AppProgramTests>(
            NextActionKind.Again,
            nameof(AppProgramTests.Deploy_StacksThatAreNotPlaced_AreAskedForByName),
            FindingCodes.AmbiguousEnvironment
        ),
        .. NextActionRow.Of<AppProgramTests>(
            NextActionKind.Again,
            nameof(AppProgramTests.Deploy_AssemblyThatIsWrittenMeanwhile_SaysSoAndSucceedsAfterwards),
            FindingCodes.AssemblyChanged
        ),
        .. NextActionRow.Of<AppProgramTests>(
            NextActionKind.Again,
            nameof(AppProgramTests.Deploy_AssemblyThatACdkCliIsWriting_WaitsForItsEnd),
            FindingCodes.AssemblyInWriting
        ),
        .. NextActionRow.Of<AppProgramTests>(
            NextActionKind.Again,
            nameof(AppProgramTests.Deploy_FolderAboveTheAssembly_IsRightOnceTheFolderBelowIsNamed),
            FindingCodes.AssemblyNotFound
        ),
    ];
}
