using Build.Settings;

namespace Build;

/// <summary>The task needs a session of a purpose: the settings' role chain for it is assumed before the task runs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AssumesRoleAttribute(Purpose purpose) : Attribute
{
    public Purpose Purpose { get; } = purpose;

    /// <summary>The task does its work in rehearsals only.</summary>
    public bool OnlyLocally { get; init; }
}
