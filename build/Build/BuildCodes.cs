using Deployment;

namespace Build;

/// <summary>The codes of findings that only the program makes. The tests hold each to a next action that is carried out.</summary>
public static class BuildCodes
{
    public static FindingCode ChecksFailed { get; } = new();
    public static FindingCode ContextChanged { get; } = new();
    public static FindingCode CredentialsLoop { get; } = new();
    public static FindingCode Differences { get; } = new();
    public static FindingCode FolderUnwritable { get; } = new();
    public static FindingCode GitFailed { get; } = new();
    public static FindingCode InputUnreadable { get; } = new();
    public static FindingCode InstallFailed { get; } = new();
    public static FindingCode InvalidSettings { get; } = new();
    public static FindingCode InvalidVersions { get; } = new();
    public static FindingCode LocalAwsInUse { get; } = new();
    public static FindingCode LocalAwsStateDamaged { get; } = new();
    public static FindingCode LocalAwsStateNotWritable { get; } = new();
    public static FindingCode MissingTool { get; } = new();
    public static FindingCode NoCommit { get; } = new();
    public static FindingCode NoPipeline { get; } = new();
    public static FindingCode NoRole { get; } = new();
    public static FindingCode NotApproved { get; } = new();
    public static FindingCode NotInstalled { get; } = new();
    public static FindingCode NothingToRetry { get; } = new();
    public static FindingCode OutputMissing { get; } = new();
    public static FindingCode PortInUse { get; } = new();
    public static FindingCode ProjectLeftOut { get; } = new();
    public static FindingCode RehearsalFailed { get; } = new();
    public static FindingCode RehearsedContext { get; } = new();
    public static FindingCode StaleGeneratedFiles { get; } = new();
    public static FindingCode SharedFolderNotOwn { get; } = new();
    public static FindingCode TestsFailed { get; } = new();
    public static FindingCode ToolFailed { get; } = new();
    public static FindingCode WrongToolVersion { get; } = new();
}
