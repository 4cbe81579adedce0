using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>Instance profiles over the Query protocol.</summary>
static class InstanceProfileActions
{
    public static void Add(Dictionary<string, QueryOperation> operations, InstanceProfileOperations profiles)
    {
        Answer(
            "CreateInstanceProfile",
            (caller, form) =>
            {
                var tags = Names.Tags.Check(form.Tags("Tags"));
                var made = profiles.Create(caller, Name(form), form["Path"] ?? "/", tags);
                return new("Result", Shape("InstanceProfile", made, role: null));
            }
        );
        Answer(
            "GetInstanceProfile",
            (caller, form) =>
            {
                var profile = profiles.Get(caller, Name(form));
                return new("Result", Shape("InstanceProfile", profile, profiles.RoleOf(profile)));
            }
        );
        Answer(
            "ListInstanceProfiles",
            (caller, form) => Page(profiles, form, profiles.List(caller, form["PathPrefix"] ?? "/"))
        );
        Answer(
            "ListInstanceProfilesForRole",
            (caller, form) => Page(profiles, form, profiles.ListOf(caller, form.Required("RoleName")))
        );
        Answer(
            "ListInstanceProfileTags",
            (caller, form) =>
                IamPaging.Page(
                    form,
                    "Tags",
                    [.. IamShapes.Tags(profiles.ListTags(caller, Name(form))).Elements()],
                    tag => tag
                )
        );
        Do(
            "AddRoleToInstanceProfile",
            (caller, form) => profiles.AddRole(caller, Name(form), form.Required("RoleName"))
        );
        Do(
            "RemoveRoleFromInstanceProfile",
            (caller, form) => profiles.RemoveRole(caller, Name(form), form.Required("RoleName"))
        );
        Do("DeleteInstanceProfile", (caller, form) => profiles.Delete(caller, Name(form)));
        Do(
            "TagInstanceProfile",
            (caller, form) => profiles.Tag(caller, Name(form), TagChange.Add(Names.Tags.Check(form.Tags("Tags"))))
        );
        Do(
            "UntagInstanceProfile",
            (caller, form) => profiles.Tag(caller, Name(form), TagChange.Remove(form.List("TagKeys")))
        );

        void Answer(string action, Func<Caller, QueryPairs, XElement?> operation) =>
            IamService.Register(operations, action, operation);
        void Do(string action, Action<Caller, QueryPairs> operation) =>
            IamService.Register(operations, action, operation);
    }

    static string Name(QueryPairs form) => form.Required("InstanceProfileName");

    static XElement Page(InstanceProfileOperations profiles, QueryPairs form, IReadOnlyList<InstanceProfile> found) =>
        IamPaging.Page(form, "InstanceProfiles", found, profile => Shape("member", profile, profiles.RoleOf(profile)));

    /// <summary>A profile with its role.</summary>
    public static XElement Shape(string name, InstanceProfile profile, Role? role) =>
        new(
            name,
            new XElement("Path", profile.Path),
            new XElement("InstanceProfileName", profile.Name),
            new XElement("InstanceProfileId", profile.Id),
            new XElement("Arn", profile.Arn),
            new XElement("CreateDate", IamShapes.Time(profile.Created)),
            new XElement("Roles", role is null ? null : IamShapes.Role("member", role)),
            IamShapes.Tags(profile.Tags)
        );
}
