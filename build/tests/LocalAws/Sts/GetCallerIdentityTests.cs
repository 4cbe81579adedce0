using Amazon.Runtime;
using Amazon.SecurityToken;

namespace Build.Tests.LocalAws.Sts;

public class GetCallerIdentityTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetCallerIdentity_AdministratorOfAnAccount_IsThatUser()
    {
        await using var world = await LocalWorld.StartAsync();
        using var sts = world.Sts(world.Administrator(LocalWorld.First));

        var identity = await sts.GetCallerIdentityAsync(new(), Cancellation);

        Assert.Equal(LocalWorld.First, identity.Account);
        Assert.Equal("arn:aws:iam::111111111111:user/administrator", identity.Arn);
        Assert.StartsWith("AIDA", identity.UserId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetCallerIdentity_WrongSecret_SignatureDoesNotMatch()
    {
        await using var world = await LocalWorld.StartAsync();
        var id = world.Server.AdministratorOf(LocalWorld.First).AccessKeyId;
        using var sts = world.Sts(new BasicAWSCredentials(id, "not the secret"));

        var error = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() =>
            sts.GetCallerIdentityAsync(new(), Cancellation)
        );

        Assert.Equal("SignatureDoesNotMatch", error.ErrorCode);
        Assert.Equal(403, (int)error.StatusCode);
    }

    [Fact]
    public async Task GetCallerIdentity_UnknownKey_InvalidClientTokenId()
    {
        await using var world = await LocalWorld.StartAsync();
        using var sts = world.Sts(new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "secret"));

        var error = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() =>
            sts.GetCallerIdentityAsync(new(), Cancellation)
        );

        Assert.Equal("InvalidClientTokenId", error.ErrorCode);
    }

    [Fact]
    public async Task GetCallerIdentity_AfterARestart_TheKeyIsTheSame()
    {
        var state = Directory.CreateTempSubdirectory().FullName;
        await using (var before = await LocalWorld.StartAsync(options => options with { StateDirectory = state }))
        {
            var key = before.Server.AdministratorOf(LocalWorld.First);
            await before.DisposeAsync();
            await using var after = await LocalWorld.StartAsync(options => options with { StateDirectory = state });

            Assert.Equal(key.SecretAccessKey, after.Server.AdministratorOf(LocalWorld.First).SecretAccessKey);
        }
        Directory.Delete(state, recursive: true);
    }
}
