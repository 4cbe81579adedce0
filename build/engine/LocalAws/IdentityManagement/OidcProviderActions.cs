using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>OpenID Connect providers over the Query protocol.</summary>
static class OidcProviderActions
{
    public static void Add(Dictionary<string, QueryOperation> operations, OidcProviderOperations providers)
    {
        IamService.Register(
            operations,
            "CreateOpenIDConnectProvider",
            (caller, form) =>
            {
                var provider = providers.Create(
                    caller,
                    form.Required("Url"),
                    form.List("ClientIDList"),
                    form.List("ThumbprintList"),
                    Names.Tags.Check(form.Tags("Tags"))
                );
                return new XElement(
                    "Result",
                    new XElement("OpenIDConnectProviderArn", provider.Arn),
                    IamShapes.Tags(provider.Tags)
                );
            }
        );
        IamService.Register(
            operations,
            "GetOpenIDConnectProvider",
            (caller, form) =>
            {
                var provider = providers.Get(caller, Arn(form));
                return new XElement(
                    "Result",
                    new XElement("Url", OidcProvider.NameOf(provider.Url)),
                    Members("ClientIDList", provider.ClientIds),
                    Members("ThumbprintList", provider.Thumbprints),
                    new XElement("CreateDate", IamShapes.Time(provider.Created)),
                    IamShapes.Tags(provider.Tags)
                );
            }
        );
        IamService.Register(
            operations,
            "ListOpenIDConnectProviders",
            (caller, _) =>
                new XElement(
                    "Result",
                    new XElement(
                        "OpenIDConnectProviderList",
                        providers.List(caller).Select(found => new XElement("member", new XElement("Arn", found.Arn)))
                    )
                )
        );
        IamService.Register(
            operations,
            "AddClientIDToOpenIDConnectProvider",
            (caller, form) =>
                ChangeClientIds(
                    caller,
                    form,
                    "iam:AddClientIDToOpenIDConnectProvider",
                    ids => [.. ids, form.Required("ClientID")]
                )
        );
        IamService.Register(
            operations,
            "RemoveClientIDFromOpenIDConnectProvider",
            (caller, form) =>
                ChangeClientIds(
                    caller,
                    form,
                    "iam:RemoveClientIDFromOpenIDConnectProvider",
                    ids => [.. ids.Where(id => id != form.Required("ClientID"))]
                )
        );
        IamService.Register(
            operations,
            "UpdateOpenIDConnectProviderThumbprint",
            (caller, form) => providers.SetThumbprints(caller, Arn(form), form.List("ThumbprintList"))
        );
        IamService.Register(
            operations,
            "DeleteOpenIDConnectProvider",
            (caller, form) => providers.Delete(caller, Arn(form))
        );

        void ChangeClientIds(
            Caller caller,
            QueryPairs form,
            string action,
            Func<IReadOnlyList<string>, IReadOnlyList<string>> change
        ) => providers.SetClientIds(caller, Arn(form), change(providers.Find(caller, Arn(form)).ClientIds), action);
    }

    static XElement Members(string name, IEnumerable<string> texts) =>
        new(name, texts.Select(text => new XElement("member", text)));

    static string Arn(QueryPairs form) => form.Required("OpenIDConnectProviderArn");
}
