using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Cake.AWS.CloudFormation.Client;

namespace Cake.AWS.CloudFormation.Stacks;

/// <summary>Where a stack is and who asks: region, endpoint, credentials.</summary>
public record CloudFormationSettings
{
    public required string Region { get; init; }

    /// <summary>Null for AWS itself.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>A profile of the shared configuration; null for the SDK's default chain.</summary>
    public string? Profile { get; init; }

    /// <summary>Credentials to use instead of a profile.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>The least time between two looks at something that is in progress; 1 s.</summary>
    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(1);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal CloudFormationClient Open() =>
        new(Credentials ?? FromProfile(), new CloudFormationConfig(Region, Endpoint));

    AWSCredentials? FromProfile()
    {
        if (Profile is null)
            return null;
        return new CredentialProfileStoreChain().TryGetAWSCredentials(Profile, out var credentials)
            ? credentials
            : throw new ArgumentException($"There is no AWS profile {Profile}.", nameof(Profile));
    }
}
