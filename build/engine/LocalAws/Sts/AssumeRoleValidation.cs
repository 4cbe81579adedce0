using System.Text.RegularExpressions;
using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Sts;

/// <summary>The limits that the STS API reference sets, in STS's words.</summary>
static partial class AssumeRoleValidation
{
    const int Shortest = 900;
    const int Longest = 43200;
    const int LongestChained = 3600;

    public static void Check(AssumeRoleRequest request)
    {
        if (request.RoleArn.Length < 20)
            throw Constraint(request.RoleArn, "roleArn", "Member must have length greater than or equal to 20");
        if (!RoleArn().IsMatch(request.RoleArn))
            throw new AwsException("ValidationError", $"{request.RoleArn} is invalid");
        CheckName(request.SessionName, "roleSessionName");
        if (request.SourceIdentity is { } identity)
            CheckName(identity, "sourceIdentity");
        if (request.ExternalId is { } external && !ExternalId().IsMatch(external))
            throw Constraint(
                external,
                "externalId",
                "Member must satisfy regular expression pattern: [\\w+=,.@:\\/-]*"
            );
        if (request.DurationSeconds < Shortest)
            throw Constraint(
                request.DurationSeconds,
                "durationSeconds",
                $"Member must have value greater than or equal to {Shortest}"
            );
        if (request.DurationSeconds > Longest)
            throw Constraint(
                request.DurationSeconds,
                "durationSeconds",
                $"Member must have value less than or equal to {Longest}"
            );
        if (request.Tags.Count > 50)
            throw Constraint(request.Tags.Count, "tags", "Member must have length less than or equal to 50");
        CheckTags(request);
        CheckPolicies(request);
    }

    /// <summary>Keys of session tags are the same in any case (IAM User Guide, "Pass session tags in AWS STS").</summary>
    static void CheckTags(AssumeRoleRequest request)
    {
        var keys = request.Tags.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (keys.Count < request.Tags.Count)
            throw new AwsException(
                "InvalidParameterValue",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive."
            );
        if (!keys.IsSupersetOf(request.TransitiveTagKeys))
            throw new AwsException(
                "InvalidParameterValue",
                "The specified transitive tag key must be included in the requested tags."
            );
    }

    /// <summary>A device has a code, and is one of the caller's account. Nobody here knows its codes: any of six digits is right.</summary>
    public static void CheckDevice(AssumeRoleRequest request, string account)
    {
        if ((request.MfaDevice is null) != (request.MfaCode is null))
            throw new AwsException(
                "AccessDenied",
                "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
                403
            );
        if (
            request.MfaDevice?.Split(':') is { } device
            && !(
                device is [_, _, "iam", "", var owner, var name]
                && owner == account
                && name.StartsWith("mfa/", StringComparison.Ordinal)
            )
        )
            throw new AwsException(
                "AccessDenied",
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
                403
            );
    }

    /// <summary>How long the session lasts, in seconds.</summary>
    public static int Duration(AssumeRoleRequest request, Role role, bool chained)
    {
        if (chained && request.DurationSeconds > LongestChained)
        {
            throw new AwsException(
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"
            );
        }
        if (request.DurationSeconds > role.MaxSessionDuration)
        {
            throw new AwsException(
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
            );
        }
        return request.DurationSeconds ?? LongestChained;
    }

    public static void CheckName(string name, string member)
    {
        if (name.Length < 2)
            throw Constraint(name, member, "Member must have length greater than or equal to 2");
        if (name.Length > 64)
            throw Constraint(name, member, "Member must have length less than or equal to 64");
        if (!Name().IsMatch(name))
            throw Constraint(name, member, "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }

    static void CheckPolicies(AssumeRoleRequest request)
    {
        if (request.PolicyArns.Count > 10)
            throw Constraint(
                request.PolicyArns.Count,
                "policyArns",
                "Member must have length less than or equal to 10"
            );
        if (request.Policy is not { } policy)
            return;
        if (policy.Length > 2048)
            throw new AwsException(
                "PackedPolicyTooLarge",
                "Packed size of session policy consumes 100% of allotted space."
            );
        try
        {
            PolicyDocument.Parse(policy, PolicyKind.Session);
        }
        catch (PolicyDocumentException malformed)
        {
            throw new AwsException("MalformedPolicyDocument", malformed.Errors[0]);
        }
    }

    static AwsException Constraint(object? value, string member, string constraint) =>
        new(
            "ValidationError",
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
        );

    [GeneratedRegex(@"^arn:[\w-]+:iam::\d{12}:role/[\w+=,.@/-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleArn();

    [GeneratedRegex(@"^[\w+=,.@-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[\w+=,.@:\/-]{2,1224}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ExternalId();
}
