using Iam.Matching;

namespace Iam.Documents;

/// <summary>What IAM refuses in the resources of a policy that it keeps itself.</summary>
static class ResourceMistakes
{
    const string LegacyParsing = "The policy failed legacy parsing";

    static readonly string[] Partitions =
    [
        "aws",
        "aws-cn",
        "aws-us-gov",
        "aws-iso",
        "aws-iso-b",
        "aws-iso-e",
        "aws-iso-f",
        "aws-eusc",
    ];

    static readonly string[] IamPaths =
    [
        "user/",
        "federated-user/",
        "role/",
        "group/",
        "instance-profile/",
        "mfa/",
        "server-certificate/",
        "policy/",
        "sms-mfa/",
        "saml-provider/",
        "oidc-provider/",
        "report/",
        "access-report/",
    ];

    /// <summary>IAM's words for what is wrong with a resource, null when nothing is.</summary>
    public static string? Find(string resource)
    {
        if (resource == "*")
            return null;
        var start = ArnPattern.StartOfResourcePart(resource);
        string[] fields = start == 0 ? resource.Split(':', 6) : [.. Head(resource, start), resource[start..]];
        if (fields.Length == 1)
            return $"Resource {resource} must be in ARN format or \"*\".";
        if (fields[1] != "*" && !Partitions.Contains(fields[1]))
            return $"Partition \"{fields[1]}\" is not valid for resource \"{Complete(fields)}\".";
        if (fields.Length == 2 || fields[2].AsSpan().IndexOfAny('*', '?') >= 0)
            return "Resource vendor must be fully qualified and cannot contain regexes.";
        if (fields[0] != "arn" || fields[2].Length == 0 || fields.Length is 4 or 5)
            return LegacyParsing;
        return fields.Length == 6 ? FindInFields(resource, fields) : null;
    }

    /// <summary>An ARN of three fields stands for everything of a service.</summary>
    public static string Completed(string resource) =>
        resource.StartsWith("arn:", StringComparison.Ordinal) && resource.Split(':') is { Length: 3 } fields
            ? Complete(fields)
            : resource;

    /// <summary>The five fields before the resource part, of which the last takes what a variable has of colons.</summary>
    static string[] Head(string resource, int start) => resource[..(start - 1)].Split(':', 5);

    static string? FindInFields(string resource, string[] fields)
    {
        var hasRegion = fields[3].Length > 0 && fields[3] != "*";
        return fields[2] switch
        {
            "iam" when hasRegion => $"IAM resource {resource} cannot contain region information.",
            "iam" when !IsIamPath(fields[5]) =>
                $"IAM resource path must either be \"*\" or start with {string.Join(", ", IamPaths)}.",
            "s3" when hasRegion => $"Resource {resource} can not contain region information.",
            _ => null,
        };
    }

    /// <summary>An account's root is what sts:AssumeRoot asks for (IAM User Guide, "Centrally manage root access").</summary>
    static bool IsIamPath(string path) =>
        path == "root" || path.StartsWith('*') || IamPaths.Any(p => path.StartsWith(p, StringComparison.Ordinal));

    static string Complete(string[] fields) =>
        string.Join(':', ["arn", .. fields[1..], .. Enumerable.Repeat("*", 6 - Math.Min(6, fields.Length))]);
}
