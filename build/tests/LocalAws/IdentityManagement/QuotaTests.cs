namespace Build.Tests.LocalAws.IdentityManagement;

/// <summary>How much IAM takes: what deployments run into on AWS.</summary>
public sealed class QuotaTests : IAsyncLifetime
{
    const string Account = LocalWorld.First;
    LocalWorld _world = null!;
    QueryClient _iam = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _iam = new(_world, "iam", "2010-05-08");
        await _iam.CallAsync(Account, "CreateRole", ("RoleName", "one"), ("AssumeRolePolicyDocument", Trust(1)));
    }

    [Fact]
    public async Task PutRolePolicy_AllInlinePoliciesTogether_AreTenThousandCharactersAtMost()
    {
        await PutAsync("first", 5_000);
        await PutAsync("second", 5_240);
        // What is replaced no longer counts, and white space never does.
        await PutAsync("second", 5_240, blanks: 3_000);

        Assert.Equal("LimitExceeded", await RefusedAsync("PutRolePolicy", "third", 200));
        Assert.Equal("LimitExceeded", await RefusedAsync("PutRolePolicy", "second", 5_241));
    }

    [Fact]
    public async Task CreatePolicy_MoreThan6144Characters_LimitExceeded()
    {
        await _iam.CallAsync(Account, "CreatePolicy", ("PolicyName", "most"), ("PolicyDocument", Policy(6_144)));

        Assert.Equal(
            "LimitExceeded",
            await _iam.RefusedAsync(Account, "CreatePolicy", ("PolicyName", "more"), ("PolicyDocument", Policy(6_145)))
        );
    }

    [Fact]
    public async Task UpdateAssumeRolePolicy_MoreThan2048Characters_LimitExceeded() =>
        Assert.Equal(
            "LimitExceeded",
            await _iam.RefusedAsync(
                Account,
                "UpdateAssumeRolePolicy",
                ("RoleName", "one"),
                ("PolicyDocument", Trust(2_000))
            )
        );

    [Fact]
    public async Task AttachRolePolicy_TheEleventh_LimitExceeded()
    {
        for (var number = 1; number <= 11; number++)
            await _iam.CallAsync(
                Account,
                "CreatePolicy",
                ("PolicyName", $"policy-{number}"),
                ("PolicyDocument", Policy(200))
            );
        for (var number = 1; number <= 10; number++)
            await _iam.CallAsync(Account, "AttachRolePolicy", Attachment(number));

        Assert.Equal("LimitExceeded", await _iam.RefusedAsync(Account, "AttachRolePolicy", Attachment(11)));
    }

    public async ValueTask DisposeAsync()
    {
        _iam.Dispose();
        await _world.DisposeAsync();
    }

    Task PutAsync(string name, int size, int blanks = 0) =>
        _iam.CallAsync(
            Account,
            "PutRolePolicy",
            ("RoleName", "one"),
            ("PolicyName", name),
            ("PolicyDocument", Policy(size) + new string(' ', blanks))
        );

    Task<string> RefusedAsync(string action, string name, int size) =>
        _iam.RefusedAsync(Account, action, ("RoleName", "one"), ("PolicyName", name), ("PolicyDocument", Policy(size)));

    static (string, string)[] Attachment(int number) =>
        [("RoleName", "one"), ("PolicyArn", $"arn:aws:iam::{Account}:policy/policy-{number}")];

    /// <summary>A policy of so many characters.</summary>
    static string Policy(int size)
    {
        const string Start =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::""";
        const string End = "\"}]}";
        return Start + new string('a', size - Start.Length - End.Length) + End;
    }

    static string Trust(int length) =>
        $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{{Account}}}"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"{{{new string('a', length)}}}"} } }]}""";
}
