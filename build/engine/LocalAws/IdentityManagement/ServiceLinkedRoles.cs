using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>The roles that services have in an account (IAM User Guide, "Create a service-linked role").</summary>
static partial class ServiceLinkedRoles
{
    public const string Path = "/aws-service-role/";

    public static void Add(Dictionary<string, QueryOperation> operations, RoleOperations roles)
    {
        IamService.Register(
            operations,
            "CreateServiceLinkedRole",
            (caller, form) =>
                new XElement(
                    "Result",
                    IamShapes.Role(
                        "Role",
                        roles.CreateLinked(
                            caller,
                            form.Required("AWSServiceName"),
                            form["Description"],
                            form["CustomSuffix"]
                        )
                    )
                )
        );
        IamService.Register(
            operations,
            "DeleteServiceLinkedRole",
            (caller, form) =>
                new XElement(
                    "Result",
                    new XElement("DeletionTaskId", roles.DeleteLinked(caller, form.Required("RoleName")))
                )
        );
        IamService.Register(
            operations,
            "GetServiceLinkedRoleDeletionStatus",
            (caller, form) =>
            {
                roles.DemandDeletionStatus(caller, form.Required("DeletionTaskId"));
                return new XElement("Result", new XElement("Status", "SUCCEEDED"));
            }
        );
    }

    /// <summary>The role's name.</summary>
    public static string NameOf(string service, string? suffix)
    {
        const string domain = ".amazonaws.com";
        if (!service.EndsWith(domain, StringComparison.Ordinal) || !Service().IsMatch(service))
            throw new AwsException("InvalidInput", $"The service name {service} is not valid.");
        var label = service[..^domain.Length];
        if (suffix is not null && LinkedServices.RoleOf(label) is not null && !LinkedServices.TakesSuffix(label))
            throw new AwsException("InvalidInput", $"Custom suffix is not allowed for {service}");
        var name =
            LinkedServices.RoleOf(label)
            ?? CultureInfo
                .InvariantCulture.TextInfo.ToTitleCase(label)
                .Replace(".", "", StringComparison.Ordinal)
                .Replace("-", "", StringComparison.Ordinal);
        return $"AWSServiceRoleFor{name}{(suffix is null ? "" : "_" + suffix)}";
    }

    /// <summary>The policy that AWS manages for the role, as far as it is named like it.</summary>
    public static string? PolicyOf(string partition, string roleName)
    {
        var role = roleName["AWSServiceRoleFor".Length..];
        var name = role.Split('_')[0];
        string[] candidates =
        [
            LinkedServices.PolicyOf(role) ?? "",
            $"Amazon{name}ServiceRolePolicy",
            $"AWS{name}ServiceRolePolicy",
            $"{name}ServiceRolePolicy",
        ];
        return candidates
            .Select(candidate => $"arn:{partition}:iam::aws:policy{Path}{candidate}")
            .FirstOrDefault(arn => AwsManagedPolicies.Find(arn) is not null);
    }

    /// <summary>Throws where somebody would change a role that only AWS changes.</summary>
    public static void RefuseChange(string action, string path, string roleName)
    {
        var verb = action["iam:".Length..];
        if (
            path.StartsWith(Path, StringComparison.Ordinal)
            && !verb.StartsWith("Get", StringComparison.Ordinal)
            && !verb.StartsWith("List", StringComparison.Ordinal)
            && verb is not ("TagRole" or "UntagRole" or "DeleteServiceLinkedRole")
        )
            throw new AwsException(
                "UnmodifiableEntity",
                $"Cannot perform the operation on the protected role '{roleName}' - this role is only modifiable by AWS"
            );
    }

    [GeneratedRegex("^[a-z0-9.-]+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Service();
}
