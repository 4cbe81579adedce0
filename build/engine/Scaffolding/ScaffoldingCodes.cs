using Deployment;

namespace Scaffolding;

/// <summary>The codes of findings about the repository of a team. The tests hold each to a next action that is carried out.</summary>
public static class ScaffoldingCodes
{
    public static FindingCode FileChangedMeanwhile { get; } = new();
    public static FindingCode NoTeamRepository { get; } = new();
    public static FindingCode OutputNotEmpty { get; } = new();
    public static FindingCode PackageCacheStale { get; } = new();
    public static FindingCode TemplatePackageNotFound { get; } = new();
    public static FindingCode UpgradeFailed { get; } = new();
}
