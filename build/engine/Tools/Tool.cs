namespace Tools;

/// <summary>A program that has to be on the machine before a task can run.</summary>
public enum Tool
{
    Node,
    Npm,
    DotNet,

    /// <summary>Which the build obtains itself.</summary>
    Yarn,
}

/// <summary>Says which tools a task needs, so that what is missing is known before anything runs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(params Tool[] tools) : Attribute
{
    public Tool[] Tools { get; } = tools;

    public bool Includes(Tool tool)
    {
        foreach (var needed in Tools)
        {
            if (needed == tool)
                return true;
        }

        return false;
    }
}
