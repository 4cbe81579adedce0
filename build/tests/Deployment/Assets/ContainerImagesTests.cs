using Deployment;
using Deployment.Assemblies;
using Deployment.Assets;
using Deployment.Credentials;
using LocalAws.Faults;
using Settings;

namespace Build.Tests.Deployment.Assets;

/// <summary>With the real cdk-assets, which infra pins, against the local AWS.</summary>
public sealed class ContainerImagesTests : IAsyncLifetime
{
    static readonly string script = Path.Combine(RepositoryRoot.Find(), "infra/node_modules/cdk-assets/bin/cdk-assets");

    static readonly RoleReference role = new("arn:aws:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    readonly TemporaryFolder folder = new();

    /// <summary>Exists once the engine builds: from then on every session counts as over.</summary>
    string Built => folder.At("built");

    DeploymentWorld world = null!;
    EnvironmentAccess access = null!;

    public async ValueTask InitializeAsync()
    {
        world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Faults = new() { Strike = _ => File.Exists(Built) ? FaultKind.ExpiredToken : null },
            }
        );
        access = new EnvironmentAccess(world.Session, world.Endpoint, TimeProvider.System, _ => null);
    }

    public async ValueTask DisposeAsync()
    {
        access.Dispose();
        await world.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The engine is one that no machine has, so the outcome is the same where Docker runs.</summary>
    [Fact]
    public async Task PublishAsync_NoContainerEngine_NamesTheEngineThatIsMissing()
    {
        Assert.True(File.Exists(script), $"{script} is missing. Next: ./build.sh --target=Install");
        const string Engine = "an-engine-that-is-not-installed";
        await MakeRepositoryAsync();
        var options = new AssetPublisherOptions { CdkAssets = script, ContainerEngine = Engine };
        using var publisher = new AssetPublisher(access, world.Endpoint, world, options);

        var failure = await Assert.ThrowsAsync<BuildException>(() =>
            publisher.PublishAsync(Image("images"), Cancellation)
        );

        var finding = Assert.Single(failure.Findings);
        Assert.Equal("NoContainerEngine", finding.Code);
        Assert.Contains(Engine, finding.What, StringComparison.Ordinal);
    }

    /// <summary>With an engine that answers, what cdk-assets itself could not do is the reason.</summary>
    [Fact]
    public async Task PublishAsync_MissingRepository_ShowsWhatCdkAssetsSays()
    {
        Assert.True(File.Exists(script), $"{script} is missing. Next: ./build.sh --target=Install");
        var options = new AssetPublisherOptions { CdkAssets = script, ContainerEngine = "true" };
        using var publisher = new AssetPublisher(access, world.Endpoint, world, options);

        var failure = await Assert.ThrowsAsync<BuildException>(() =>
            publisher.PublishAsync(Image("no-such-repository"), Cancellation)
        );

        var finding = Assert.Single(failure.Findings);
        Assert.Equal("AssetPublishFailed", finding.Code);
        Assert.Contains(finding.Why, line => line.Contains("no-such-repository", StringComparison.Ordinal));
    }

    /// <summary>
    /// A build may take longer than a session lasts. Each image has a process of its own, given a session that was renewed in
    /// time, and it logs in before it builds: what it then pushes with is ECR's token, which is valid for 12 hours (Amazon ECR
    /// API Reference, "GetAuthorizationToken").
    /// </summary>
    [Fact]
    public async Task PublishAsync_SessionEndsDuringTheBuild_IsPushedAllTheSame()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the engine is a shell script");
        Assert.True(File.Exists(script), $"{script} is missing. Next: ./build.sh --target=Install");
        await MakeRepositoryAsync();
        var engine = folder.Write(
            "engine",
            $"""
            #!/bin/sh
            echo "$1" >> '{folder.At("calls")}'
            case "$1" in
              login) cat > /dev/null ;;
              inspect) exit 1 ;;
              build) : > '{Built}' ;;
            esac
            """
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(engine, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var options = new AssetPublisherOptions { CdkAssets = script, ContainerEngine = engine };
        using var publisher = new AssetPublisher(access, world.Endpoint, world, options);

        var published = await publisher.PublishAsync(Image("images"), Cancellation);

        Assert.Equal(AssetOutcome.Published, published.Outcome);
        Assert.Equal(
            ["login", "inspect", "build", "tag", "push"],
            await File.ReadAllLinesAsync(folder.At("calls"), Cancellation)
        );
    }

    /// <summary>Of a stack that has nothing to do with the image too: half of a release is worse than none.</summary>
    [Fact]
    public async Task DeployAsync_NoContainerEngine_SaysSoBeforeAnythingIsDeployed()
    {
        Assert.True(File.Exists(script), $"{script} is missing. Next: ./build.sh --target=Install");
        await MakeRepositoryAsync();
        var image = Image("images");
        var other = world.Stack("Other", DeploymentWorld.Second, Templates.Parameter("/other"));
        var app = world.Stack("App", DeploymentWorld.First, Templates.Parameter("/app")) with
        {
            AssetManifests =
            [
                image.Image!.Value.Manifest with
                {
                    ContainerImages = [image.Image.Value.Asset with { Destinations = [image.Image.Value.Destination] }],
                },
            ],
        };
        var options = new AssetPublisherOptions
        {
            CdkAssets = script,
            ContainerEngine = "an-engine-that-is-not-installed",
        };

        var report = await world
            .Deployer(new DeployerOptions { Assets = options })
            .DeployAsync(DeploymentWorld.Plan(other, app), Cancellation);

        Assert.All(report.Stacks, stack => Assert.IsType<StackResult.Skipped>(stack));
        Assert.Equal("NoContainerEngine", Assert.Single(Assert.Single(report.Assets).Findings).Code);
    }

    async Task MakeRepositoryAsync()
    {
        var repository = world.Stack(
            "Images",
            DeploymentWorld.First,
            """{"Resources":{"Images":{"Type":"AWS::ECR::Repository","Properties":{"RepositoryName":"images"}}}}"""
        );
        Assert.True((await world.DeployAsync(repository)).Succeeded);
    }

    PlannedAsset Image(string repository)
    {
        folder.Write("image/Dockerfile", "FROM scratch\n");
        var file = folder.Write(
            "App.assets.json",
            """
            {
              "version": "54.0.0",
              "dockerImages": { "1": { "source": { "directory": "image" }, "destinations": {} } }
            }
            """
        );
        var image = new ContainerImageAsset("1", "Image", folder.At("image"), []);
        var manifest = new AssetManifest("App.assets", file, [], [image], null);
        return new(new("1", "Image", $"{repository}:tag", DeploymentWorld.First), role.Arn, ["App"])
        {
            Image = (manifest, image, new("here", repository, "tag", null, role)),
        };
    }
}
