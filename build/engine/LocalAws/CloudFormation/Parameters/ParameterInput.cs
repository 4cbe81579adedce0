namespace LocalAws.CloudFormation.Parameters;

/// <summary>A parameter as a caller gives it: a value, or the wish to keep the one in force.</summary>
public sealed record ParameterInput(string Key, string? Value, bool UsePreviousValue);

/// <summary>A parameter of a stack: what was given and, for SSM types, what the store held for it.</summary>
public sealed record ParameterSetting(string Key, string Value, string? ResolvedValue)
{
    /// <summary>Whether the template says that the value is not to be shown.</summary>
    public bool NoEcho { get; init; }
}
