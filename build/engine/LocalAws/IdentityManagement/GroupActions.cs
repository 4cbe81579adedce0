using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>Groups over the Query protocol.</summary>
static class GroupActions
{
    public static void Add(Dictionary<string, QueryOperation> operations, GroupOperations groups)
    {
        Answer(
            "CreateGroup",
            (caller, form) => new("Result", Shape("Group", groups.Create(caller, Name(form), form["Path"] ?? "/")))
        );
        Answer(
            "GetGroup",
            (caller, form) =>
            {
                var group = groups.Get(caller, Name(form));
                var page = IamPaging.Page(form, "Users", groups.UsersOf(caller, group), user => IamShapes.Listed(user));
                page.AddFirst(Shape("Group", group));
                return page;
            }
        );
        Answer("ListGroups", (caller, form) => Page(form, groups.List(caller, form["PathPrefix"] ?? "/")));
        Answer("ListGroupsForUser", (caller, form) => Page(form, groups.ListOf(caller, form.Required("UserName"))));
        Do("UpdateGroup", (caller, form) => groups.Update(caller, Name(form), form["NewPath"], form["NewGroupName"]));
        Do("DeleteGroup", (caller, form) => groups.Delete(caller, Name(form)));
        Do("AddUserToGroup", (caller, form) => groups.AddUser(caller, Name(form), form.Required("UserName")));
        Do("RemoveUserFromGroup", (caller, form) => groups.RemoveUser(caller, Name(form), form.Required("UserName")));

        void Answer(string action, Func<Caller, QueryPairs, XElement?> operation) =>
            IamService.Register(operations, action, operation);
        void Do(string action, Action<Caller, QueryPairs> operation) =>
            IamService.Register(operations, action, operation);
    }

    static string Name(QueryPairs form) => form.Required("GroupName");

    static XElement Page(QueryPairs form, IReadOnlyList<Group> found) =>
        IamPaging.Page(form, "Groups", found, group => Shape("member", group));

    /// <summary>A group as every answer tells it.</summary>
    public static XElement Shape(string name, Group group) =>
        new(
            name,
            new XElement("Path", group.Path),
            new XElement("GroupName", group.Name),
            new XElement("GroupId", group.Id),
            new XElement("Arn", group.Arn),
            new XElement("CreateDate", IamShapes.Time(group.Created))
        );
}
