namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>Where source actions take commits from, and with what permissions.</summary>
public sealed class SourceTests
{
    const string Connection =
        $"arn:aws:codestar-connections:eu-west-1:{PipelineWorld.Account}:connection/11111111-2222-3333-4444-555555555555";
    const string OnConnection =
        $$"""{"ConnectionArn":"{{Connection}}","FullRepositoryId":"owner/repository","BranchName":"main"}""";
    static readonly string _stage = Actions.Stage("One", Actions.Stack("one"));

    [Fact]
    public async Task Connection_UntilSomebodyCompletesIt_FailsTheSource()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(
            PipelineWorld.Of(Actions.Source("CodeStarSourceConnection", OnConnection), _stage)
        );
        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains(
            $"Connection {Connection} not found",
            await world.ErrorAsync("Source", "Checkout"),
            StringComparison.Ordinal
        );

        world.World.Server.Connect(Connection);
        await world.RetryAsync("Source", id);

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        var variables = (await world.DetailsAsync(id))[1]["output"]!["outputVariables"]!;
        Assert.Equal("owner/repository", variables["FullRepositoryName"]!.GetValue<string>());
        Assert.Equal("GitHub", variables["ProviderType"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("CodeStarSourceConnection", OnConnection, "codestar-connections:UseConnection")]
    [InlineData("CodeCommit", """{"RepositoryName":"repository","BranchName":"main"}""", "codecommit:GetBranch")]
    [InlineData("S3", """{"S3Bucket":"source-bucket","S3ObjectKey":"source.zip"}""", "s3:GetBucketVersioning")]
    public async Task Source_WhoseRoleMayOnlyWriteArtifacts_NamesWhatItLacks(
        string provider,
        string configuration,
        string missing
    )
    {
        await using var world = await PipelineWorld.StartAsync(
            """{Effect: Allow, Action: ["s3:PutObject", "kms:*"], Resource: "*"}"""
        );
        await world.Stacks.CreateAsync("source", SourceBucket("Enabled"));

        var id = await world.CreateAsync(PipelineWorld.Of(Actions.Source(provider, configuration), _stage));

        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains(
            $"is not authorized to perform: {missing}",
            await world.ErrorAsync("Source", "Checkout"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task CodeCommit_WithAPushedCommit_IsTheSource()
    {
        await using var world = await PipelineWorld.StartAsync();
        const string Configuration = """{"RepositoryName":"mine","BranchName":"main"}""";
        var id = await world.CreateAsync(PipelineWorld.Of(Actions.Source("CodeCommit", Configuration), _stage));
        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains(
            "no branch named main was found",
            await world.ErrorAsync("Source", "Checkout"),
            StringComparison.Ordinal
        );

        await world.World.Server.PushAsync(
            new("mine", "main", new('a', 40)),
            PipelineWorld.Zip(("template.json", PipelineWorld.Template)),
            TestContext.Current.CancellationToken
        );
        await world.RetryAsync("Source", id);

        Assert.Equal("Succeeded", await world.EndedAsync(id));
    }

    [Theory]
    [InlineData("Enabled", "Succeeded")]
    [InlineData("Suspended", "Failed")]
    public async Task Object_OfABucket_IsTheSourceWhereTheBucketIsVersioned(string versioning, string ended)
    {
        await using var world = await PipelineWorld.StartAsync();
        await world.Stacks.CreateAsync("source", SourceBucket(versioning));
        using var s3 = new Amazon.S3.AmazonS3Client(
            world.World.Administrator(PipelineWorld.Account),
            world.World.Configure(new Amazon.S3.AmazonS3Config())
        );
        await s3.PutObjectAsync(
            new()
            {
                BucketName = "source-bucket",
                Key = "source.zip",
                InputStream = PipelineWorld.Zip(("template.json", PipelineWorld.Template)),
            },
            TestContext.Current.CancellationToken
        );

        var id = await world.CreateAsync(
            PipelineWorld.Of(
                Actions.Source("S3", """{"S3Bucket":"source-bucket","S3ObjectKey":"source.zip"}"""),
                _stage
            )
        );

        Assert.Equal(ended, await world.EndedAsync(id));
    }

    [Fact]
    public async Task Push_OfWhatIsNoZip_IsRefused()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var text = new MemoryStream("no zip"u8.ToArray());
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            world.World.Server.PushAsync(new("a/b", "main", "1"), text, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Push_OfManyCommits_KeepsTheHeadsAndTheLastOnes()
    {
        await using var world = await PipelineWorld.StartAsync();
        await world.World.Server.PushAsync(
            new("owner/repository", "old-branch", new('f', 40)),
            PipelineWorld.Zip(("template.json", PipelineWorld.Template)),
            TestContext.Current.CancellationToken
        );
        for (var push = 0; push < 12; push++)
            await world.PushAsync($"{(char)('A' + push)}", ("template.json", PipelineWorld.Template));
        var id = await world.CreateAsync(_stage);
        Assert.Equal("Succeeded", await world.EndedAsync(id));

        Assert.Equal("Failed", await RunAsync('1'));
        Assert.Equal("Failed", await RunAsync('A'));
        Assert.Equal("Succeeded", await RunAsync('B'));
        Assert.Equal("Succeeded", await RunAsync('f'));

        async Task<string> RunAsync(char digit)
        {
            var started = await world.CallAsync(
                "StartPipelineExecution",
                new()
                {
                    ["name"] = "p",
                    ["sourceRevisions"] = new System.Text.Json.Nodes.JsonArray(
                        new System.Text.Json.Nodes.JsonObject
                        {
                            ["actionName"] = "Checkout",
                            ["revisionType"] = "COMMIT_ID",
                            ["revisionValue"] = new string(digit, 40),
                        }
                    ),
                }
            );
            return await world.EndedAsync(started["pipelineExecutionId"]!.GetValue<string>());
        }
    }

    static string SourceBucket(string versioning) =>
        $"Resources: {{Bucket: {{Type: AWS::S3::Bucket, Properties: {{BucketName: source-bucket, VersioningConfiguration: {{Status: {versioning}}}}}}}}}";
}
