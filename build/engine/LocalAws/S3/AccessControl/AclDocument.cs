using System.Xml.Linq;
using LocalAws.Protocol;

namespace LocalAws.S3.AccessControl;

/// <summary>Access control lists as XML.</summary>
static class AclDocument
{
    const int Most = 100;
    static readonly XNamespace _instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The list that a body asks for.</summary>
    /// <param name="xml">The body.</param>
    /// <param name="owner">The canonical id of the owner, who stays it.</param>
    public static IReadOnlyList<Grant> Read(XElement xml, string owner)
    {
        if (xml.Child("Owner")?.Child("ID")?.Value is not { } named || xml.Child("AccessControlList") is not { } list)
            throw Malformed();
        CheckId(named);
        var grants = list.Children("Grant").Select(ReadGrant).ToList();
        if (grants.Count > Most)
            throw Malformed();
        return named == owner ? grants : throw S3Failures.AccessDenied();
    }

    public static AwsException Malformed() =>
        new(
            "MalformedACLError",
            "The XML you provided was not well-formed or did not validate against our published schema"
        );

    public static XElement Write(string owner, IEnumerable<Grant> grants)
    {
        var document = S3Xml.Document(
            "AccessControlPolicy",
            new XElement("Owner", new XElement("ID", owner)),
            new XElement("AccessControlList", grants.Select(Write))
        );
        document.Add(new XAttribute(XNamespace.Xmlns + "xsi", _instance));
        return document;
    }

    static XElement Write(Grant grant) =>
        new(
            "Grant",
            new XElement(
                "Grantee",
                new XAttribute(_instance + "type", grant.Kind),
                new XElement(grant.Kind == Grant.User ? "ID" : "URI", grant.Grantee)
            ),
            new XElement("Permission", grant.Permission)
        );

    static Grant ReadGrant(XElement grant)
    {
        var permission = grant.Child("Permission")?.Value;
        if (!Grant.Permissions.Contains(permission) || grant.Child("Grantee") is not { } grantee)
            throw Malformed();
        switch ((string?)grantee.Attribute(_instance + "type"))
        {
            case Grant.User when grantee.Child("ID")?.Value is { } id:
                CheckId(id);
                return Grant.ToUser(id, permission!);
            case Grant.Group when grantee.Child("URI")?.Value is { } uri:
                return Grant.IsGroup(uri)
                    ? new(Grant.Group, uri, permission!)
                    : throw S3Failures.InvalidArgument("Invalid group uri", "Group/URI", uri);
            case "AmazonCustomerByEmail":
                throw S3Failures.MethodNotAllowed();
            default:
                throw Malformed();
        }
    }

    static void CheckId(string id)
    {
        if (!Grant.IsId(id))
            throw S3Failures.InvalidArgument("Invalid id", "CanonicalUser/ID", id);
    }
}
