namespace Iam;

/// <summary>A statement in its policy.</summary>
public sealed record StatementReference(Policy Policy, PolicyStatement Statement)
{
    public override string ToString()
    {
        var name = string.IsNullOrEmpty(Statement.Sid)
            ? $"statement {Statement.Index + 1}"
            : $"statement {Statement.Sid}";
        return $"{name} of {PolicyKinds.Describe(Policy.Kind)} {Policy.Name}";
    }
}
