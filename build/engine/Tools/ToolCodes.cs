using Deployment;

namespace Tools;

/// <summary>The codes of findings about tools and their processes.</summary>
public static class ToolCodes
{
    public static FindingCode MissingTool { get; } = new();
    public static FindingCode ToolFailed { get; } = new();
    public static FindingCode WrongToolVersion { get; } = new();
}
