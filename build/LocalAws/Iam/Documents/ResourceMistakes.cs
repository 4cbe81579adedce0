namespace LocalAws.Iam.Documents;

/// <summary>What IAM refuses in a Resource element.</summary>
static class ResourceMistakes
{
    /// <summary>IAM's words for what is wrong with a resource, null when nothing is.</summary>
    public static string? Find(string resource)
    {
        if (resource == "*")
            return null;
        if (
            !resource.StartsWith("arn:", StringComparison.Ordinal)
            && !resource.StartsWith("${", StringComparison.Ordinal)
        )
            return $"Resource {resource} must be in ARN format or \"*\".";
        var fields = resource.Split(':', 6);
        if (fields.Length > 1 && fields[0] == "arn" && !IsPartition(fields[1]))
            return $"Partition \"{fields[1]}\" is not valid for resource \"{resource}\".";
        return null;
    }

    static bool IsPartition(string text) =>
        text.StartsWith("${", StringComparison.Ordinal)
        || text.Contains('*', StringComparison.Ordinal)
        || text
            is "aws"
                or "aws-cn"
                or "aws-us-gov"
                or "aws-iso"
                or "aws-iso-b"
                or "aws-iso-e"
                or "aws-iso-f"
                or "aws-eusc";
}
