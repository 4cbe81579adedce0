namespace Build.Tests.LocalAws.Ec2;

public sealed class Ec2LookupTests : IAsyncLifetime
{
    const string Version = "&Version=2016-11-15";
    LocalWorld _world = null!;
    XmlClient _ec2 = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LookupWorld.StartAsync();
        _ec2 = new(_world, "ec2");
    }

    [Fact]
    public async Task DescribeVpcs_ByNameTag_GivesTheAccountsOwn()
    {
        var (status, body) = await CallAsync("DescribeVpcs&Filter.1.Name=tag%3AName&Filter.1.Value.1=main");

        Assert.Equal(200, status);
        Assert.Equal([LookupWorld.Main.Id], XmlClient.Texts(body, "vpcId"));
        Assert.Equal([LocalWorld.First], XmlClient.Texts(body, "ownerId"));
    }

    [Fact]
    public async Task DescribeVpcs_DefaultOne_IsInEveryAccount()
    {
        var (_, body) = await CallAsync("DescribeVpcs&Filter.1.Name=isDefault&Filter.1.Value.1=true");
        var vpc = Assert.Single(XmlClient.Texts(body, "vpcId"));

        var (_, subnets) = await CallAsync($"DescribeSubnets&Filter.1.Name=vpc-id&Filter.1.Value.1={vpc}");

        Assert.Equal(["eu-west-1a", "eu-west-1b", "eu-west-1c"], XmlClient.Texts(subnets, "availabilityZone"));
    }

    [Theory]
    [InlineData("DescribeVpcs&VpcId.1=", "InvalidVpcID.NotFound")]
    [InlineData("DescribeVpcs&VpcId.2=vpc-0&VpcId.1=", "InvalidVpcID.NotFound")]
    public async Task DescribeVpcs_OfAnotherAccount_DoesNotExist(string call, string code)
    {
        var (status, body) = await CallAsync(call + LookupWorld.Foreign.Id);

        Assert.Equal(400, status);
        Assert.Equal([code], XmlClient.Texts(body, "Code"));
    }

    [Fact]
    public async Task DescribeRouteTables_OfANetwork_LeadPublicSubnetsToTheInternet()
    {
        var (_, body) = await CallAsync(
            $"DescribeRouteTables&Filter.1.Name=vpc-id&Filter.1.Value.1={LookupWorld.Main.Id}"
        );

        var tables = body.Element("routeTableSet")!.Elements("item").ToList();
        Assert.Equal(4, tables.Count);
        Assert.Single(tables, table => XmlClient.Texts(table, "main").Contains("true"));
        var toInternet = Assert.Single(
            tables,
            table => XmlClient.Texts(table, "gatewayId").Any(id => id.StartsWith("igw-", StringComparison.Ordinal))
        );
        Assert.Equal(2, XmlClient.Texts(toInternet, "subnetId").Count);
        Assert.Single(tables, table => XmlClient.Texts(table, "natGatewayId").Count == 1);
    }

    [Fact]
    public async Task DescribeVpnGateways_AttachedToANetwork_GivesOne()
    {
        var filters =
            $"&Filter.1.Name=attachment.vpc-id&Filter.1.Value.1={LookupWorld.Main.Id}&Filter.2.Name=state&Filter.2.Value.1=available";

        var (_, body) = await CallAsync("DescribeVpnGateways" + filters);

        Assert.Single(XmlClient.Texts(body, "vpnGatewayId"));
    }

    [Theory]
    [InlineData("us-east-1", 6, "us-east-1f", "use1-az6")]
    [InlineData("eu-west-1", 3, "eu-west-1c", "euw1-az3")]
    [InlineData("ap-northeast-1", 3, "ap-northeast-1d", "apne1-az3")]
    public async Task DescribeAvailabilityZones_OfARegion_GivesItsZones(
        string region,
        int count,
        string last,
        string id
    )
    {
        var (_, body) = await _ec2.SendAsync(
            SignedRequest.Form(
                _world.Server.Endpoint,
                SignedRequest.Key.Of(_world.Server.AdministratorOf(LocalWorld.First)),
                DateTimeOffset.UtcNow,
                "ec2",
                "Action=DescribeAvailabilityZones" + Version
            ) with
            {
                Region = region,
            }
        );

        Assert.Equal(count, XmlClient.Texts(body, "zoneName").Count);
        Assert.Equal(last, XmlClient.Texts(body, "zoneName")[^1]);
        Assert.Equal(id, XmlClient.Texts(body, "zoneId")[^1]);
    }

    [Theory]
    [InlineData("&Owner.1=self", "app-1 app-2")]
    [InlineData("&Owner.1=self&Filter.1.Name=name&Filter.1.Value.1=app-%3F", "app-1 app-2")]
    [InlineData(
        "&Owner.1=amazon&Filter.1.Name=name&Filter.1.Value.1=al2023-ami-2023.*-kernel-6.1-arm64",
        "al2023-ami-2023.9.20251117.1-kernel-6.1-arm64"
    )]
    [InlineData("&Owner.1=222222222222", "")]
    public async Task DescribeImages_ByOwnerAndName_GivesThoseTheAccountMayUse(string parameters, string names)
    {
        var (_, body) = await CallAsync("DescribeImages" + parameters);

        Assert.Equal(names, string.Join(' ', XmlClient.Texts(body, "name")));
    }

    [Fact]
    public async Task DescribeSecurityGroups_ByName_TellsWhatMayLeave()
    {
        var (_, body) = await CallAsync("DescribeSecurityGroups&Filter.1.Name=group-name&Filter.1.Value.1=web");

        Assert.Single(XmlClient.Texts(body, "groupId"));
        Assert.Empty(XmlClient.Texts(body, "cidrIp"));
    }

    [Theory]
    [InlineData("DescribeVpcs&Filter.1.Name=colour&Filter.1.Value.1=red", 400, "InvalidParameterValue")]
    [InlineData("DescribeVpcs&MaxResults=many", 400, "InvalidParameterValue")]
    [InlineData("DescribeVpcs&DryRun=true", 412, "DryRunOperation")]
    [InlineData("RunInstances", 400, "InvalidAction")]
    public async Task Call_ThatCannotBeAnswered_HasEc2sCode(string call, int expected, string code)
    {
        var (status, body) = await CallAsync(call);

        Assert.Equal(expected, status);
        Assert.Equal("Response", body.Name.LocalName);
        Assert.Equal([code], XmlClient.Texts(body, "Code"));
    }

    [Fact]
    public async Task Call_UnknownKey_IsAnAuthFailure()
    {
        var (status, body) = await _ec2.FormAsync(
            new SignedRequest.Key("AKIAAAAAAAAAAAAAAAAA", "nobody"),
            "Action=DescribeVpcs" + Version
        );

        Assert.Equal(401, status);
        Assert.Equal(["AuthFailure"], XmlClient.Texts(body, "Code"));
    }

    public async ValueTask DisposeAsync()
    {
        _ec2.Dispose();
        await _world.DisposeAsync();
    }

    Task<(int Status, System.Xml.Linq.XElement Body)> CallAsync(string call) =>
        _ec2.FormAsync(LocalWorld.First, $"Action={call}{Version}");
}
