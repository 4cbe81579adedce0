using System.Globalization;
using Amazon.SecurityToken.Model;
using Deployment.Assemblies;

namespace Deployment.Credentials;

/// <summary>What sts:AssumeRole is called with.</summary>
sealed record RoleRequest(string Arn, string SessionName)
{
    public string? ExternalId { get; init; }
    public TimeSpan? Duration { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];
    public string? Policy { get; init; }
    public IReadOnlyList<string> PolicyArns { get; init; } = [];
    public string? SourceIdentity { get; init; }

    /// <summary>The MFA device that a code is of; a code is good for one call.</summary>
    public string? MfaSerial { get; init; }
    public string? MfaCode { get; init; }

    /// <summary>The next action when the role is refused.</summary>
    public string? Hint { get; init; }

    /// <summary>The account that the role is in.</summary>
    public string Account => CallerIdentity.FromArn(Arn).Account;

    public static RoleRequest Of(RoleLink link, string sessionName) =>
        new(link.RoleArn, link.SessionName ?? sessionName)
        {
            ExternalId = link.ExternalId,
            Duration = link.Duration,
            Tags = link.Tags,
            Hint =
                link.Hint
                ?? $"let the trust policy of {link.RoleArn} name the caller, and the caller's own policy allow sts:AssumeRole on it",
        };

    /// <param name="role">With its placeholders replaced.</param>
    public static RoleRequest Of(RoleReference role, string sessionName) =>
        new(role.Arn, role.Options?.RoleSessionName ?? sessionName)
        {
            ExternalId = role.ExternalId,
            Duration = role.Options?.Duration,
            Tags = role.Options?.Tags,
            TransitiveTagKeys = role.Options?.TransitiveTagKeys ?? [],
            Policy = role.Options?.Policy,
            PolicyArns = role.Options?.PolicyArns ?? [],
            SourceIdentity = role.Options?.SourceIdentity,
        };

    /// <summary>Two requests with the same key give the same session.</summary>
    public string Key =>
        string.Join(
            '\n',
            [
                Arn,
                SessionName,
                ExternalId,
                Duration?.ToString("c", CultureInfo.InvariantCulture),
                Policy,
                SourceIdentity,
                .. Tags?.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}") ?? [],
                .. TransitiveTagKeys,
                .. PolicyArns,
            ]
        );

    public AssumeRoleRequest ToSdk() =>
        new()
        {
            RoleArn = Arn,
            RoleSessionName = SessionName,
            ExternalId = ExternalId,
            DurationSeconds = Duration is { } duration ? (int)duration.TotalSeconds : null,
            Tags = Tags is { Count: > 0 }
                ? [.. Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })]
                : null,
            TransitiveTagKeys = TransitiveTagKeys.Count > 0 ? [.. TransitiveTagKeys] : null,
            Policy = Policy,
            PolicyArns =
                PolicyArns.Count > 0 ? [.. PolicyArns.Select(arn => new PolicyDescriptorType { Arn = arn })] : null,
            SourceIdentity = SourceIdentity,
            SerialNumber = MfaSerial,
            TokenCode = MfaCode,
        };
}
