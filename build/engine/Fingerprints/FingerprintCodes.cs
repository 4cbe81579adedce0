using Deployment;

namespace Fingerprints;

/// <summary>The codes of findings about steps and what they read and write.</summary>
public static class FingerprintCodes
{
    public static FindingCode FolderUnwritable { get; } = new();
    public static FindingCode GitFailed { get; } = new();
    public static FindingCode InputUnreadable { get; } = new();
    public static FindingCode OutputMissing { get; } = new();
}
