using Deployment;

namespace Releases;

/// <summary>The codes of findings about releases.</summary>
public static class ReleaseCodes
{
    public static FindingCode ChecksFailed { get; } = new();
    public static FindingCode CredentialsLoop { get; } = new();
    public static FindingCode Differences { get; } = new();
    public static FindingCode NoRole { get; } = new();
    public static FindingCode NotApproved { get; } = new();
    public static FindingCode ProjectLeftOut { get; } = new();
}
