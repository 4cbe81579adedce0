using Iam.Matching;

namespace Iam.Documents;

/// <summary>What IAM refuses in the resources of a policy that it keeps itself.</summary>
static class ResourceMistakes
{
    const int Fields = 6;

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

    /// <summary>Tells what is wrong with a resource, in IAM's words.</summary>
    public static void Find(string resource, PolicyKind kind, Mistakes mistakes)
    {
        if (resource == "*")
            return;
        var start = ArnPattern.StartOfResourcePart(resource);
        string[] fields = start == 0 ? resource.Split(':', Fields) : [.. Head(resource, start), resource[start..]];
        if (Wrong(resource, fields) is { } words)
            mistakes.Add(PolicyMistakeKind.Resource, words, resource);
        else if (fields[2].Length == 0 || (fields.Length < Fields && fields.AsSpan(3).Contains("")))
            mistakes.Legacy(PolicyMistakeKind.IncompleteResource, resource);
        else if (fields[0] != "arn" || (kind == PolicyKind.Session && fields.Length < Fields))
            mistakes.Legacy(PolicyMistakeKind.IncompleteResource, resource);
    }

    /// <summary>
    /// The fields that an ARN lacks are asterisks; of those that it has, none is empty, or IAM refuses it (IAM User Guide,
    /// "IAM JSON policy elements: Resource").
    /// </summary>
    public static string Completed(string resource) =>
        resource.StartsWith("arn:", StringComparison.Ordinal)
        && resource.Split(':') is { Length: > 2 and < Fields } fields
            ? Complete(fields)
            : resource;

    /// <summary>The five fields before the resource part, of which the last takes what a variable has of colons.</summary>
    static string[] Head(string resource, int start) => resource[..(start - 1)].Split(':', Fields - 1);

    static string? Wrong(string resource, string[] fields)
    {
        if (fields.Length == 1)
            return $"Resource {resource} must be in ARN format or \"*\".";
        if (fields[1] != "*" && !Partitions.Contains(fields[1]))
            return $"Partition \"{fields[1]}\" is not valid for resource \"{Complete(fields)}\".";
        if (fields.Length == 2 || fields[2].AsSpan().IndexOfAny('*', '?') >= 0)
            return "Resource vendor must be fully qualified and cannot contain regexes.";
        return fields.Length < 4 ? null : WrongInService(resource, fields);
    }

    static string? WrongInService(string resource, string[] fields)
    {
        var hasRegion = fields[3].Length > 0 && fields[3] != "*";
        return fields[2] switch
        {
            "iam" when hasRegion => $"IAM resource {resource} cannot contain region information.",
            "iam" when fields.Length == Fields && !IsIamPath(fields[5]) =>
                $"IAM resource path must either be \"*\" or start with {string.Join(", ", IamPaths)}.",
            "s3" when hasRegion && !IsOfRegion(fields) => $"Resource {resource} can not contain region information.",
            _ => null,
        };
    }

    /// <summary>Buckets and objects are named without region and account; whatever else S3 has is named with both.</summary>
    static bool IsOfRegion(string[] fields) =>
        fields.Length < Fields
            ? fields.Length > 4 && fields[4].Length > 0
            : fields[4].Length > 0 && fields[5].AsSpan().IndexOfAny('/', '*') >= 0;

    /// <summary>An account's root is what sts:AssumeRoot asks for (IAM User Guide, "Centrally manage root access").</summary>
    static bool IsIamPath(string path) =>
        path == "root" || path.StartsWith('*') || IamPaths.Any(p => path.StartsWith(p, StringComparison.Ordinal));

    static string Complete(string[] fields) =>
        string.Join(':', ["arn", .. fields[1..], .. Enumerable.Repeat("*", Fields - Math.Min(Fields, fields.Length))]);
}
