using LocalAws;

namespace Build.Tests.LocalAws.Sts;

public class ServiceControlTests
{
    const string NoRoles = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:CreateRole","Resource":"*"}]}
        """;
    const string OnlyBuckets = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}
        """;

    [Theory]
    [InlineData(LocalWorld.Management, "MalformedPolicyDocument")]
    [InlineData(LocalWorld.First, "AccessDenied")]
    [InlineData(LocalWorld.Second, "AccessDenied")]
    public async Task Policy_AtTheRoot_BindsAllButTheManagementAccount(string account, string code)
    {
        await using var world = await StartAsync(new("no-roles", NoRoles));
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        var valid = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}
            """;

        // The management account gets as far as its malformed document.
        var document = account == LocalWorld.Management ? "{}" : valid;
        var refused = await iam.RefusedAsync(
            account,
            "CreateRole",
            ("RoleName", "one"),
            ("AssumeRolePolicyDocument", document)
        );

        Assert.Equal(code, refused);
    }

    [Theory]
    [InlineData(LocalWorld.First, false)]
    [InlineData(LocalWorld.Second, true)]
    public async Task Policy_InPlaceOfFullAccess_AllowsNothingElseInItsAccount(string account, bool allowed)
    {
        var policy = new ServiceControlPolicy("only-buckets", OnlyBuckets)
        {
            Accounts = [LocalWorld.First],
            ReplacesFullAccess = true,
        };
        await using var world = await StartAsync(policy);
        using var iam = new QueryClient(world, "iam", "2010-05-08");

        var (status, answer) = await iam.SendAsync(
            SignedRequest.Key.Of(world.Server.AdministratorOf(account)),
            "ListRoles",
            []
        );

        Assert.Equal(allowed ? 200 : 403, status);
        if (!allowed)
        {
            Assert.EndsWith(
                "because no service control policy allows the iam:ListRoles action",
                QueryClient.Text(answer, "Message"),
                StringComparison.Ordinal
            );
        }
    }

    static Task<LocalWorld> StartAsync(ServiceControlPolicy policy) =>
        LocalWorld.StartAsync(options => options with { ServiceControlPolicies = [policy] });
}
