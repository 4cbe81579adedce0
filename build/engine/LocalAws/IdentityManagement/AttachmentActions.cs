using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>What is put on identities, over the Query protocol: policies, boundaries and tags.</summary>
static class AttachmentActions
{
    /// <summary>The operations on the policies of users, groups or roles.</summary>
    public static void Add<T>(
        Dictionary<string, QueryOperation> operations,
        string kind,
        PolicyAttachments<T> policies,
        bool hasBoundary = true
    )
        where T : class
    {
        Do(
            $"Put{kind}Policy",
            (caller, form) =>
                policies.PutInline(caller, Name(form), form.Required("PolicyName"), form.Required("PolicyDocument"))
        );
        Add(
            $"Get{kind}Policy",
            (caller, form) =>
            {
                var document = policies.GetInline(caller, Name(form), form.Required("PolicyName"));
                return new(
                    "Result",
                    new XElement(kind + "Name", Name(form)),
                    new XElement("PolicyName", form.Required("PolicyName")),
                    new XElement("PolicyDocument", Uri.EscapeDataString(document))
                );
            }
        );
        Do(
            $"Delete{kind}Policy",
            (caller, form) => policies.DeleteInline(caller, Name(form), form.Required("PolicyName"))
        );
        Add(
            $"List{kind}Policies",
            (caller, form) =>
                IamPaging.Page(
                    form,
                    "PolicyNames",
                    policies.ListInline(caller, Name(form)),
                    name => new("member", name)
                )
        );
        Do($"Attach{kind}Policy", (caller, form) => policies.Attach(caller, Name(form), form.Required("PolicyArn")));
        Do($"Detach{kind}Policy", (caller, form) => policies.Detach(caller, Name(form), form.Required("PolicyArn")));
        Add(
            $"ListAttached{kind}Policies",
            (caller, form) =>
                IamPaging.Page(
                    form,
                    "AttachedPolicies",
                    [.. policies.ListAttached(caller, Name(form)).Where(arn => IsBelow(arn, form["PathPrefix"]))],
                    IamShapes.Attached
                )
        );
        if (hasBoundary)
        {
            Do(
                $"Put{kind}PermissionsBoundary",
                (caller, form) => policies.PutBoundary(caller, Name(form), form.Required("PermissionsBoundary"))
            );
            Do($"Delete{kind}PermissionsBoundary", (caller, form) => policies.DeleteBoundary(caller, Name(form)));
        }

        string Name(QueryPairs form) => form.Required(kind + "Name");
        static bool IsBelow(string arn, string? path) =>
            path is null
            || arn[arn.IndexOf(":policy/", StringComparison.Ordinal)..]
                .StartsWith(":policy" + path, StringComparison.Ordinal);
        void Add(string action, Func<Caller, QueryPairs, XElement?> operation) =>
            IamService.Register(operations, action, operation);
        void Do(string action, Action<Caller, QueryPairs> operation) =>
            IamService.Register(operations, action, operation);
    }

    /// <summary>Three operations on the tags of something that IAM keeps: Tag, Untag and List.</summary>
    public static void AddTags(
        Dictionary<string, QueryOperation> operations,
        string kind,
        string named,
        Action<Caller, string, TagChange> tag,
        Func<Caller, string, IReadOnlyDictionary<string, string>> list
    )
    {
        IamService.Register(
            operations,
            "Tag" + kind,
            (caller, form) => tag(caller, form.Required(named), TagChange.Add(Names.Tags.Check(form.Tags("Tags"))))
        );
        IamService.Register(
            operations,
            "Untag" + kind,
            (caller, form) => tag(caller, form.Required(named), TagChange.Remove(form.List("TagKeys")))
        );
        IamService.Register(
            operations,
            $"List{kind}Tags",
            (caller, form) =>
                IamPaging.Page(
                    form,
                    "Tags",
                    [.. IamShapes.Tags(list(caller, form.Required(named))).Elements()],
                    one => one
                )
        );
    }
}
