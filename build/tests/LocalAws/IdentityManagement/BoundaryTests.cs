using System.Xml.Linq;

namespace Build.Tests.LocalAws.IdentityManagement;

public sealed class BoundaryTests : IAsyncLifetime
{
    const string Account = LocalWorld.First;
    const string Policy = "arn:aws:iam::111111111111:policy/bounds";
    LocalWorld _world = null!;
    XmlClient _iam = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _iam = new(_world, "iam");
    }

    [Theory]
    [InlineData("CreateUser&UserName=bounded&PermissionsBoundary=arn:aws:iam::111111111111:policy/none")]
    [InlineData(
        "PutUserPermissionsBoundary&UserName=present&PermissionsBoundary=arn:aws:iam::111111111111:policy/none"
    )]
    [InlineData("PutUserPermissionsBoundary&UserName=present&PermissionsBoundary=arn:aws:iam::aws:policy/NoSuchPolicy")]
    [InlineData(
        "PutUserPermissionsBoundary&UserName=present&PermissionsBoundary=arn:aws:iam::222222222222:policy/none"
    )]
    [InlineData("AttachUserPolicy&UserName=present&PolicyArn=arn:aws:iam::aws:policy/NoSuchPolicy")]
    [InlineData("AttachUserPolicy&UserName=present&PolicyArn=arn:aws:iam::111111111111:policy/none")]
    public async Task Attach_PolicyThatDoesNotExist_IsNoSuchEntity(string call)
    {
        await CallAsync("CreateUser&UserName=present");

        var (status, body) = await SendAsync(call);

        Assert.Equal(404, status);
        Assert.Equal(["NoSuchEntity"], XmlClient.Texts(body, "Code"));
    }

    [Fact]
    public async Task Call_BoundaryThatIsGone_IsDenied()
    {
        var document = Uri.EscapeDataString(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}"""
        );
        await CallAsync($"CreatePolicy&PolicyName=bounds&PolicyDocument={document}");
        await CallAsync($"CreateUser&UserName=bounded&PermissionsBoundary={Uri.EscapeDataString(Policy)}");
        await CallAsync($"AttachUserPolicy&UserName=bounded&PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess");
        var key = await CallAsync("CreateAccessKey&UserName=bounded");
        var signer = new SignedRequest.Key(
            XmlClient.Texts(key, "AccessKeyId")[0],
            XmlClient.Texts(key, "SecretAccessKey")[0]
        );

        var (before, _) = await _iam.FormAsync(signer, "Action=ListUsers&Version=2010-05-08");
        var (deleted, _) = await SendAsync($"DeletePolicy&PolicyArn={Uri.EscapeDataString(Policy)}");
        var (after, refusal) = await _iam.FormAsync(signer, "Action=ListUsers&Version=2010-05-08");

        Assert.Equal(200, before);
        Assert.Equal(200, deleted);
        Assert.Equal(403, after);
        Assert.Contains(
            "because no permissions boundary allows the iam:ListUsers action",
            Assert.Single(XmlClient.Texts(refusal, "Message")),
            StringComparison.Ordinal
        );
    }

    public async ValueTask DisposeAsync()
    {
        _iam.Dispose();
        await _world.DisposeAsync();
    }

    async Task<XElement> CallAsync(string call)
    {
        var (status, body) = await SendAsync(call);
        Assert.True(status == 200, body.ToString());
        return body;
    }

    Task<(int Status, XElement Body)> SendAsync(string call) =>
        _iam.FormAsync(Account, $"Action={call}&Version=2010-05-08");
}
