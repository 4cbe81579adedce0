using Deployment;

namespace Steps;

/// <summary>The codes of findings about a project's steps.</summary>
public static class StepCodes
{
    public static FindingCode ContextChanged { get; } = new();
    public static FindingCode InstallFailed { get; } = new();
    public static FindingCode NotInstalled { get; } = new();
    public static FindingCode RehearsedContext { get; } = new();
    public static FindingCode SharedFolderNotOwn { get; } = new();
    public static FindingCode StaleGeneratedFiles { get; } = new();
    public static FindingCode TestsFailed { get; } = new();
}
