using System.Text.RegularExpressions;

namespace Diagnosis.Requirements;

/// <summary>The roles that CDK's bootstrap template makes for deployers, known by their names.</summary>
public static partial class BootstrapRoles
{
    /// <summary>The tag by which the template marks them.</summary>
    public const string TagKey = "aws-cdk:bootstrap-role";

    /// <summary>The tag's value: deploy, file-publishing, image-publishing or lookup; null for other roles.</summary>
    public static string? TagOf(string roleArn) =>
        Name().Match(roleArn) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(":role/(?:.*/)?cdk-[A-Za-z0-9]+-(deploy|file-publishing|image-publishing|lookup)-role-[0-9]{12}-")]
    private static partial Regex Name();
}
