namespace Releases.Hosting;

/// <summary>The target's standard output is for a program to read: what the engine has to say goes to standard error, and little of it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MachineReadableAttribute : Attribute
{
    /// <summary>Only where a --format for programs is asked for: any but text.</summary>
    public bool OnlyInFormat { get; init; }

    /// <summary>The tools that it runs before are still told of, on standard error: what one of them has to say is why it failed.</summary>
    public bool KeepsLog { get; init; }
}
