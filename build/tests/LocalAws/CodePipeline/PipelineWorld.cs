using System.IO.Compression;
using System.Text.Json.Nodes;
using LocalAws;
using LocalAws.CodePipeline.Sources;
using StackClient = Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>A local AWS with an artifact bucket, a pipeline's role and what else a small pipeline needs.</summary>
public sealed class PipelineWorld : IAsyncDisposable
{
    public const string Account = LocalWorld.Management;
    public const string Bucket = "artifacts-of-pipelines";
    public const string Role = $"arn:aws:iam::{Account}:role/pipeline";
    public const string Everything = """{Effect: Allow, Action: "*", Resource: "*"}""";

    /// <summary>A template that keeps a text in a parameter of Systems Manager.</summary>
    public const string Template = """
        {"Parameters":{"Text":{"Type":"String","Default":"plain"},"Name":{"Type":"String","Default":"/kept"}},"Resources":{"Kept":{"Type":"AWS::SSM::Parameter","Properties":{"Name":{"Ref":"Name"},"Type":"String","Value":{"Ref":"Text"}}}},"Outputs":{"Said":{"Value":{"Ref":"Text"}}}}
        """;

    PipelineWorld(LocalWorld world)
    {
        World = world;
        Pipelines = new(world, "codepipeline", "CodePipeline_20150709");
        Stacks = new(world, Account);
    }

    public LocalWorld World { get; }
    public JsonClient Pipelines { get; }
    public StackClient Stacks { get; }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="statements">What the pipeline's role may do.</param>
    public static async Task<PipelineWorld> StartAsync(
        string statements = Everything,
        Func<LocalAwsOptions, LocalAwsOptions>? change = null
    )
    {
        var world = new PipelineWorld(await LocalWorld.StartAsync(change));
        await world.Stacks.CreateAsync("base", Base(statements));
        await world.PushAsync("1", ("template.json", Template));
        return world;
    }

    /// <summary>The same world after its server was stopped and started anew.</summary>
    public static async Task<PipelineWorld> ReopenAsync(Func<LocalAwsOptions, LocalAwsOptions> change) =>
        new(await LocalWorld.StartAsync(change));

    public static string Base(string statements) =>
        $$"""
            Resources:
              Artifacts:
                Type: AWS::S3::Bucket
                Properties: {BucketName: {{Bucket}}}
              Role:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: pipeline
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement: [{Effect: Allow, Principal: {Service: codepipeline.amazonaws.com}, Action: sts:AssumeRole}]
                  Policies:
                    - PolicyName: all
                      PolicyDocument: {Version: "2012-10-17", Statement: [{{statements}}]}
            """;

    /// <summary>Pushes files to owner/repository, branch main, under an id of that digit.</summary>
    public async Task PushAsync(string digit, params (string Name, string Text)[] files)
    {
        var commit = new SourceCommit("owner/repository", "main", new(digit[0], 40))
        {
            Message = $"Change \"{digit}\"",
            Author = "somebody",
        };
        await World.Server.PushAsync(commit, Zip(files), Cancellation);
    }

