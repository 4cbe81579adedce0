using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.IdentityManagement;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>Makes the inline and attached policies of a role or user what a template says.</summary>
static class PolicySync
{
    public static void Apply<T>(PolicyAttachments<T> policies, ResourceRequest request, string name)
        where T : class
    {
        var before = Inline(request.Existing?.Properties);
        var after = Inline(request.Properties);
        foreach (var (policy, document) in after)
            if (before.GetValueOrDefault(policy) != document)
                policies.PutInline(request.Caller, name, policy, document);
        foreach (var policy in before.Keys.Where(policy => !after.ContainsKey(policy)))
            policies.DeleteInline(request.Caller, name, policy);

        var attached = (request.Existing?.Properties["ManagedPolicyArns"]).Texts().ToHashSet(StringComparer.Ordinal);
        var wanted = request.Texts("ManagedPolicyArns").ToHashSet(StringComparer.Ordinal);
        foreach (var arn in wanted.Except(attached))
            policies.Attach(request.Caller, name, arn);
        foreach (var arn in attached.Except(wanted))
            policies.Detach(request.Caller, name, arn);
    }

    /// <summary>Takes everything away, as a deletion must; what others attached besides too.</summary>
    public static void Clear<T>(PolicyAttachments<T> policies, ResourceRequest request, string name)
        where T : class
    {
        foreach (var policy in policies.ListInline(request.Caller, name).ToList())
            policies.DeleteInline(request.Caller, name, policy);
        foreach (var arn in policies.ListAttached(request.Caller, name).ToList())
            policies.Detach(request.Caller, name, arn);
    }

    static Dictionary<string, string> Inline(JsonObject? properties)
    {
        var policies = new Dictionary<string, string>(StringComparer.Ordinal);
        if (properties?["Policies"] is JsonArray list)
            foreach (var policy in list.OfType<JsonObject>())
                policies[policy.Text("PolicyName") ?? ""] = policy["PolicyDocument"].AsDocument() ?? "";
        return policies;
    }
}
