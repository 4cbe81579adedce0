namespace Serverless;

/// <summary>Where and with what a template is processed.</summary>
public sealed record ServerlessOptions
{
    public required string Region { get; init; }

    /// <summary>aws, aws-cn or aws-us-gov.</summary>
    public required string Partition { get; init; }

    /// <summary>The values of the template's parameters, defaults included; without those that are lists.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The ARN of the managed policy of AWS that has the name; null where none has.</summary>
    public Func<string, string?> ManagedPolicyArn { get; init; } = _ => null;

    /// <summary>The time that resources which are to be made anew each time are named by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
