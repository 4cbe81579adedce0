using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Amazon.S3;
using LocalAws;
using LocalAws.CodeBuild.Builds;

namespace Build.Tests.LocalAws.CodeBuild;

/// <summary>A local AWS with a service role, a bucket and a way to wait for builds.</summary>
public sealed class CodeBuildWorld : IAsyncDisposable
{
    public const string Account = LocalWorld.First;
    public const string Role = "builder";
    public const string Bucket = "the-bucket";
    public const string RoleArn = $"arn:aws:iam::{Account}:role/{Role}";

    /// <summary>What a service role needs for logs of its projects and objects of the bucket.</summary>
    public const string Usual = """
        {"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"arn:aws:logs:eu-west-1:111111111111:log-group:/aws/codebuild/*"},
        {"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectVersion","s3:PutObject"],"Resource":"arn:aws:s3:::the-bucket/*"},
        {"Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::the-bucket"}
        """;

    readonly ConcurrentDictionary<string, TaskCompletionSource> _ended = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource> _said = new();

    CodeBuildWorld() { }

    public LocalWorld World { get; private set; } = null!;
    public JsonClient Builds { get; private set; } = null!;
    public JsonClient Logs { get; private set; } = null!;
    public QueryClient Iam { get; private set; } = null!;
    public AmazonS3Client S3 { get; private set; } = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<CodeBuildWorld> StartAsync(
        string statements = Usual,
        Func<LocalAwsOptions, LocalAwsOptions>? change = null
    )
    {
        var made = new CodeBuildWorld();
        made.World = await LocalWorld.StartAsync(options =>
        {
            var changed = change?.Invoke(options) ?? options;
            return changed with { CodeBuild = changed.CodeBuild with { Changed = made.Note, Log = made.Hear } };
        });
        made.Builds = new(made.World, "codebuild", "CodeBuild_20161006");
        made.Logs = new(made.World, "logs", "Logs_20140328");
        made.Iam = new(made.World, "iam", "2010-05-08");
        made.S3 = new(
            made.World.Administrator(Account),
            made.World.Configure(new AmazonS3Config { ForcePathStyle = true })
        );
        await made.Iam.CallAsync(
            Account,
            "CreateRole",
            ("RoleName", Role),
            (
                "AssumeRolePolicyDocument",
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codebuild.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
            )
        );
        await made.AllowAsync(statements);
        await made.S3.PutBucketAsync(
            new Amazon.S3.Model.PutBucketRequest { BucketName = Bucket, BucketRegionName = "eu-west-1" },
            Cancellation
        );
        return made;
    }

