using Deployment;

namespace Settings;

/// <summary>The codes of findings about settings and pinned versions.</summary>
public static class SettingsCodes
{
    public static FindingCode InvalidSettings { get; } = new();
    public static FindingCode InvalidVersions { get; } = new();
}
