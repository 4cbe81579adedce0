namespace LocalAws.CloudFormation.Hooks;

/// <summary>A hook that finds fault with everything of its target: what hooks decide is somebody else's code, which is not run here.</summary>
/// <param name="TypeName">Such as Private::Guard::Buckets.</param>
/// <param name="Target">A resource type, or CHANGE_SET.</param>
public sealed record FailingHook(string TypeName, string Target)
{
    public const string ChangeSets = "CHANGE_SET";

    /// <summary>What it says of it.</summary>
    public string Reason { get; init; } = "Template failed validation";

    /// <summary>It only warns, and stops nothing.</summary>
    public bool OnlyWarns { get; init; }

    internal string FailureMode => OnlyWarns ? "WARN" : "FAIL";

    /// <summary>TYPE@TARGET, and a reason behind another @.</summary>
    public static FailingHook Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('@', 3);
        if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
            throw new FormatException($"'{text}' is not TYPE@TARGET, as in Private::Guard::Buckets@AWS::S3::Bucket");
        var hook = new FailingHook(parts[0], parts[1]);
        return parts is [_, _, var reason] ? hook with { Reason = reason } : hook;
    }
}
