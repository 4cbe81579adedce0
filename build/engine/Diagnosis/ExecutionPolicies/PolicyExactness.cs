namespace Diagnosis.ExecutionPolicies;

/// <summary>How exactly a policy names resources: as exactly as their number lets it stay within IAM's limits.</summary>
public enum PolicyExactness
{
    /// <summary>Each by its name.</summary>
    Names,

    /// <summary>Those of a stack by what the stack's name begins theirs with.</summary>
    Stacks,

    /// <summary>All of a kind in the account and region.</summary>
    Kinds,

    /// <summary>All of a service in the account and region.</summary>
    Services,
}

/// <summary>Names resources less exactly.</summary>
static class LessExact
{
    const int Fields = 6;

    /// <param name="stacks">The names of the stacks.</param>
    public static string Of(string resource, PolicyExactness exactness, IReadOnlyList<string> stacks)
    {
        var parts = resource.Split(':', Fields);
        // A role is handed on by its name, and objects are read from one bucket, whatever the number.
        if (exactness == PolicyExactness.Names || parts.Length < Fields)
            return resource;
        var (start, name) = (string.Join(':', parts.Take(Fields - 1)), parts[^1]);
        var place = name.IndexOfAny(['/', ':']) + 1;
        if (exactness == PolicyExactness.Services && parts[2] != "s3")
            return $"{start}:*";
        if (exactness is PolicyExactness.Kinds or PolicyExactness.Services && parts[2] != "s3" && place > 0)
            return $"{start}:{name[..place]}*";
        var own = name[place..];
        return
            stacks.FirstOrDefault(stack => own.StartsWith($"{stack}-", StringComparison.OrdinalIgnoreCase)) is { } stack
            ? $"{start}:{name[..place]}{own[..(stack.Length + 1)]}*"
            : resource;
    }
}
