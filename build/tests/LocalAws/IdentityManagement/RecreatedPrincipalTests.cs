using System.Text;
using System.Text.Json.Nodes;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Build.Tests.LocalAws.IdentityManagement;

/// <summary>A user or role that is deleted and made anew under the same name is somebody else to every policy that named it.</summary>
public sealed class RecreatedPrincipalTests : IAsyncLifetime
{
    const string Owner = LocalWorld.First;
    const string Stranger = LocalWorld.Second;
    const string Visitor = $"arn:aws:iam::{Stranger}:role/visitor";
    const string Target = $"arn:aws:iam::{Owner}:role/target";

    LocalWorld _world = null!;
    QueryClient _iam = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _iam = new(_world, "iam", "2010-05-08");
        await MakeVisitorAsync();
    }

    [Fact]
    public async Task AssumeRole_TrustedRoleMadeAnew_IsDeniedUntilTheTrustIsSetAgain()
    {
        var trust = Policy("sts:AssumeRole", Visitor, null);
        await _iam.CallAsync(Owner, "CreateRole", ("RoleName", "target"), ("AssumeRolePolicyDocument", trust));
        await AssumeAsync(Target, await VisitAsync());

        await RemakeVisitorAsync();

        await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(async () =>
            await AssumeAsync(Target, await VisitAsync())
        );
        var shown = await TrustAsync();
        Assert.Matches("\"AWS\":\"AROA[A-Z2-7]{17}\"", shown);
        Assert.Equal(
            "MalformedPolicyDocument",
            await _iam.RefusedAsync(Owner, "UpdateAssumeRolePolicy", ("RoleName", "target"), ("PolicyDocument", shown))
        );
        await _iam.CallAsync(Owner, "UpdateAssumeRolePolicy", ("RoleName", "target"), ("PolicyDocument", trust));
        await AssumeAsync(Target, await VisitAsync());
        Assert.Equal(trust, await TrustAsync());
    }

    [Fact]
    public async Task AssumeRole_TrustedUserMadeAnew_IsDenied()
    {
        var person = await MakePersonAsync();
        var trust = Policy("sts:AssumeRole", $"arn:aws:iam::{Owner}:user/person", null);
        await _iam.CallAsync(Owner, "CreateRole", ("RoleName", "target"), ("AssumeRolePolicyDocument", trust));
        await AssumeAsync(Target, person);

        await _iam.CallAsync(Owner, "DeleteAccessKey", ("UserName", "person"), ("AccessKeyId", person.Id));
        await _iam.CallAsync(Owner, "DeleteUser", ("UserName", "person"));
        Assert.Matches("\"AWS\":\"AIDA[A-Z2-7]{17}\"", await TrustAsync());
        person = await MakePersonAsync();

        await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => AssumeAsync(Target, person));
    }

    [Theory]
    [InlineData("kms", "TrentService", "DescribeKey", "GetKeyPolicy", "Policy")]
    [InlineData("secretsmanager", "secretsmanager", "DescribeSecret", "GetResourcePolicy", "ResourcePolicy")]
    [InlineData("ecr", "AmazonEC2ContainerRegistry_V20150921", "ListImages", "GetRepositoryPolicy", "policyText")]
    public async Task Call_OfARoleMadeAnew_IsNotAllowedByThePolicyThatNamedItsPredecessor(
        string service,
        string target,
        string operation,
        string getPolicy,
        string member
    )
    {
        using var client = new JsonClient(_world, service, target);
        var resource = await MakeAsync(client, service);
        var (status, answer) = await client.SendAsync(await VisitAsync(), operation, resource);
        Assert.True(status == 200, answer.ToJsonString());
        Assert.Contains(Visitor, await PolicyAsync(), StringComparison.Ordinal);

        await RemakeVisitorAsync();

        (status, _) = await client.SendAsync(await VisitAsync(), operation, resource);
        Assert.Equal(400, status);
        Assert.Matches("\"AWS\":\"AROA[A-Z2-7]{17}\"", await PolicyAsync());

        async Task<string> PolicyAsync() =>
            (await client.CallAsync(Owner, getPolicy, resource.DeepClone().AsObject()))[member]!.GetValue<string>();
    }

    [Fact]
    public async Task ListObjects_OfARoleMadeAnew_IsNotAllowedByTheBucketPolicyThatNamedItsPredecessor()
    {
        using var s3 = new XmlClient(_world, "s3");
        var owner = SignedRequest.Key.Of(_world.Server.AdministratorOf(Owner));
        await s3.SendAsync(
            S3(
                owner,
                "PUT",
                "",
                "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"
            )
        );
        var policy = Policy("s3:ListBucket", Visitor, "arn:aws:s3:::visited");
        var (set, refusal) = await s3.SendAsync(S3(owner, "PUT", "policy=", policy));
        Assert.True(set < 300, refusal.ToString());
        Assert.Equal(200, (await s3.SendAsync(S3(await VisitAsync(), "GET", "list-type=2", ""))).Status);

        await RemakeVisitorAsync();

        Assert.Equal(403, (await s3.SendAsync(S3(await VisitAsync(), "GET", "list-type=2", ""))).Status);
        using var request = S3(owner, "GET", "policy=", "").ToMessage();
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, Cancellation);
        Assert.Matches("\"AWS\":\"AROA[A-Z2-7]{17}\"", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    async Task<JsonObject> MakeAsync(JsonClient client, string service)
    {
        var policy = Policy($"{service}:*", Visitor, service == "ecr" ? null : "*");
        switch (service)
        {
            case "kms":
                var root = $$"""[{"Effect":"Allow","Principal":{"AWS":"{{Owner}}"},"Action":"kms:*","Resource":"*"},""";
                policy = policy.Replace("[", root, StringComparison.Ordinal);
                var key = await client.CallAsync(Owner, "CreateKey", new() { ["Policy"] = policy });
                return new() { ["KeyId"] = key["KeyMetadata"]!["Arn"]!.GetValue<string>() };
            case "secretsmanager":
                var secret = await client.CallAsync(
                    Owner,
                    "CreateSecret",
                    new() { ["Name"] = "visited", ["SecretString"] = "a" }
                );
                var arn = secret["ARN"]!.GetValue<string>();
                await client.CallAsync(
                    Owner,
                    "PutResourcePolicy",
                    new() { ["SecretId"] = arn, ["ResourcePolicy"] = policy }
                );
                return new() { ["SecretId"] = arn };
            default:
                await client.CallAsync(Owner, "CreateRepository", new() { ["repositoryName"] = "visited" });
                await client.CallAsync(
                    Owner,
                    "SetRepositoryPolicy",
                    new() { ["repositoryName"] = "visited", ["policyText"] = policy }
                );
                return new() { ["repositoryName"] = "visited", ["registryId"] = Owner };
        }
    }

    async Task MakeVisitorAsync()
    {
        await _iam.CallAsync(
            Stranger,
            "CreateRole",
            ("RoleName", "visitor"),
            ("AssumeRolePolicyDocument", Policy("sts:AssumeRole", Stranger, null))
        );
        await _iam.CallAsync(
            Stranger,
            "PutRolePolicy",
            ("RoleName", "visitor"),
            ("PolicyName", "all"),
            (
                "PolicyDocument",
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""
            )
        );
    }

    async Task RemakeVisitorAsync()
    {
        await _iam.CallAsync(Stranger, "DeleteRolePolicy", ("RoleName", "visitor"), ("PolicyName", "all"));
        await _iam.CallAsync(Stranger, "DeleteRole", ("RoleName", "visitor"));
        await MakeVisitorAsync();
    }

    Task<SignedRequest.Key> VisitAsync() =>
        AssumeAsync(Visitor, SignedRequest.Key.Of(_world.Server.AdministratorOf(Stranger)));

    async Task<SignedRequest.Key> AssumeAsync(string role, SignedRequest.Key caller)
    {
        using var sts = _world.Sts(
            caller.Token is null
                ? new Amazon.Runtime.BasicAWSCredentials(caller.Id, caller.Secret)
                : new Amazon.Runtime.SessionAWSCredentials(caller.Id, caller.Secret, caller.Token)
        );
        var assumed = await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = role, RoleSessionName = "visit" },
            Cancellation
        );
        var credentials = assumed.Credentials;
        return new(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken);
    }

    async Task<SignedRequest.Key> MakePersonAsync()
    {
        await _iam.CallAsync(Owner, "CreateUser", ("UserName", "person"));
        var key = await _iam.CallAsync(Owner, "CreateAccessKey", ("UserName", "person"));
        return new(QueryClient.Text(key, "AccessKeyId"), QueryClient.Text(key, "SecretAccessKey"));
    }

    async Task<string> TrustAsync() =>
        Uri.UnescapeDataString(
            QueryClient.Text(await _iam.CallAsync(Owner, "GetRole", ("RoleName", "target")), "AssumeRolePolicyDocument")
        );

    SignedRequest S3(SignedRequest.Key key, string method, string query, string body) =>
        SignedRequest.S3(
            _world.Server.Endpoint,
            key,
            DateTimeOffset.UtcNow,
            method,
            "/visited",
            Encoding.UTF8.GetBytes(body)
        ) with
        {
            Query = query,
        };

    static string Policy(string action, string principal, string? resource) =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"{{action}}"{{(
                resource is null ? "" : $",\"Resource\":\"{resource}\""
            )}}}]}
            """;

    public ValueTask DisposeAsync()
    {
        _iam.Dispose();
        return _world.DisposeAsync();
    }
}
