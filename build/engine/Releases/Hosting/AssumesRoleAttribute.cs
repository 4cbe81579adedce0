using Arguments;
using Settings;

namespace Releases.Hosting;

/// <summary>The task needs a session of a purpose: the settings' role chain for it is assumed before the task runs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AssumesRoleAttribute(Purpose purpose) : Attribute
{
    public Purpose Purpose { get; } = purpose;

    /// <summary>With --read-only the task needs no more than the chain that leads to the lookup role.</summary>
    public bool MayOnlyRead { get; init; }

    /// <summary>The purpose of the session in a run with those arguments.</summary>
    internal Purpose In(BuildArguments arguments) => MayOnlyRead && arguments.ReadOnly ? Purpose.Lookup : Purpose;

    /// <summary>The task does its work in rehearsals only.</summary>
    public bool OnlyLocally { get; init; }
}
