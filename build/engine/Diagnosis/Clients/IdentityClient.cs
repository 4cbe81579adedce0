using System.Globalization;
using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Credentials;

namespace Diagnosis.Clients;

/// <summary>What the IAM API says of the roles of one account.</summary>
sealed class IdentityClient(Session session, AwsEndpoint endpoint)
    : QueryClient(session.Credentials, endpoint.Connect(new ServiceConfig(service, session.Region, endpoint.Url)))
{
    static readonly ServiceDescription service = new("IAM", "iam", "2010-05-08");

    public async Task<XElement> GetRoleAsync(string roleName, CancellationToken cancellationToken) =>
        (await SendAsync("GetRole", Of("RoleName", roleName), cancellationToken)).RequiredChild("Role");

    /// <summary>The audiences of an OpenID Connect provider.</summary>
    public async Task<IReadOnlyList<string>> GetAudiencesAsync(string arn, CancellationToken cancellationToken) =>
        (await SendAsync("GetOpenIDConnectProvider", Of("OpenIDConnectProviderArn", arn), cancellationToken)).Texts(
            "ClientIDList"
        );

    public async Task<IReadOnlyList<string>> ListRolePoliciesAsync(string roleName, CancellationToken cancellationToken)
    {
        var pages = await PagesAsync("ListRolePolicies", Of("RoleName", roleName), cancellationToken);
        return [.. pages.SelectMany(page => page.Texts("PolicyNames"))];
    }

    public async Task<string> GetRolePolicyAsync(string roleName, string policy, CancellationToken cancellationToken)
    {
        var parameters = Of("RoleName", roleName).Add("PolicyName", policy);
        return Document(await SendAsync("GetRolePolicy", parameters, cancellationToken), "PolicyDocument");
    }

    public async Task<IReadOnlyList<string>> ListAttachedRolePoliciesAsync(
        string roleName,
        CancellationToken cancellationToken
    )
    {
        var pages = await PagesAsync("ListAttachedRolePolicies", Of("RoleName", roleName), cancellationToken);
        return [.. pages.SelectMany(page => page.List("AttachedPolicies", policy => policy.RequiredText("PolicyArn")))];
    }

    /// <summary>The default version of a managed policy.</summary>
    public async Task<string> GetPolicyAsync(string arn, CancellationToken cancellationToken)
    {
        var policy = await SendAsync("GetPolicy", Of("PolicyArn", arn), cancellationToken);
        var version = policy.RequiredChild("Policy").RequiredText("DefaultVersionId");
        var parameters = Of("PolicyArn", arn).Add("VersionId", version);
        var answer = await SendAsync("GetPolicyVersion", parameters, cancellationToken);
        return Document(answer.RequiredChild("PolicyVersion"), "Document");
    }

    /// <summary>Asks whether a principal may do each of some actions on each of some resources.</summary>
    public async Task<IReadOnlyList<SimulatedAction>> SimulatePrincipalPolicyAsync(
        string principalArn,
        IReadOnlyList<string> actions,
        IReadOnlyList<string> resources,
        IReadOnlyList<ContextEntry> context,
        CancellationToken cancellationToken
    )
    {
        var parameters = Of("PolicySourceArn", principalArn)
            .AddList("ActionNames", actions)
            .AddList("ResourceArns", resources)
            .AddList(
                "ContextEntries",
                context,
                (all, field, entry) =>
                    all.Add($"{field}.ContextKeyName", entry.Key)
                        .Add($"{field}.ContextKeyType", entry.Type)
                        .AddList($"{field}.ContextKeyValues", entry.Values)
            );
        var pages = await PagesAsync("SimulatePrincipalPolicy", parameters, cancellationToken);
        return
        [
            .. pages.SelectMany(page => page.List("EvaluationResults", SimulatedAction.Read)).SelectMany(read => read),
        ];
    }

    async Task<IReadOnlyList<XElement>> PagesAsync(
        string action,
        QueryParameters parameters,
        CancellationToken cancellationToken
    )
    {
        var pages = new List<XElement>();
        do
        {
            pages.Add(await SendAsync(action, parameters, cancellationToken));
            parameters.Add("Marker", pages[^1].Text("Marker"));
        } while (pages[^1].Flag("IsTruncated") == true);
        return pages;
    }

    static QueryParameters Of(string name, string value) => new QueryParameters().Add(name, value);

    /// <summary>Documents come URL-encoded.</summary>
    internal static string Document(XElement element, string name) =>
        Uri.UnescapeDataString(element.RequiredText(name));

    internal static TimeSpan Seconds(XElement element, string name) =>
        TimeSpan.FromSeconds(int.Parse(element.Text(name) ?? "3600", CultureInfo.InvariantCulture));
}
