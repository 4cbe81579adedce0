using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Build.Tests.LocalAws.Sts;

/// <summary>What a session's credentials are good for, and what they are not.</summary>
public class SessionTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_OfARoleThatWasDeletedAndMadeAnew_IsNoSessionOfTheNewOne()
    {
        await using var world = await LocalWorld.StartAsync();
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await MakeRoleAsync(iam, """["sts:AssumeRole"]""");
        using var session = world.Sts(await AssumeAsync(world));
        var before = await session.GetCallerIdentityAsync(new(), Cancellation);

        await iam.CallAsync(LocalWorld.First, "DeleteRole", ("RoleName", "own"));
        var deleted = await RefusedAsync(session);
        await MakeRoleAsync(iam, """["sts:AssumeRole"]""");
        var anew = await RefusedAsync(session);

        Assert.Contains("assumed-role/own/", before.Arn, StringComparison.Ordinal);
        Assert.Equal(["InvalidClientTokenId", "InvalidClientTokenId"], [deleted, anew]);
    }

    [Fact]
    public async Task Session_WithTheTokenOfAnother_IsRefused()
    {
        await using var world = await LocalWorld.StartAsync();
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await MakeRoleAsync(iam, """["sts:AssumeRole"]""");
        var (one, other) = (await AssumeAsync(world), await AssumeAsync(world));
        using var mixed = world.Sts(
            new SessionAWSCredentials(one.AccessKeyId, one.SecretAccessKey, other.SessionToken)
        );

        Assert.Equal("InvalidClientTokenId", await RefusedAsync(mixed));
    }

    [Theory]
    [InlineData("""["sts:AssumeRole"]""", false)]
    [InlineData("""["sts:AssumeRole", "sts:TagSession"]""", true)]
    public async Task AssumeRole_WithTags_TakesTheRightToTagSessions(string trusted, bool succeeds)
    {
        await using var world = await LocalWorld.StartAsync();
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await MakeRoleAsync(iam, trusted);
        await AssumeAsync(world);

        var tagging = AssumeAsync(world, new Tag { Key = "team", Value = "one" });

        if (succeeds)
            Assert.StartsWith("ASIA", (await tagging).AccessKeyId, StringComparison.Ordinal);
        else
            Assert.Contains(
                "sts:TagSession",
                (await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => tagging)).Message,
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:mfa/me", "123456", "")]
    [InlineData(null, null, "is not authorized to perform: sts:AssumeRole")]
    [InlineData("arn:aws:iam::123456789012:mfa/me", null, "must provide both MFA serial number and one time pass code")]
    [InlineData("arn:aws:iam::222222222222:mfa/me", "123456", "unable to validate MFA code")]
    [InlineData("arn:aws:iam::123456789012:user/me", "123456", "unable to validate MFA code")]
    public async Task AssumeRole_RoleThatAsksForMfa_TakesADeviceOfTheCallersAccount(
        string? device,
        string? code,
        string refusal
    )
    {
        await using var world = await LocalWorld.StartAsync();
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await MakeRoleAsync(iam, """["sts:AssumeRole"],"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""");
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));

        var assuming = sts.AssumeRoleAsync(
            new()
            {
                RoleArn = $"arn:aws:iam::{LocalWorld.First}:role/own",
                RoleSessionName = "test",
                SerialNumber = device,
                TokenCode = code,
            },
            Cancellation
        );

        if (refusal.Length == 0)
            Assert.StartsWith("ASIA", (await assuming).Credentials.AccessKeyId, StringComparison.Ordinal);
        else
            Assert.Contains(
                refusal,
                (await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => assuming)).Message,
                StringComparison.Ordinal
            );
    }

    static Task MakeRoleAsync(QueryClient iam, string actions) =>
        iam.CallAsync(
            LocalWorld.First,
            "CreateRole",
            ("RoleName", "own"),
            (
                "AssumeRolePolicyDocument",
                $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{LocalWorld.Management}}"},"Action":{{actions}} } }"""
            )
        );

    static async Task<Credentials> AssumeAsync(LocalWorld world, params List<Tag> tags)
    {
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));
        var answer = await sts.AssumeRoleAsync(
            new()
            {
                RoleArn = $"arn:aws:iam::{LocalWorld.First}:role/own",
                RoleSessionName = "test",
                Tags = tags,
            },
            Cancellation
        );
        return answer.Credentials;
    }

    static async Task<string> RefusedAsync(AmazonSecurityTokenServiceClient client) =>
        (
            await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() =>
                client.GetCallerIdentityAsync(new(), Cancellation)
            )
        ).ErrorCode;
}
