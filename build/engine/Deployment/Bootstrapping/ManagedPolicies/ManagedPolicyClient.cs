using System.Globalization;
using System.Xml.Linq;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Credentials;

namespace Deployment.Bootstrapping.ManagedPolicies;

/// <summary>The customer managed policies of an account.</summary>
sealed class ManagedPolicyClient(Session session, AwsEndpoint endpoint)
    : QueryClient(session.Credentials, endpoint.Connect(new ServiceConfig(service, session.Region, endpoint.Url)))
{
    static readonly ServiceDescription service = new("IAM", "iam", "2010-05-08");

    /// <summary>The document in force; null where there is no such policy.</summary>
    public async Task<string?> FindAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var policy = await SendAsync("GetPolicy", Of(arn), cancellationToken);
            var version = policy.Child("Policy")?.Text("DefaultVersionId");
            var answer = await SendAsync("GetPolicyVersion", Of(arn).Add("VersionId", version), cancellationToken);
            // Documents come URL-encoded.
            return Uri.UnescapeDataString(answer.Child("PolicyVersion")?.Text("Document") ?? "");
        }
        catch (AmazonServiceException e) when (IsMissing(e))
        {
            return null;
        }
    }

    public Task CreateAsync(string name, string description, string document, CancellationToken cancellationToken) =>
        SendAsync(
            "CreatePolicy",
            new QueryParameters()
                .Add("PolicyName", name)
                .Add("Description", description)
                .Add("PolicyDocument", document),
            cancellationToken
        );

    /// <summary>Gives the policy another document; the oldest that is not in force goes where IAM keeps no more.</summary>
    /// <remarks>A managed policy has up to five versions (IAM User Guide, "Versioning IAM policies").</remarks>
    public async Task ChangeAsync(string arn, string document, CancellationToken cancellationToken)
    {
        const int MostVersions = 5;
        var versions = await VersionsAsync(arn, cancellationToken);
        var idle = versions.Where(version => !version.IsInForce).Select(version => version.Id);
        foreach (var version in idle.Take(versions.Count + 1 - MostVersions))
            await DeleteVersionAsync(arn, version, cancellationToken);
        await SendAsync(
            "CreatePolicyVersion",
            Of(arn).Add("PolicyDocument", document).Add("SetAsDefault", "true"),
            cancellationToken
        );
    }

    /// <summary>Deletes the policy with all its versions; false where there is none, or where it is attached to something.</summary>
    public async Task<bool> DeleteAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var version in await VersionsAsync(arn, cancellationToken))
                if (!version.IsInForce)
                    await DeleteVersionAsync(arn, version.Id, cancellationToken);
            await SendAsync("DeletePolicy", Of(arn), cancellationToken);
            return true;
        }
        catch (AmazonServiceException e) when (IsMissing(e) || e.ErrorCode == "DeleteConflict")
        {
            return false;
        }
    }

    /// <summary>The oldest first.</summary>
    async Task<IReadOnlyList<(string Id, bool IsInForce)>> VersionsAsync(
        string arn,
        CancellationToken cancellationToken
    )
    {
        var answer = await SendAsync("ListPolicyVersions", Of(arn), cancellationToken);
        return [.. answer.List("Versions", Version).OrderBy(version => Number(version.Id))];

        static (string Id, bool IsInForce) Version(XElement version) =>
            (version.Text("VersionId") ?? "", version.Flag("IsDefaultVersion") == true);

        static int Number(string id) =>
            int.TryParse(id.TrimStart('v'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0;
    }

    Task<XElement> DeleteVersionAsync(string arn, string version, CancellationToken cancellationToken) =>
        SendAsync("DeletePolicyVersion", Of(arn).Add("VersionId", version), cancellationToken);

    static bool IsMissing(AmazonServiceException e) => e.ErrorCode == "NoSuchEntity";

    static QueryParameters Of(string arn) => new QueryParameters().Add("PolicyArn", arn);
}
