using Build.Tests.Scaffolding;
using Scaffolding;

namespace Build.Tests.Findings;

/// <summary>The part of <see cref="NextActionTable"/> that is about the repositories of teams.</summary>
static class ScaffoldingActionRows
{
    public static IReadOnlyList<NextActionRow> All { get; } =
    [
        .. NextActionRow.Of<UpgraderTests>(
            NextActionKind.Again,
            nameof(UpgraderTests.RunAsync_WhileSomebodyEditsAFile_LosesNoEdit),
            ScaffoldingCodes.FileChangedMeanwhile
        ),
        .. NextActionRow.Of<UpgraderTests>(
            NextActionKind.Again,
            nameof(UpgraderTests.RunAsync_InARepositoryThatNewDidNotWrite_IsRefusedAndOneThatItWroteIsNot),
            ScaffoldingCodes.NoTeamRepository
        ),
        .. NextActionRow.Of<NewRepositoryTests>(
            NextActionKind.Again,
            nameof(NewRepositoryTests.WriteAsync_IntoAFolderThatIsNotEmpty_IsRefusedUntilAnEmptyOneIsNamed),
            ScaffoldingCodes.OutputNotEmpty
        ),
        NextActionRow.Person(
            ScaffoldingCodes.PackageCacheStale,
            "other work uses the cache too: when it may be cleared is for its owner"
        ),
        .. NextActionRow.Of<UpgraderTests>(
            NextActionKind.Again,
            nameof(UpgraderTests.RunAsync_ToAVersionThatTheFeedLacks_SaysSoUntilOneIsNamedThatItHas),
            ScaffoldingCodes.TemplatePackageNotFound
        ),
        .. NextActionRow.Of<UpgraderTests>(
            NextActionKind.Again,
            nameof(UpgraderTests.RunAsync_WhereTheNextVersionDoesNotBuild_LeavesAllAsItWas),
            ScaffoldingCodes.UpgradeFailed
        ),
    ];
}
