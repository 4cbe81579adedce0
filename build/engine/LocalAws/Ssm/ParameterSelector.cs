namespace LocalAws.Ssm;

/// <summary>What names a parameter: a name or an ARN, with an optional ":version" or ":label".</summary>
readonly record struct ParameterSelector(string Account, string Name, string? Version)
{
    /// <param name="account">The account of a parameter that is named without one.</param>
    public static ParameterSelector Parse(string account, string selector)
    {
        var name = selector;
        if (
            selector.StartsWith("arn:", StringComparison.Ordinal)
            && selector.Split(':', 6) is [_, _, "ssm", _, var owner, var resource]
        )
        {
            account = owner;
            name = resource.StartsWith("parameter/", StringComparison.Ordinal)
                ? resource["parameter".Length..]
                : resource;
            if (name.LastIndexOf('/') == 0)
                name = name[1..];
        }
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(account, name, null) : new(account, name[..colon], name[(colon + 1)..]);
    }
}
