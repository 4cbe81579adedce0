namespace LocalAws.S3.AccessControl;

/// <summary>One line of an access control list.</summary>
/// <param name="Kind">CanonicalUser or Group.</param>
/// <param name="Grantee">The canonical user id, or the URI of the group.</param>
/// <param name="Permission">FULL_CONTROL, READ, WRITE, READ_ACP or WRITE_ACP.</param>
public sealed record Grant(string Kind, string Grantee, string Permission)
{
    internal const string User = "CanonicalUser";
    internal const string Group = "Group";
    internal const string FullControl = "FULL_CONTROL";
    internal const string Everyone = "http://acs.amazonaws.com/groups/global/AllUsers";
    internal const string Authenticated = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    internal const string LogDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";

    internal static readonly string[] Permissions = [FullControl, "READ", "WRITE", "READ_ACP", "WRITE_ACP"];

    /// <summary>Whether it is to everybody, signed or not, which settings can block.</summary>
    internal bool IsPublic => Grantee is Everyone or Authenticated;

    internal static Grant ToUser(string id, string permission = FullControl) => new(User, id, permission);

    internal static bool IsGroup(string uri) => uri is Everyone or Authenticated or LogDelivery;

    /// <summary>Whether a text has the form of a canonical user id: 64 hexadecimal digits.</summary>
    internal static bool IsId(string id) => id.Length == 64 && id.All(char.IsAsciiHexDigitLower);
}