    public static MemoryStream Zip(params (string Name, string Text)[] files)
    {
        var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }
        buffer.Position = 0;
        return buffer;
    }

    /// <summary>A pipeline of the source and those stages, each "Name: action, action".</summary>
    public static JsonObject Definition(params string[] stages) => Of(Actions.GitHub, stages);

    public static JsonObject Of(string source, params string[] stages) =>
        JsonNode
            .Parse(
                $$"""
                {"name":"p","roleArn":"{{Role}}","pipelineType":"V2","artifactStore":{"type":"S3","location":"{{Bucket}}"},
                 "stages":[{"name":"Source","actions":[{{source}}]}{{string.Concat(
                    stages.Select(stage => "," + stage)
                )}}]}
                """
            )!
            .AsObject();

    /// <summary>A template of the pipeline, whose definition it tells with capitals.</summary>
    public static string StackOf(params string[] stages)
    {
        var properties = Raised(Definition(stages))!.AsObject();
        properties["Name"] = "p";
        properties["RestartExecutionOnUpdate"] = true;
        return new JsonObject
        {
            ["Resources"] = new JsonObject
            {
                ["Pipeline"] = new JsonObject { ["Type"] = "AWS::CodePipeline::Pipeline", ["Properties"] = properties },
            },
        }.ToJsonString();
    }

    static JsonNode? Raised(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.Select(entry =>
                    KeyValuePair.Create(char.ToUpperInvariant(entry.Key[0]) + entry.Key[1..], Raised(entry.Value))
                )
            ),
            JsonArray list => new JsonArray([.. list.Select(Raised)]),
            null => null,
            _ => node.DeepClone(),
        };

    /// <summary>Makes a pipeline, which begins its first execution, and gives that one's id.</summary>
    public async Task<string> CreateAsync(params string[] stages) => await CreateAsync(Definition(stages));

    public async Task<string> CreateAsync(JsonObject definition)
    {
        await CallAsync("CreatePipeline", new() { ["pipeline"] = definition });
        return await LatestAsync();
    }

    public Task<JsonObject> CallAsync(string operation, JsonObject body) =>
        Pipelines.CallAsync(Account, operation, body);

    public async Task<string> StartAsync() =>
        (await CallAsync("StartPipelineExecution", new() { ["name"] = "p" }))[
            "pipelineExecutionId"
        ]!.GetValue<string>();

    public async Task<string> LatestAsync() => (await ExecutionsAsync())[0].Id;

    /// <summary>Executions with their statuses, newest first.</summary>
    public async Task<IReadOnlyList<(string Id, string Status)>> ExecutionsAsync() =>
        [
            .. (await CallAsync("ListPipelineExecutions", new() { ["pipelineName"] = "p" }))[
                "pipelineExecutionSummaries"
            ]!
                .AsArray()
                .Select(item => (item!["pipelineExecutionId"]!.GetValue<string>(), item["status"]!.GetValue<string>())),
        ];

    /// <summary>The status of an execution once it has ended.</summary>
    public Task<string> EndedAsync(string id) =>
        Waiting.ForAsync(async () =>
            await StatusAsync(id) is var status && status is "InProgress" or "Stopping" ? null : status
        );

    public async Task<string> StatusAsync(string id) =>
        (await CallAsync("GetPipelineExecution", new() { ["pipelineName"] = "p", ["pipelineExecutionId"] = id }))[
            "pipelineExecution"
        ]!["status"]!.GetValue<string>();

    /// <summary>The action's latest run, as the pipeline's state tells it; null before there is one.</summary>
    public async Task<JsonObject?> ActionAsync(string stage, string action) =>
        (await StageAsync(stage))["actionStates"]!
            .AsArray()
            .Single(item => item!["actionName"]!.GetValue<string>() == action)!["latestExecution"]
            ?.AsObject();

    public async Task<JsonObject> StageAsync(string stage) =>
        (await CallAsync("GetPipelineState", new() { ["name"] = "p" }))["stageStates"]!
            .AsArray()
            .Single(item => item!["stageName"]!.GetValue<string>() == stage)!
            .AsObject();

    /// <summary>The message of an action that has failed.</summary>
    public async Task<string> ErrorAsync(string stage, string action) =>
        (await ActionAsync(stage, action))!["errorDetails"]!["message"]!.GetValue<string>();

    /// <summary>The token of an approval, once it can be answered.</summary>
    public Task<string> TokenAsync(string stage, string action) =>
        Waiting.ForAsync(async () => (await ActionAsync(stage, action))?["token"]?.GetValue<string>());

    public async Task AnswerAsync(string stage, string action, string status = "Approved") =>
        await CallAsync("PutApprovalResult", ResultOf(stage, action, await TokenAsync(stage, action), status));

    public static JsonObject ResultOf(string stage, string action, string token, string status) =>
        new()
        {
            ["pipelineName"] = "p",
            ["stageName"] = stage,
            ["actionName"] = action,
            ["token"] = token,
            ["result"] = new JsonObject { ["status"] = status, ["summary"] = "so be it" },
        };

    public Task RetryAsync(string stage, string id, string mode = "FAILED_ACTIONS") =>
        CallAsync(
            "RetryStageExecution",
            new()
            {
                ["pipelineName"] = "p",
                ["stageName"] = stage,
                ["pipelineExecutionId"] = id,
                ["retryMode"] = mode,
            }
        );

    /// <summary>The runs of an execution's actions, newest first: "Stage/Action Status".</summary>
    public async Task<IReadOnlyList<string>> RunsAsync(string id) =>
        [.. (await DetailsAsync(id)).Select(item => $"{item["stageName"]}/{item["actionName"]} {item["status"]}")];

    public async Task<IReadOnlyList<JsonObject>> DetailsAsync(string id) => [.. (
                await CallAsync(
                    "ListActionExecutions",
                    new()
                    {
                        ["pipelineName"] = "p",
                        ["filter"] = new JsonObject { ["pipelineExecutionId"] = id },
                    }
                )
            )["actionExecutionDetails"]!.AsArray().Select(item => item!.AsObject())];

    /// <summary>The text of a parameter of Systems Manager.</summary>
    public async Task<string> ParameterAsync(string name, string account = Account)
    {
        using var client = new JsonClient(World, "ssm", "AmazonSSM");
        return (await client.CallAsync(account, "GetParameter", new() { ["Name"] = name }))["Parameter"]![
            "Value"
        ]!.GetValue<string>();
    }

    public async Task PutParameterAsync(string name, string text)
    {
        using var client = new JsonClient(World, "ssm", "AmazonSSM");
        await client.CallAsync(
            Account,
            "PutParameter",
            new()
            {
                ["Name"] = name,
                ["Value"] = text,
                ["Type"] = "String",
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        Pipelines.Dispose();
        Stacks.Dispose();
        await World.DisposeAsync();
    }
}
