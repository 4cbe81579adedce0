using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.LocalAws.Sts;

public class AssumeRoleTests
{
    const string RoleOfFirst = "arn:aws:iam::111111111111:role/OrganizationAccountAccessRole";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AssumeRole_TrustedManagementAccount_GivesASessionOfTheRole()
    {
        await using var world = await LocalWorld.StartAsync();
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));

        var assumed = await sts.AssumeRoleAsync(Request(RoleOfFirst), Cancellation);
        using var inRole = world.Sts(assumed.Credentials);
        var identity = await inRole.GetCallerIdentityAsync(new(), Cancellation);

        Assert.Equal("arn:aws:sts::111111111111:assumed-role/OrganizationAccountAccessRole/test", identity.Arn);
        Assert.Equal(assumed.AssumedRoleUser.Arn, identity.Arn);
        Assert.Equal(assumed.AssumedRoleUser.AssumedRoleId, identity.UserId);
    }

    [Fact]
    public async Task AssumeRole_UntrustedAccount_IsDeniedNamingCallerAndRole()
    {
        await using var world = await LocalWorld.StartAsync();
        using var sts = world.Sts(world.Administrator(LocalWorld.Second));

        var error = await Refused(sts, Request(RoleOfFirst));

        Assert.Equal("AccessDenied", error.ErrorCode);
        Assert.Equal(403, (int)error.StatusCode);
        Assert.StartsWith(
            "User: arn:aws:iam::222222222222:user/administrator is not authorized to perform: sts:AssumeRole on resource: "
                + RoleOfFirst,
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task AssumeRole_MissingRole_IsDeniedLikeOneThatTrustsNobody()
    {
        await using var world = await LocalWorld.StartAsync();
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));

        var error = await Refused(sts, Request("arn:aws:iam::111111111111:role/missing"));

        Assert.Equal("AccessDenied", error.ErrorCode);
    }

    [Theory]
    [InlineData(899, "Member must have value greater than or equal to 900")]
    [InlineData(43201, "Member must have value less than or equal to 43200")]
    [InlineData(3601, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    public async Task AssumeRole_DurationOutOfItsLimits_IsAValidationError(int seconds, string reason)
    {
        await using var world = await LocalWorld.StartAsync();
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));
        var request = Request(RoleOfFirst);
        request.DurationSeconds = seconds;

        var error = await Refused(sts, request);

        Assert.Equal("ValidationError", error.ErrorCode);
        Assert.EndsWith(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssumeRole_ChainedForMoreThanAnHour_IsAValidationError()
    {
        await using var world = await LocalWorld.StartAsync();
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));
        var own = "arn:aws:iam::123456789012:role/OrganizationAccountAccessRole";
        using var chained = world.Sts((await sts.AssumeRoleAsync(Request(own), Cancellation)).Credentials);
        var request = Request(RoleOfFirst);
        request.DurationSeconds = 3601;

        var error = await Refused(chained, request);

        Assert.Equal(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
            error.Message
        );
    }

    [Fact]
    public async Task AssumeRole_SessionPolicyWithoutTheAction_DeniesIt()
    {
        await using var world = await LocalWorld.StartAsync();
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));
        var request = Request("arn:aws:iam::123456789012:role/OrganizationAccountAccessRole");
        request.Policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}
            """;
        using var restricted = world.Sts((await sts.AssumeRoleAsync(request, Cancellation)).Credentials);

        var error = await Refused(restricted, Request(RoleOfFirst));

        Assert.EndsWith(
            "because no session policy allows the sts:AssumeRole action",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task AssumeRole_PolicyByTheTagsOfRoles_AllowsThoseThatAreTaggedSo()
    {
        await using var world = await LocalWorld.StartAsync();
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        var request = Request("arn:aws:iam::123456789012:role/OrganizationAccountAccessRole");
        request.Policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"iam:ResourceTag/kind":["deploy","publish"]}}}]}
            """;
        using var restricted = world.Sts((await sts.AssumeRoleAsync(request, Cancellation)).Credentials);

        var error = await Refused(restricted, Request(RoleOfFirst));
        await iam.CallAsync(
            LocalWorld.First,
            "TagRole",
            ("RoleName", "OrganizationAccountAccessRole"),
            ("Tags.member.1.Key", "kind"),
            ("Tags.member.1.Value", "deploy")
        );
        var assumed = await restricted.AssumeRoleAsync(Request(RoleOfFirst), Cancellation);

        Assert.Equal("AccessDenied", error.ErrorCode);
        Assert.StartsWith("ASIA", assumed.Credentials.AccessKeyId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_PastItsExpiration_IsAnExpiredToken()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var world = await LocalWorld.StartAsync(options => options with { Clock = clock });
        using var sts = world.Sts(world.Administrator(LocalWorld.Management));
        var request = Request(RoleOfFirst);
        request.DurationSeconds = 900;
        var credentials = (await sts.AssumeRoleAsync(request, Cancellation)).Credentials;
        clock.Advance(TimeSpan.FromSeconds(900));
        using var http = new HttpClient();

        var answer = await http.SendAsync(
            SignedRequest
                .GetCallerIdentity(
                    world.Server.Endpoint,
                    new(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken),
                    clock.GetUtcNow()
                )
                .ToMessage(),
            Cancellation
        );

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Contains(
            "<Code>ExpiredToken</Code>",
            await answer.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    static AssumeRoleRequest Request(string role) => new() { RoleArn = role, RoleSessionName = "test" };

    static Task<AmazonSecurityTokenServiceException> Refused(
        AmazonSecurityTokenServiceClient sts,
        AssumeRoleRequest request
    ) => Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(request, Cancellation));
}
