using Deployment;

namespace Tools;

/// <summary>Finds the tools on the PATH and checks what has to be of a version.</summary>
public static class ToolChecks
{
    /// <summary>The oldest Node.js that the pinned aws-cdk and its companions run on.</summary>
    public const int OldestNode = 20;

    static readonly Tool[] checkable = [Tool.Node, Tool.Npm, Tool.DotNet];

    /// <summary>What is wrong with the machine's tools, if anything.</summary>
    public static async Task<IReadOnlyList<Finding>> FindProblemsAsync(
        List<NeedsAttribute> needs,
        Func<string, Task<string?>> versionOf
    )
    {
        List<Finding> findings = [];
        foreach (var tool in checkable)
        {
            if (needs.Exists(task => task.Includes(tool)) && await CheckAsync(tool, versionOf) is { } finding)
                findings.Add(finding);
        }

        return findings;
    }

    static async Task<Finding?> CheckAsync(Tool tool, Func<string, Task<string?>> versionOf)
    {
        var (name, next) = tool switch
        {
            Tool.Node => (
                "node",
                $"install Node.js {OldestNode} or later from https://nodejs.org or with your package manager"
            ),
            Tool.Npm => ("npm", "install npm, which comes with Node.js from https://nodejs.org"),
            _ => ("dotnet", "install the .NET SDK that build/global.json names, from https://dot.net"),
        };
        if (Programs.Find(name) is not { } path)
            return new Finding(ToolCodes.MissingTool, $"{name} is not on the PATH", next);
        if (tool != Tool.Node)
            return null;

        var version = await versionOf(path);
        return
            version?.TrimStart('v').Split('.') is [var major, ..]
            && int.TryParse(major, out var number)
            && number >= OldestNode
            ? null
            : new Finding(ToolCodes.WrongToolVersion, $"{path} is Node.js {version ?? "of an unknown version"}", next);
    }
}
