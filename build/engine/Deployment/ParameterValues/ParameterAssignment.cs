using Deployment.Assemblies;

namespace Deployment.ParameterValues;

/// <summary>A value that is given for a parameter. It may be a secret: no message has it.</summary>
/// <param name="Stack">The stack, by name, path or id; null: every stack that declares the parameter.</param>
/// <param name="Origin">Where it is given, as messages name it.</param>
public sealed record ParameterAssignment(string? Stack, string Name, string Value, string Origin)
{
    /// <summary>Only the stacks of this environment; null: of all.</summary>
    public TargetEnvironment? Environment { get; init; }

    /// <summary>The key as it is written: [Stack:]Key.</summary>
    public string Key => Stack is null ? Name : $"{Stack}:{Name}";

    /// <param name="key">[Stack:]Key, as the CDK CLI takes it. Null when it is none.</param>
    public static ParameterAssignment? TryCreate(string key, string value, string origin)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        var (stack, name) = colon < 0 ? (null, key) : (key[..colon], key[(colon + 1)..]);
        return stack is not "" && name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)
            ? new ParameterAssignment(stack, name, value, origin)
            : null;
    }

    internal bool IsFor(StackArtifact stack) =>
        Stack is null || Stack == stack.StackName || Stack == stack.HierarchicalId || Stack == stack.ArtifactId;
}
