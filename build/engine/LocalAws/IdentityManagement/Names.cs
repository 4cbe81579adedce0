using System.Text.RegularExpressions;
using Iam;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>What IAM takes as names, paths and documents.</summary>
static partial class Names
{
    /// <summary>Tags, in IAM's words.</summary>
    public static readonly TagRules Tags = new("InvalidInput", "LimitExceeded");

    public static void CheckName(string name, string member, int longest)
    {
        if (name.Length > longest)
        {
            throw IamErrors.Invalid(
                $"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must have length less than or equal to {longest}"
            );
        }
        if (!Name().IsMatch(name))
            throw IamErrors.Invalid(
                $"The specified value for {member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"
            );
    }

    public static void CheckAlias(string alias)
    {
        if (!Alias().IsMatch(alias))
            throw IamErrors.Invalid(
                "1 validation error detected: Value at 'accountAlias' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$"
            );
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Alias();

    public static void CheckPath(string path)
    {
        if (!Path().IsMatch(path))
            throw IamErrors.Invalid(
                "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters."
            );
    }

    public static PolicyDocument CheckDocument(string document, PolicyKind kind, bool demandsVersion = false)
    {
        try
        {
            return PolicyDocument.Parse(document, kind, demandsVersion);
        }
        catch (PolicyDocumentException malformed)
        {
            throw new AwsException("MalformedPolicyDocument", malformed.Errors[0]);
        }
    }

    [GeneratedRegex(@"^[\w+=,.@-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^/(?:[\x21-\x7E]+/)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Path();
}
