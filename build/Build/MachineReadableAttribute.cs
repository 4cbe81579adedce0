namespace Build;

/// <summary>The target's standard output is for a program to read: what the engine has to say goes to standard error, and little of it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MachineReadableAttribute : Attribute
{
    /// <summary>Only where --format=json is asked for.</summary>
    public bool OnlyAsJson { get; init; }

    /// <summary>The tools that it runs before are still told of, on standard error: what one of them has to say is why it failed.</summary>
    public bool KeepsLog { get; init; }
}
