using System.Text.Json.Nodes;
using AwsCatalog.Actions;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;
using Iam;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>Asks IAM for what a type's handlers certainly need of their service, with the permissions of who deploys.</summary>
sealed class HandlerAccess(ResourceSchema schema)
{
    /// <summary>Throws where none of the actions is allowed, one of which the handler calls.</summary>
    public void Demand(ResourceRequest request, string handler, ResourcePlace place)
    {
        var questions = HandlerNeeds
            .Of(schema, handler)
            .SelectMany(action =>
                Resources(action, place).Select(resource => Question(request, handler, action, resource))
            )
            .ToList();
        DemandOne(request, questions);
    }

    /// <summary>Throws where a role of the properties, which was not there before, may not be passed to any service that it trusts.</summary>
    public void DemandRoles(ResourceRequest request)
    {
        if (!HandlerNeeds.PassesRoles(schema))
            return;
        var before = RolesIn(request.Existing?.Properties).ToHashSet(StringComparer.Ordinal);
        foreach (var role in RolesIn(request.Properties).Distinct().Where(role => !before.Contains(role)))
            if (role.Split(':')[4] == request.Account)
                DemandOne(
                    request,
                    [
                        .. ServicesOf(request, role)
                            .Select(service => new AccessQuestion("iam:PassRole", role, request.Region)
                            {
                                Context = RequestContext.Empty.With("iam:PassedToService", service),
                            }),
                    ]
                );
    }

    static void DemandOne(ResourceRequest request, List<AccessQuestion> questions)
    {
        if (questions.Count == 0)
            return;
        var authorizer = request.Services.Authorizer;
        authorizer.Demand(
            request.Caller,
            questions.Find(question => authorizer.Allows(request.Caller, question)) ?? questions[0]
        );
    }

    static AccessQuestion Question(ResourceRequest request, string handler, ActionDescription action, string resource)
    {
        var question = new AccessQuestion(action.Name, resource, request.Region);
        return handler == "create" ? question.WithRequestTags(request.UserTags()) : question;
    }

    /// <summary>What the action is asked for on: the type's own ARN first, and "*" where it takes no such resource.</summary>
    List<string> Resources(ActionDescription action, ResourcePlace place)
    {
        var arns = ResourceArns
            .Of(schema, action)
            .Select(format => GeneratedValues.Arn(format, schema, place))
            // What is another account's is not what the handler makes.
            .Where(arn =>
                arn.Split(':').ElementAtOrDefault(4) is null or "" or "*" || arn.Split(':')[4] == place.Account
            )
            .Distinct()
            .ToList();
        return arns.Count == 0 ? ["*"] : arns;
    }

    /// <summary>The services that a role trusts are those that it can be passed to.</summary>
    IEnumerable<string> ServicesOf(ResourceRequest request, string arn)
    {
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        var role = request.Services.Identities.Find(request.Account)?.Roles.Find(name);
        var trusted = role is null ? [] : TrustedServices.In(role.TrustPolicy);
        // A principal of one region, states.eu-west-1.amazonaws.com, is the service as well.
        var services = trusted.Concat(
            trusted.Select(service => service.Replace($".{request.Region}.", ".", StringComparison.Ordinal))
        );
        return trusted.Count > 0
            ? services.Distinct(StringComparer.Ordinal)
            : [$"{schema.Name.Split("::")[1].ToLowerInvariant()}.amazonaws.com"];
    }

    static IEnumerable<string> RolesIn(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(member =>
                member.Key.Contains("Role", StringComparison.Ordinal) && member.Value is JsonValue value
                    ? IsRole(value.AsText())
                        ? [value.AsText()]
                        : []
                    : RolesIn(member.Value)
            ),
            JsonArray list => list.SelectMany(RolesIn),
            _ => [],
        };

    static bool IsRole(string text) =>
        text.Split(':') is ["arn", _, "iam", _, _, var resource]
        && resource.StartsWith("role/", StringComparison.Ordinal);
}
