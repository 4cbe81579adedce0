using System.Xml.Linq;
using Iam;
using Iam.Simulations;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>OpenID Connect providers and simulation over the Query protocol.</summary>
static class MoreIamActions
{
    public static void AddProviders(Dictionary<string, QueryOperation> operations, OidcProviderOperations providers)
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

    public static void AddSimulation(Dictionary<string, QueryOperation> operations, SimulationOperations simulations) =>
        IamService.Register(
            operations,
            "SimulatePrincipalPolicy",
            (caller, form) =>
            {
                var results = simulations.Simulate(
                    caller,
                    new(form.Required("PolicySourceArn"), form.List("ActionNames"), form.List("ResourceArns"))
                    {
                        Policies = form.List("PolicyInputList"),
                        Boundary = form.List("PermissionsBoundaryPolicyInputList") is [var boundary, ..]
                            ? boundary
                            : null,
                        ResourcePolicy = form["ResourcePolicy"],
                        ResourceOwner = form["ResourceOwner"] is { } owner ? Arns.AccountOf(owner) : null,
                        Context = form.Members("ContextEntries")
                            .ToDictionary(
                                member => form.Required(member + ".ContextKeyName"),
                                member => form.List(member + ".ContextKeyValues"),
                                StringComparer.OrdinalIgnoreCase
                            ),
                    }
                );
                return IamPaging.Page(form, "EvaluationResults", results, Describe);
            }
        );

    static XElement Describe(SimulationResult result) =>
        new(
            "member",
            new XElement("EvalActionName", result.Decision.Request.Action),
            new XElement("EvalResourceName", result.Decision.Request.Resource),
            new XElement("EvalDecision", result.EvalDecision),
            new XElement("MatchedStatements", Statements(result.Decision).Select(Matched)),
            Members("MissingContextValues", result.MissingContextKeys),
            Detail("OrganizationsDecisionDetail", "AllowedByOrganizations", result.AllowedByOrganizations),
            Detail("PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary", result.AllowedByBoundary)
        );

    static XElement? Detail(string name, string member, bool? isAllowed) =>
        isAllowed is { } answer ? new(name, new XElement(member, answer)) : null;

    static IEnumerable<StatementReference> Statements(Decision decision) =>
        decision switch
        {
            Decision.Allowed allowed => allowed.By,
            Decision.ExplicitDeny denied => [denied.By],
            _ => [],
        };

    static XElement Matched(StatementReference statement) =>
        new(
            "member",
            new XElement("SourcePolicyId", statement.Policy.Name),
            new XElement("SourcePolicyType", statement.Policy.Kind == PolicyKind.Resource ? "resource" : "IAM Policy")
        );

    static XElement Members(string name, IEnumerable<string> texts) =>
        new(name, texts.Select(text => new XElement("member", text)));

    static string Arn(QueryPairs form) => form.Required("OpenIDConnectProviderArn");
}
