using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Build.Tests.LocalAws.Ssm;

public class ParameterTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PutParameter_ThenGet_GivesValueTypeAndVersion()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);

        await ssm.PutParameterAsync(String("/app/name", "one"), Cancellation);
        var got = (await ssm.GetParameterAsync(new() { Name = "/app/name" }, Cancellation)).Parameter;

        Assert.Equal("one", got.Value);
        Assert.Equal(ParameterType.String, got.Type);
        Assert.Equal(1, got.Version);
        Assert.Equal("arn:aws:ssm:eu-west-1:111111111111:parameter/app/name", got.ARN);
    }

    [Fact]
    public async Task PutParameter_ExistingWithoutOverwrite_ParameterAlreadyExists()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        await ssm.PutParameterAsync(String("name", "one"), Cancellation);

        await Assert.ThrowsAsync<ParameterAlreadyExistsException>(() =>
            ssm.PutParameterAsync(String("name", "two"), Cancellation)
        );
    }

    [Fact]
    public async Task GetParameter_WithAVersion_GivesThatVersion()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        await ssm.PutParameterAsync(String("name", "one"), Cancellation);
        var second = String("name", "two");
        second.Overwrite = true;
        await ssm.PutParameterAsync(second, Cancellation);

        var first = await ssm.GetParameterAsync(new() { Name = "name:1" }, Cancellation);
        var current = await ssm.GetParameterAsync(new() { Name = "name" }, Cancellation);

        Assert.Equal("one", first.Parameter.Value);
        Assert.Equal("two", current.Parameter.Value);
    }

    [Fact]
    public async Task GetParameter_OfAnotherAccount_IsNotFound()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        using var other = Client(world, LocalWorld.Second);
        await ssm.PutParameterAsync(String("name", "one"), Cancellation);

        await Assert.ThrowsAsync<ParameterNotFoundException>(() =>
            other.GetParameterAsync(new() { Name = "name" }, Cancellation)
        );
    }

    [Fact]
    public async Task GetParameter_ByArnOfAnotherAccount_IsDenied()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        using var other = Client(world, LocalWorld.Second);
        await ssm.PutParameterAsync(String("/app/name", "one"), Cancellation);

        var error = await Assert.ThrowsAsync<AmazonSimpleSystemsManagementException>(() =>
            other.GetParameterAsync(
                new() { Name = "arn:aws:ssm:eu-west-1:111111111111:parameter/app/name" },
                Cancellation
            )
        );

        Assert.Equal("AccessDeniedException", error.ErrorCode);
    }

    [Fact]
    public async Task LabelParameterVersion_ThenGetByLabel_GivesThatVersion()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        await ssm.PutParameterAsync(String("name", "one"), Cancellation);
        var labelled = await ssm.LabelParameterVersionAsync(
            new() { Name = "name", Labels = ["live", "1bad"] },
            Cancellation
        );
        var second = String("name", "two");
        second.Overwrite = true;
        await ssm.PutParameterAsync(second, Cancellation);

        var got = await ssm.GetParameterAsync(new() { Name = "name:live" }, Cancellation);

        Assert.Equal("one", got.Parameter.Value);
        Assert.Equal(["1bad"], labelled.InvalidLabels);
    }

    [Fact]
    public async Task GetParameter_ThatAwsPublishes_IsInNoAccount()
    {
        var published = new Dictionary<string, string> { ["/aws/service/image"] = "ami-1" };
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                Lookups = options.Lookups with { PublicParameters = published },
            }
        );
        using var ssm = Client(world, LocalWorld.First);

        var got = (await ssm.GetParameterAsync(new() { Name = "/aws/service/image" }, Cancellation)).Parameter;

        Assert.Equal("ami-1", got.Value);
        Assert.Equal("arn:aws:ssm:eu-west-1::parameter/aws/service/image", got.ARN);
    }

    [Fact]
    public async Task GetParametersByPath_ManyPages_GivesEveryParameterOnce()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        var names = Enumerable.Range(0, 23).Select(index => $"/app/{index:D2}").ToList();
        foreach (var name in names)
            await ssm.PutParameterAsync(String(name, name), Cancellation);
        await ssm.PutParameterAsync(String("/app/deeper/one", "one"), Cancellation);

        var found = new List<string>();
        GetParametersByPathResponse page;
        string? token = null;
        do
        {
            page = await ssm.GetParametersByPathAsync(new() { Path = "/app", NextToken = token }, Cancellation);
            found.AddRange(page.Parameters.Select(parameter => parameter.Name));
            token = page.NextToken;
        } while (token is not null);

        Assert.Equal(names, found);
    }

    [Fact]
    public async Task State_AfterARestart_HasTheParameter()
    {
        var state = Directory.CreateTempSubdirectory().FullName;
        await using (var world = await LocalWorld.StartAsync(options => options with { StateDirectory = state }))
        {
            using var ssm = Client(world, LocalWorld.First);
            await ssm.PutParameterAsync(String("name", "one"), Cancellation);
            await ssm.PutParameterAsync(String("gone", "one"), Cancellation);
            await ssm.DeleteParameterAsync(new() { Name = "gone" }, Cancellation);
        }
        await using (var world = await LocalWorld.StartAsync(options => options with { StateDirectory = state }))
        {
            using var ssm = Client(world, LocalWorld.First);
            var found = await ssm.GetParametersAsync(new() { Names = ["name", "gone"] }, Cancellation);

            Assert.Equal("one", Assert.Single(found.Parameters).Value);
            Assert.Equal("gone", Assert.Single(found.InvalidParameters));
        }
        Directory.Delete(state, recursive: true);
    }

    static PutParameterRequest String(string name, string value) =>
        new()
        {
            Name = name,
            Value = value,
            Type = ParameterType.String,
        };

    static AmazonSimpleSystemsManagementClient Client(LocalWorld world, string account) =>
        new(world.Administrator(account), world.Configure(new AmazonSimpleSystemsManagementConfig()));
}
