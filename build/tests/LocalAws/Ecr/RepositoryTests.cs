using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.Ecr;

public sealed class RepositoryTests : IAsyncLifetime
{
    const string Owner = LocalWorld.First;
    const string Other = LocalWorld.Second;
    const string Manifest =
        """{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"size":10},"layers":[{"size":20},{"size":30}]}""";
    LocalWorld _world = null!;
    JsonClient _ecr = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _ecr = new(_world, "ecr", "AmazonEC2ContainerRegistry_V20150921");
    }

    [Fact]
    public async Task CreateRepository_ThenDescribe_GivesAddressAndSettings()
    {
        await CreateAsync("app/web", "IMMUTABLE");

        var described = await _ecr.CallAsync(
            Owner,
            "DescribeRepositories",
            new() { ["repositoryNames"] = new JsonArray("app/web") }
        );

        var repository = described["repositories"]![0]!;
        Assert.Equal(
            "111111111111.dkr.ecr.eu-west-1.amazonaws.com/app/web",
            repository["repositoryUri"]!.GetValue<string>()
        );
        Assert.Equal("IMMUTABLE", repository["imageTagMutability"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("CreateRepository", "app", "RepositoryAlreadyExistsException")]
    [InlineData("CreateRepository", "App", "InvalidParameterException")]
    [InlineData("DeleteRepository", "none", "RepositoryNotFoundException")]
    [InlineData("GetRepositoryPolicy", "app", "RepositoryPolicyNotFoundException")]
    [InlineData("GetLifecyclePolicy", "app", "LifecyclePolicyNotFoundException")]
    public async Task Call_ThatCannotBeDone_HasEcrsCode(string operation, string name, string code)
    {
        await CreateAsync("app");

        Assert.Equal(code, await _ecr.RefusedAsync(Owner, operation, Named(name)));
    }

    [Fact]
    public async Task PutImage_ThenGetByTag_GivesTheManifestAndItsSize()
    {
        await CreateAsync("app");
        await PutAsync("app", Manifest, "one");

        var got = await _ecr.CallAsync(Owner, "BatchGetImage", Images("app", "one", "none"));
        var described = await _ecr.CallAsync(Owner, "DescribeImages", Images("app", "one"));

        Assert.Equal(Manifest, got["images"]![0]!["imageManifest"]!.GetValue<string>());
        Assert.Equal("ImageNotFound", got["failures"]![0]!["failureCode"]!.GetValue<string>());
        Assert.Equal(60, described["imageDetails"]![0]!["imageSizeInBytes"]!.GetValue<int>());
        Assert.Equal("ImageNotFoundException", await _ecr.RefusedAsync(Owner, "DescribeImages", Images("app", "none")));
    }

    [Theory]
    [InlineData("MUTABLE", null)]
    [InlineData("IMMUTABLE", "ImageTagAlreadyExistsException")]
    public async Task PutImage_TagOfAnotherImage_MovesOnlyWhereTagsAreMutable(string mutability, string? code)
    {
        await CreateAsync("app", mutability);
        await PutAsync("app", Manifest, "latest");
        var second = Image("app", Manifest + " ", "latest");

        if (code is not null)
        {
            Assert.Equal(code, await _ecr.RefusedAsync(Owner, "PutImage", second));
            return;
        }
        await _ecr.CallAsync(Owner, "PutImage", second);
        var listed = await _ecr.CallAsync(Owner, "ListImages", Named("app"));
        Assert.Single(listed["imageIds"]!.AsArray(), image => image!["imageTag"]?.GetValue<string>() == "latest");
        Assert.Equal(2, listed["imageIds"]!.AsArray().Count);
    }

    [Fact]
    public async Task DeleteRepository_WithImages_NeedsForce()
    {
        await CreateAsync("app");
        await PutAsync("app", Manifest, "one");

        Assert.Equal("RepositoryNotEmptyException", await _ecr.RefusedAsync(Owner, "DeleteRepository", Named("app")));
        await _ecr.CallAsync(Owner, "DeleteRepository", new() { ["repositoryName"] = "app", ["force"] = true });
    }

    [Fact]
    public async Task BatchGetImage_FromAnotherAccount_NeedsTheRepositoryPolicy()
    {
        await CreateAsync("app");
        await PutAsync("app", Manifest, "one");
        var get = Images("app", "one");
        get["registryId"] = Owner;

        Assert.Equal("AccessDeniedException", await _ecr.RefusedAsync(Other, "BatchGetImage", get));
        await _ecr.CallAsync(
            Owner,
            "SetRepositoryPolicy",
            new()
            {
                ["repositoryName"] = "app",
                ["policyText"] = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"ecr:BatchGetImage"}]}
                """,
            }
        );

        await _ecr.CallAsync(Other, "BatchGetImage", get);
        var delete = new JsonObject { ["repositoryName"] = "app", ["registryId"] = Owner };
        Assert.Equal("AccessDeniedException", await _ecr.RefusedAsync(Other, "DeleteRepository", delete));
    }

    [Theory]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*","Resource":"*"}]}"""
    )]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*"}]}""")]
    [InlineData("no policy")]
    public async Task SetRepositoryPolicy_NotAPolicyOfARepository_IsInvalid(string policy)
    {
        await CreateAsync("app");
        var body = new JsonObject { ["repositoryName"] = "app", ["policyText"] = policy };

        Assert.Equal("InvalidParameterException", await _ecr.RefusedAsync(Owner, "SetRepositoryPolicy", body));
    }

    [Fact]
    public async Task GetAuthorizationToken_Decoded_IsAPasswordOfTheUserAws()
    {
        var answer = await _ecr.CallAsync(Owner, "GetAuthorizationToken", []);

        var data = answer["authorizationData"]![0]!;
        Assert.StartsWith(
            "AWS:",
            System.Text.Encoding.UTF8.GetString(
                Convert.FromBase64String(data["authorizationToken"]!.GetValue<string>())
            ),
            StringComparison.Ordinal
        );
        Assert.Equal("https://111111111111.dkr.ecr.eu-west-1.amazonaws.com", data["proxyEndpoint"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        _ecr.Dispose();
        await _world.DisposeAsync();
    }

    Task CreateAsync(string name, string mutability = "MUTABLE") =>
        _ecr.CallAsync(
            Owner,
            "CreateRepository",
            new() { ["repositoryName"] = name, ["imageTagMutability"] = mutability }
        );

    Task PutAsync(string name, string manifest, string tag) =>
        _ecr.CallAsync(Owner, "PutImage", Image(name, manifest, tag));

    static JsonObject Named(string name) => new() { ["repositoryName"] = name };

    static JsonObject Image(string name, string manifest, string tag) =>
        new()
        {
            ["repositoryName"] = name,
            ["imageManifest"] = manifest,
            ["imageTag"] = tag,
        };

    static JsonObject Images(string name, params string[] tags) =>
        new()
        {
            ["repositoryName"] = name,
            ["imageIds"] = new JsonArray([.. tags.Select(tag => new JsonObject { ["imageTag"] = tag })]),
        };
}
