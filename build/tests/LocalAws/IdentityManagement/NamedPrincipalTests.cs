using System.Text;
using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.IdentityManagement;

/// <summary>Policies that name users and roles, which AWS takes only where those exist.</summary>
public sealed class NamedPrincipalTests : IAsyncLifetime
{
    const string Owner = LocalWorld.First;
    const string Nobody = "arn:aws:iam::222222222222:role/nobody";
    const string Role = "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole";
    const string User = "arn:aws:iam::222222222222:user/administrator";

    /// <summary>Of an account that this world knows nothing of.</summary>
    const string Stranger = "arn:aws:iam::999999999999:role/vendor";

    LocalWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await LocalWorld.StartAsync();

    [Fact]
    public async Task CreateRole_TrustInARoleThatDoesNotExist_IsAnInvalidPrincipal()
    {
        using var iam = new QueryClient(_world, "iam", "2010-05-08");

        var (status, answer) = await iam.SendAsync(
            SignedRequest.Key.Of(_world.Server.AdministratorOf(Owner)),
            "CreateRole",
            [("RoleName", "one"), ("AssumeRolePolicyDocument", Trust(Nobody))]
        );

        Assert.Equal((400, "MalformedPolicyDocument"), (status, QueryClient.Text(answer, "Code")));
        Assert.Equal($"Invalid principal in policy: \"AWS\":\"{Nobody}\"", QueryClient.Text(answer, "Message"));
    }

    [Theory]
    [InlineData(Role)]
    [InlineData(User)]
    [InlineData(Stranger)]
    [InlineData("222222222222")]
    public async Task CreateRole_TrustInWhoExistsOrIsUnknown_IsTaken(string principal)
    {
        using var iam = new QueryClient(_world, "iam", "2010-05-08");

        await iam.CallAsync(Owner, "CreateRole", ("RoleName", "one"), ("AssumeRolePolicyDocument", Trust(principal)));
    }

    [Fact]
    public async Task UpdateAssumeRolePolicy_TrustInAUserThatDoesNotExist_IsRefusedAndChangesNothing()
    {
        using var iam = new QueryClient(_world, "iam", "2010-05-08");
        await iam.CallAsync(Owner, "CreateRole", ("RoleName", "one"), ("AssumeRolePolicyDocument", Trust(User)));

        var code = await iam.RefusedAsync(
            Owner,
            "UpdateAssumeRolePolicy",
            ("RoleName", "one"),
            ("PolicyDocument", Trust($"{User}s"))
        );

        Assert.Equal("MalformedPolicyDocument", code);
        var role = await iam.CallAsync(Owner, "GetRole", ("RoleName", "one"));
        Assert.Equal(Trust(User), Uri.UnescapeDataString(QueryClient.Text(role, "AssumeRolePolicyDocument")));
    }

    [Theory]
    [InlineData(Nobody, "MalformedPolicy")]
    [InlineData(Role, "")]
    public async Task PutBucketPolicy_NamesARole_NeedsItToExist(string principal, string code)
    {
        using var s3 = new XmlClient(_world, "s3");
        var location =
            "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
        await s3.SendAsync(S3("/named-bucket", "", location));

        var (_, answer) = await s3.SendAsync(
            S3("/named-bucket", "policy=", Resource("s3:GetObject", principal, "arn:aws:s3:::named-bucket/*"))
        );

        Assert.Equal(code, answer.Descendants("Code").FirstOrDefault()?.Value ?? "");
    }

    [Theory]
    [InlineData("kms", "TrentService", "CreateKey", "Policy", "MalformedPolicyDocumentException")]
    [InlineData(
        "secretsmanager",
        "secretsmanager",
        "PutResourcePolicy",
        "ResourcePolicy",
        "MalformedPolicyDocumentException"
    )]
    [InlineData(
        "ecr",
        "AmazonEC2ContainerRegistry_V20150921",
        "SetRepositoryPolicy",
        "policyText",
        "InvalidParameterException"
    )]
    public async Task PutPolicy_NamesARole_NeedsItToExist(
        string service,
        string target,
        string operation,
        string member,
        string code
    )
    {
        using var client = new JsonClient(_world, service, target);
        if (service == "secretsmanager")
            await client.CallAsync(Owner, "CreateSecret", new() { ["Name"] = "named", ["SecretString"] = "a" });
        if (service == "ecr")
            await client.CallAsync(Owner, "CreateRepository", new() { ["repositoryName"] = "named" });

        Assert.Equal(code, await client.RefusedAsync(Owner, operation, Body(Nobody)));
        await client.CallAsync(Owner, operation, Body(Role));

        JsonObject Body(string principal)
        {
            var resource = service == "ecr" ? null : "*";
            var policy = Resource($"{service}:*", principal, resource);
            if (service == "kms")
                policy = policy.Replace(
                    "[",
                    $$$"""[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{{Owner}}}:root"},"Action":"kms:*","Resource":"*"},""",
                    StringComparison.Ordinal
                );
            return new() { [service == "ecr" ? "repositoryName" : "SecretId"] = "named", [member] = policy };
        }
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    SignedRequest S3(string path, string query, string body) =>
        SignedRequest.S3(
            _world.Server.Endpoint,
            SignedRequest.Key.Of(_world.Server.AdministratorOf(Owner)),
            DateTimeOffset.UtcNow,
            "PUT",
            path,
            Encoding.UTF8.GetBytes(body)
        ) with
        {
            Query = query,
        };

    static string Trust(string principal) => Resource("sts:AssumeRole", principal, null);

    static string Resource(string action, string principal, string? resource) =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"{{action}}"{{(
                resource is null ? "" : $",\"Resource\":\"{resource}\""
            )}}}]}
            """;
}