    /// <summary>Gives the service role these statements instead of those that it has.</summary>
    public Task AllowAsync(string statements) =>
        Iam.CallAsync(
            Account,
            "PutRolePolicy",
            ("RoleName", Role),
            ("PolicyName", "own"),
            ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""")
        );

    /// <summary>Makes a project with that buildspec and no source.</summary>
    public async Task CreateAsync(string name, string buildspec, Action<JsonObject>? change = null)
    {
        var project = new JsonObject
        {
            ["name"] = name,
            ["serviceRole"] = RoleArn,
            ["source"] = new JsonObject { ["type"] = "NO_SOURCE", ["buildspec"] = buildspec },
            ["artifacts"] = new JsonObject { ["type"] = "NO_ARTIFACTS" },
            ["environment"] = new JsonObject
            {
                ["type"] = "LINUX_CONTAINER",
                ["image"] = "aws/codebuild/standard:7.0",
                ["computeType"] = "BUILD_GENERAL1_SMALL",
            },
        };
        change?.Invoke(project);
        await Builds.CallAsync(Account, "CreateProject", project);
    }

    /// <summary>Makes a project and runs a build of it to its end.</summary>
    public async Task<JsonObject> RunAsync(string buildspec, Action<JsonObject>? change = null)
    {
        await CreateAsync("app", buildspec, change);
        return await RunAgainAsync();
    }

    /// <summary>Runs a build of the project to its end.</summary>
    public async Task<JsonObject> RunAgainAsync(JsonObject? request = null) =>
        await EndAsync(await BeginAsync(request));

    /// <summary>Starts a build of the project and gives its id.</summary>
    public async Task<string> BeginAsync(JsonObject? request = null)
    {
        request ??= [];
        request["projectName"] = "app";
        var answer = await Builds.CallAsync(Account, "StartBuild", request);
        return answer["build"]!["id"]!.GetValue<string>();
    }

    /// <summary>The build when it has ended.</summary>
    public async Task<JsonObject> EndAsync(string id)
    {
        await Of(_ended, id).Task.WaitAsync(Cancellation);
        return await GetAsync(id);
    }

    /// <summary>Waits for a line of any log.</summary>
    public Task HearAsync(string line) => Of(_said, line).Task.WaitAsync(Cancellation);

    public async Task<JsonObject> GetAsync(string id)
    {
        var found = await Builds.CallAsync(Account, "BatchGetBuilds", new() { ["ids"] = new JsonArray(id) });
        return found["builds"]![0]!.AsObject();
    }

    /// <summary>The lines of a build's log.</summary>
    public async Task<IReadOnlyList<string>> LogOfAsync(JsonObject build)
    {
        var answer = await Logs.CallAsync(
            Account,
            "GetLogEvents",
            new()
            {
                ["logGroupName"] = build["logs"]!["groupName"]!.GetValue<string>(),
                ["logStreamName"] = build["logs"]!["streamName"]!.GetValue<string>(),
                ["startFromHead"] = true,
            }
        );
        return [.. answer["events"]!.AsArray().Select(line => line!["message"]!.GetValue<string>().TrimEnd('\n'))];
    }

    /// <summary>Puts a zip of these files into the bucket; those whose name ends in .sh may be executed.</summary>
    public async Task ZipAsync(string key, params (string Name, string Text)[] files)
    {
        using var body = new MemoryStream();
        using (var zip = new ZipArchive(body, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = (name.EndsWith(".sh", StringComparison.Ordinal) ? 0x81ED : 0x81A4) << 16;
                await using var writer = new StreamWriter(await entry.OpenAsync(Cancellation));
                await writer.WriteAsync(text);
            }
        }
        body.Position = 0;
        await S3.PutObjectAsync(
            new()
            {
                BucketName = Bucket,
                Key = key,
                InputStream = body,
            },
            Cancellation
        );
    }

    /// <summary>The files in a zip of the bucket.</summary>
    public async Task<IReadOnlyDictionary<string, string>> UnzipAsync(string key)
    {
        using var answer = await S3.GetObjectAsync(Bucket, key, Cancellation);
        using var body = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(body, Cancellation);
        using var zip = new ZipArchive(body);
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancellation));
            files[entry.FullName] = await reader.ReadToEndAsync(Cancellation);
        }
        return files;
    }

    public static string StatusOf(JsonObject build) => build["buildStatus"]!.GetValue<string>();

    /// <summary>The phases as "INSTALL SUCCEEDED", in their order.</summary>
    public static IReadOnlyList<string> PhasesOf(JsonObject build) =>
        [
            .. build["phases"]!
                .AsArray()
                .Select(phase => $"{phase!["phaseType"]} {phase["phaseStatus"]?.ToString() ?? "-"}"),
        ];

    /// <summary>The context of the first phase that failed.</summary>
    public static (string Phase, string Code, string Message) FailureOf(JsonObject build)
    {
        var failed = build["phases"]!.AsArray().First(phase => phase!["phaseStatus"]?.ToString() != "SUCCEEDED")!;
        var context = failed["contexts"]![0]!;
        return (failed["phaseType"]!.ToString(), context["statusCode"]!.ToString(), context["message"]!.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Builds.Dispose();
        Logs.Dispose();
        Iam.Dispose();
        S3.Dispose();
        await World.DisposeAsync();
    }

    void Note(BuildRecord build)
    {
        if (build.IsComplete)
            Of(_ended, build.Id).TrySetResult();
    }

    void Hear(string build, string line) => Of(_said, line).TrySetResult();

    static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string key) =>
        all.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
