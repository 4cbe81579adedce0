namespace Cake.Frosting;

/// <summary>The named task runs before this one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute : Attribute
{
    public IsDependentOnAttribute(Type type) => Task = type;

    public Type Task { get; }
}
