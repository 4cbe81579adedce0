namespace Build.Tests.LocalAws.Route53;

public sealed class HostedZoneTests : IAsyncLifetime
{
    LocalWorld _world = null!;
    XmlClient _route53 = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LookupWorld.StartAsync();
        _route53 = new(_world, "route53");
    }

    [Fact]
    public async Task ListHostedZonesByName_FromADomain_StartsThereInTheOrderOfReversedLabels()
    {
        var (status, body) = await _route53.GetAsync(
            LocalWorld.First,
            "/2013-04-01/hostedzonesbyname",
            "dnsname=example.com"
        );

        Assert.Equal(200, status);
        Assert.Equal(
            ["example.com.", "inside.example.com.", "zoo.example.com.", "other.org."],
            XmlClient.Texts(body, "Name")
        );
        Assert.Equal(["false", "true", "false", "false"], XmlClient.Texts(body, "PrivateZone"));
        Assert.Equal(["false"], XmlClient.Texts(body, "IsTruncated"));
        Assert.Equal("/hostedzone/" + LookupWorld.Zone.Id, XmlClient.Texts(body, "Id")[0]);
    }

    [Fact]
    public async Task ListHostedZonesByName_APageAtATime_GivesEveryZoneOnce()
    {
        var names = new List<string>();
        var query = "maxitems=1";
        while (query.Length > 0)
        {
            var (_, body) = await _route53.GetAsync(LocalWorld.First, "/2013-04-01/hostedzonesbyname", query);
            names.AddRange(XmlClient.Texts(body, "Name"));
            query = XmlClient.Texts(body, "NextDNSName") is [var name]
                ? $"dnsname={name}&hostedzoneid={XmlClient.Texts(body, "NextHostedZoneId")[0]}&maxitems=1"
                : "";
        }

        Assert.Equal(["example.com.", "inside.example.com.", "zoo.example.com.", "other.org."], names);
    }

    [Fact]
    public async Task GetHostedZone_PrivateOne_NamesItsNetworks()
    {
        var (_, list) = await _route53.GetAsync(LocalWorld.First, "/2013-04-01/hostedzone");
        var id = XmlClient.Texts(list, "Id")[1];

        var (status, body) = await _route53.GetAsync(LocalWorld.First, "/2013-04-01" + id);

        Assert.Equal(200, status);
        Assert.Equal([LookupWorld.Main.Id], XmlClient.Texts(body, "VPCId"));
    }

    [Fact]
    public async Task GetHostedZone_OfAnotherAccount_DoesNotExist()
    {
        var (status, body) = await _route53.GetAsync(
            LocalWorld.First,
            "/2013-04-01/hostedzone/" + LookupWorld.ForeignZone.Id
        );

        Assert.Equal(404, status);
        Assert.Equal(["NoSuchHostedZone"], XmlClient.Texts(body, "Code"));
    }

    public async ValueTask DisposeAsync()
    {
        _route53.Dispose();
        await _world.DisposeAsync();
    }
}
