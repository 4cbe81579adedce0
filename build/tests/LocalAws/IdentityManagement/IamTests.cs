namespace Build.Tests.LocalAws.IdentityManagement;

public sealed class IamTests : IAsyncLifetime
{
    const string Account = LocalWorld.First;
    const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"sts:AssumeRole"}]}
        """;
    const string ReadBuckets = """
        {"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}
        """;
    LocalWorld _world = null!;
    QueryClient _iam = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _iam = new(_world, "iam", "2010-05-08");
    }

    [Fact]
    public async Task CreateRole_ThenGetRole_GivesTheEscapedTrustPolicy()
    {
        await CreateRoleAsync("one", ("Path", "/team/"));

        var role = await _iam.CallAsync(Account, "GetRole", ("RoleName", "one"));

        Assert.Equal("arn:aws:iam::111111111111:role/team/one", QueryClient.Text(role, "Arn"));
        Assert.Equal(Trust, Uri.UnescapeDataString(QueryClient.Text(role, "AssumeRolePolicyDocument")));
        Assert.StartsWith("AROA", QueryClient.Text(role, "RoleId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateRole_Twice_EntityAlreadyExists()
    {
        await CreateRoleAsync("one");

        Assert.Equal(
            "EntityAlreadyExists",
            await _iam.RefusedAsync(Account, "CreateRole", ("RoleName", "one"), ("AssumeRolePolicyDocument", Trust))
        );
    }

    [Fact]
    public async Task CreateRole_MalformedTrust_MalformedPolicyDocument() =>
        Assert.Equal(
            "MalformedPolicyDocument",
            await _iam.RefusedAsync(Account, "CreateRole", ("RoleName", "one"), ("AssumeRolePolicyDocument", "{}"))
        );

    [Fact]
    public async Task DeleteRole_WithPolicies_IsAConflictUntilTheyAreGone()
    {
        await CreateRoleAsync("one");
        (string, string)[] inline = [("RoleName", "one"), ("PolicyName", "inline")];
        (string, string)[] attached = [("RoleName", "one"), ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess")];
        await _iam.CallAsync(Account, "PutRolePolicy", [.. inline, ("PolicyDocument", ReadBuckets)]);
        await _iam.CallAsync(Account, "AttachRolePolicy", attached);

        Assert.Equal("DeleteConflict", await _iam.RefusedAsync(Account, "DeleteRole", ("RoleName", "one")));
        await _iam.CallAsync(Account, "DetachRolePolicy", attached);
        Assert.Equal("DeleteConflict", await _iam.RefusedAsync(Account, "DeleteRole", ("RoleName", "one")));
        await _iam.CallAsync(Account, "DeleteRolePolicy", inline);
        await _iam.CallAsync(Account, "DeleteRole", ("RoleName", "one"));
        Assert.Equal("NoSuchEntity", await _iam.RefusedAsync(Account, "GetRole", ("RoleName", "one")));
    }

    [Fact]
    public async Task AttachRolePolicy_UnknownPolicy_NoSuchEntity()
    {
        await CreateRoleAsync("one");

        Assert.Equal(
            "NoSuchEntity",
            await _iam.RefusedAsync(
                Account,
                "AttachRolePolicy",
                ("RoleName", "one"),
                ("PolicyArn", "arn:aws:iam::aws:policy/None")
            )
        );
    }

    [Fact]
    public async Task PolicyVersions_OfACustomerPolicy_AreNumberedAndOneIsInForce()
    {
        var created = await _iam.CallAsync(
            Account,
            "CreatePolicy",
            ("PolicyName", "p"),
            ("PolicyDocument", ReadBuckets)
        );
        var arn = ("PolicyArn", QueryClient.Text(created, "Arn"));

        await _iam.CallAsync(
            Account,
            "CreatePolicyVersion",
            arn,
            ("PolicyDocument", ReadBuckets),
            ("SetAsDefault", "true")
        );
        var policy = await _iam.CallAsync(Account, "GetPolicy", arn);
        var versions = await _iam.CallAsync(Account, "ListPolicyVersions", arn);

        Assert.Equal("v2", QueryClient.Text(policy, "DefaultVersionId"));
        Assert.Equal(["v1", "v2"], QueryClient.Texts(versions, "VersionId"));
        Assert.Equal(
            "DeleteConflict",
            await _iam.RefusedAsync(Account, "DeletePolicyVersion", arn, ("VersionId", "v2"))
        );
        Assert.Equal("DeleteConflict", await _iam.RefusedAsync(Account, "DeletePolicy", arn));
        await _iam.CallAsync(Account, "DeletePolicyVersion", arn, ("VersionId", "v1"));
        await _iam.CallAsync(Account, "DeletePolicy", arn);
    }

    [Fact]
    public async Task ListRoles_InPages_GivesEachOnce()
    {
        foreach (var name in new[] { "a", "b", "c" })
            await CreateRoleAsync(name, ("Path", "/pages/"));
        var first = await _iam.CallAsync(Account, "ListRoles", ("PathPrefix", "/pages/"), ("MaxItems", "2"));

        var second = await _iam.CallAsync(
            Account,
            "ListRoles",
            ("PathPrefix", "/pages/"),
            ("Marker", QueryClient.Text(first, "Marker"))
        );

        Assert.Equal(["a", "b"], QueryClient.Texts(first, "RoleName"));
        Assert.Equal(["c"], QueryClient.Texts(second, "RoleName"));
    }

    [Fact]
    public async Task AccessKey_MadeThenSwitchedOff_WorksUntilThen()
    {
        await _iam.CallAsync(Account, "CreateUser", ("UserName", "someone"));
        var created = await _iam.CallAsync(Account, "CreateAccessKey", ("UserName", "someone"));
        var key = new SignedRequest.Key(
            QueryClient.Text(created, "AccessKeyId"),
            QueryClient.Text(created, "SecretAccessKey")
        );
        using var sts = new QueryClient(_world, "sts", "2011-06-15");

        var (before, identity) = await sts.SendAsync(key, "GetCallerIdentity", []);
        var (denied, error) = await _iam.SendAsync(key, "ListUsers", []);
        await _iam.CallAsync(
            Account,
            "UpdateAccessKey",
            ("UserName", "someone"),
            ("AccessKeyId", key.Id),
            ("Status", "Inactive")
        );
        var (after, _) = await sts.SendAsync(key, "GetCallerIdentity", []);

        Assert.Equal((200, 403, 403), (before, denied, after));
        Assert.Equal("arn:aws:iam::111111111111:user/someone", QueryClient.Text(identity, "Arn"));
        Assert.EndsWith(
            "because no identity-based policy allows the iam:ListUsers action",
            QueryClient.Text(error, "Message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SimulatePrincipalPolicy_OfARole_SaysWhatItMayDo()
    {
        await CreateRoleAsync("one");
        await _iam.CallAsync(
            Account,
            "PutRolePolicy",
            ("RoleName", "one"),
            ("PolicyName", "inline"),
            ("PolicyDocument", ReadBuckets)
        );

        var simulated = await _iam.CallAsync(
            Account,
            "SimulatePrincipalPolicy",
            ("PolicySourceArn", "arn:aws:iam::111111111111:role/one"),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ActionNames.member.2", "s3:PutObject"),
            ("ResourceArns.member.1", "arn:aws:s3:::bucket/key")
        );

        Assert.Equal(["allowed", "implicitDeny"], QueryClient.Texts(simulated, "EvalDecision"));
        Assert.Equal(["allowed", "implicitDeny"], QueryClient.Texts(simulated, "EvalResourceDecision"));
        Assert.Equal(["inline", "inline"], QueryClient.Texts(simulated, "SourcePolicyId"));
    }

    [Fact]
    public async Task SimulatePrincipalPolicy_SeveralResources_AnswersForEachBelowTheAction()
    {
        await CreateRoleAsync("two");
        await _iam.CallAsync(
            Account,
            "PutRolePolicy",
            ("RoleName", "two"),
            ("PolicyName", "inline"),
            (
                "PolicyDocument",
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"} }}]}"""
            )
        );

        var simulated = await SimulateAsync();
        var told = await SimulateAsync(
            ("ContextEntries.member.1.ContextKeyName", "aws:RequestedRegion"),
            ("ContextEntries.member.1.ContextKeyType", "string"),
            ("ContextEntries.member.1.ContextKeyValues.member.1", "eu-west-1")
        );

        Assert.Equal(["implicitDeny", "implicitDeny"], QueryClient.Texts(simulated, "EvalResourceDecision"));
        Assert.Equal("aws:RequestedRegion", QueryClient.Texts(simulated, "MissingContextValues")[1]);
        Assert.Equal(["allowed", "implicitDeny"], QueryClient.Texts(told, "EvalResourceDecision"));
        Assert.Equal(["implicitDeny"], QueryClient.Texts(told, "EvalDecision"));

        Task<System.Xml.Linq.XElement> SimulateAsync(params (string, string)[] more) =>
            _iam.CallAsync(
                Account,
                "SimulatePrincipalPolicy",
                [
                    ("PolicySourceArn", "arn:aws:iam::111111111111:role/two"),
                    ("ActionNames.member.1", "s3:GetObject"),
                    ("ResourceArns.member.1", "arn:aws:s3:::bucket/key"),
                    ("ResourceArns.member.2", "arn:aws:s3:::other/key"),
                    .. more,
                ]
            );
    }

    public async ValueTask DisposeAsync()
    {
        _iam.Dispose();
        await _world.DisposeAsync();
    }

    Task CreateRoleAsync(string name, params (string, string)[] more) =>
        _iam.CallAsync(Account, "CreateRole", [("RoleName", name), ("AssumeRolePolicyDocument", Trust), .. more]);
}
