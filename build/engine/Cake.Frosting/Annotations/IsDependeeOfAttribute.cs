namespace Cake.Frosting;

/// <summary>This task runs before the named one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute : Attribute
{
    public IsDependeeOfAttribute(Type type) => Task = type;

    public Type Task { get; }
}
