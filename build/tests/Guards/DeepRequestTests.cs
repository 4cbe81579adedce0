using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CodeBuild;

namespace Build.Tests.Guards;

/// <summary>Whatever a caller nests however deep, the local AWS answers it, goes on, and reads back all that it took.</summary>
public sealed class DeepRequestTests : IDisposable
{
    const string Account = LocalWorld.First;

    static readonly Call _bucket = new(
        "s3",
        "PUT",
        "/deep-bucket",
        "",
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"
    );

    static readonly int[] _levels = [62, 63, 64, 65, 100_000];

    readonly string _state = Directory.CreateTempSubdirectory("deep-").FullName;
    readonly ConcurrentQueue<string> _said = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each call that takes a document; {0} stands for it.</summary>
    static IEnumerable<Call> Calls(int levels, int number)
    {
        var json = Deep.Object(levels);
        var list = Deep.Array(levels);
        foreach (var (name, template) in Templates(levels))
        {
            yield return Form(
                "cloudformation",
                "2010-05-15",
                "CreateStack",
                ("StackName", $"{name}{number}"),
                ("TemplateBody", template)
            );
            yield return Form("cloudformation", "2010-05-15", "ValidateTemplate", ("TemplateBody", template));
            yield return Form(
                "cloudformation",
                "2010-05-15",
                "CreateChangeSet",
                ("StackName", $"{name}set{number}"),
                ("ChangeSetName", "one"),
                ("ChangeSetType", "CREATE"),
                ("TemplateBody", template)
            );
        }
        yield return Form(
            "cloudformation",
            "2010-05-15",
            "SetStackPolicy",
            ("StackName", "json0"),
            ("StackPolicyBody", json)
        );
        foreach (var policy in (string[])[Policy(json)])
        {
            yield return Form(
                "iam",
                "2010-05-08",
                "PutRolePolicy",
                ("RoleName", "r"),
                ("PolicyName", "p"),
                ("PolicyDocument", policy)
            );
            yield return Form(
                "iam",
                "2010-05-08",
                "UpdateAssumeRolePolicy",
                ("RoleName", "r"),
                ("PolicyDocument", policy)
            );
            yield return Form("sts", "2011-06-15", "GetFederationToken", ("Name", "x"), ("Policy", policy));
            yield return Json("kms", "TrentService", "CreateKey", $$"""{"Policy":{{Quote(policy)}}}""");
            yield return Json(
                "secretsmanager",
                "secretsmanager",
                "PutResourcePolicy",
                $$"""{"SecretId":"s","ResourcePolicy":{{Quote(policy)}}}"""
            );
            yield return Json(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921",
                "SetRepositoryPolicy",
                $$"""{"repositoryName":"r","policyText":{{Quote(policy)}}}"""
            );
            yield return Json(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921",
                "PutLifecyclePolicy",
                $$"""{"repositoryName":"r","lifecyclePolicyText":{{Quote(policy)}}}"""
            );
            yield return Json(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921",
                "PutImage",
                $$"""{"repositoryName":"r","imageManifest":{{Quote(policy)}}}"""
            );
            yield return new("s3", "PUT", "/deep-bucket", "policy=", policy);
        }
        var token = $"e30.{Base64(json)}.AAAA";
        yield return Form(
            "sts",
            "2011-06-15",
            "AssumeRoleWithWebIdentity",
            ("RoleArn", $"arn:aws:iam::{Account}:role/r"),
            ("RoleSessionName", "x"),
            ("WebIdentityToken", token)
        );
        foreach (
            var service in (string[])
                [
                    "ssm:AmazonSSM:PutParameter",
                    "codepipeline:CodePipeline_20150709:CreatePipeline",
                    "logs:Logs_20140328:CreateLogGroup",
                ]
        )
            yield return Json(service.Split(':')[0], service.Split(':')[1], service.Split(':')[2], json);
        yield return Json(
            "codepipeline",
            "CodePipeline_20150709",
            "CreatePipeline",
            $$$"""{"pipeline":{"name":"p","roleArn":"r","stages":{{{list}}}}}"""
        );
        yield return Json(
            "codebuild",
            "CodeBuild_20161006",
            "CreateProject",
            $$$"""{"name":"p{{{number}}}","source":{"type":"NO_SOURCE","buildspec":{{{Quote(list)}}}},"environment":{{{json}}}}"""
        );
        foreach (
            var query in (string[])
                ["tagging=", "lifecycle=", "cors=", "encryption=", "versioning=", "delete=", "notification="]
        )
            yield return new("s3", query == "delete=" ? "POST" : "PUT", "/deep-bucket", query, Deep.Xml(levels));
        yield return new("s3", "PUT", "/deep-bucket", "tagging=", Deep.Torn("<a>", levels));
        yield return new("s3", "PUT", "/deep-bucket", "tagging=", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");
    }

    static IEnumerable<(string Name, string Text)> Templates(int levels)
    {
        yield return ("json", Deep.Template(levels));
        yield return ("yaml", Deep.YamlTemplate(levels));
        yield return ("torn", Deep.Torn("[", levels));
        yield return ("map", Deep.Torn("{a: ", levels));
        yield return ("short", "Conditions:\n  A: " + Deep.Torn("!Not [", levels) + "true" + new string(']', levels));
    }

    [Fact]
    public async Task Call_WithADeepDocument_IsAnsweredAndReadBack()
    {
        string[] stacks;
        await using (var world = await StartAsync())
        {
            await Send(world, _bucket);
            foreach (
                var call in await Task.WhenAll(
                    _levels.SelectMany((levels, n) => Calls(levels, n).Select(call => Send(world, call)))
                )
            )
                Assert.True(call.Status is < 500 or 501, $"{call.Call}: {call.Status} {call.Answer}");
            stacks = await StacksAsync(world);
            Assert.Contains("json1", stacks);
            Assert.Contains("yaml2", stacks);
            Assert.DoesNotContain("json3", stacks);
            Assert.DoesNotContain("yaml3", stacks);
        }

        await using var again = await StartAsync();

        Assert.Equal(stacks, await StacksAsync(again));
        foreach (var name in stacks)
        {
            var (_, status, answer) = await Send(
                again,
                Form("cloudformation", "2010-05-15", "GetTemplate", ("StackName", name))
            );
            Assert.True(status == 200, answer);
        }
        Assert.Empty(_said);
    }

    /// <summary>What refers to the next, to the next, and so on, exhausts no stack either, and what multiplies itself no memory.</summary>
    [Fact]
    public async Task CreateStack_ChainOfTwentyThousand_IsAnswered()
    {
        const int Links = 20_000;
        var conditions = string.Join(
            ',',
            Enumerable.Range(0, Links).Select(n => $$"""  "C{{n}}":{"Condition":"C{{n + 1}}"}  """.Trim())
        );
        var resources = string.Join(
            ',',
            Enumerable
                .Range(0, Links)
                .Select(n =>
                    $$"""  "R{{n}}":{"Type":"AWS::CloudFormation::WaitConditionHandle","DependsOn":"R{{n + 1}}"}  """.Trim()
                )
        );
        const string Handle = "{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"";
        string[] templates =
        [
            $"{{\"Conditions\":{{{conditions},\"C{Links}\":{{\"Fn::Equals\":[\"a\",\"a\"]}}}},\"Resources\":{{\"One\":{Handle},\"Condition\":\"C0\"}}}}}}",
            $"{{\"Resources\":{{{resources},\"R{Links}\":{Handle}}}}}}}",
            "{\"Resources\":{\"Self\":{\"Type\":\"AWS::CloudFormation::Stack\",\"Properties\":{\"TemplateURL\":\"https://deep-bucket.s3.eu-west-1.amazonaws.com/2\"}}}}",
        ];
        await using var world = await StartAsync();
        Assert.Equal(200, (await Send(world, _bucket)).Status);
        for (var n = 0; n < templates.Length; n++)
        {
            await Send(world, new("s3", "PUT", $"/deep-bucket/{n}", "", templates[n]));
            var url = $"{world.Server.Endpoint}deep-bucket/{n}";
            var (_, status, answer) = await Send(
                world,
                Form("cloudformation", "2010-05-15", "CreateStack", ("StackName", $"chain{n}"), ("TemplateURL", url))
            );
            Assert.True(n == 2 ? status == 200 : status == 400, answer);
        }
        var nested = Form("cloudformation", "2010-05-15", "DescribeStacks", ("StackName", "chain2"));
        var told = "";
        await Waiting.UntilAsync(async () =>
            !(told = (await Send(world, nested)).Answer).Contains("_IN_PROGRESS", StringComparison.Ordinal)
        );
        Assert.Contains("ROLLBACK_COMPLETE", told, StringComparison.Ordinal);
    }

    /// <summary>Buildspecs that nest, or that name themselves: the build fails, and another runs.</summary>
    [Fact]
    public async Task StartBuild_DocumentsThatMultiply_FailTheBuild()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        var laughs = string.Concat(
            Enumerable
                .Range(1, 40)
                .Select(n => $"l{n}: &l{n} [{string.Join(", ", Enumerable.Repeat($"*l{n - 1}", 9))}]\n")
        );
        string[] buildspecs =
        [
            .. (string[])[.. new[] { 64, 100_000 }.Select(levels => "version: 0.2\nphases: " + Deep.Array(levels))],
            "version: 0.2\nl0: &l0 [x]\n" + laughs,
            "version: 0.2\n? &a [*a]\n: 1\n",
            "version: 0.2\nl0: &l0 [x]\n" + laughs + "? *l40\n: 1\n",
        ];
        await world.CreateAsync("app", "version: 0.2\nphases: {build: {commands: [true]}}");

        foreach (var buildspec in buildspecs)
        {
            var build = await world.RunAgainAsync(new() { ["buildspecOverride"] = buildspec });
            Assert.Equal("FAILED", CodeBuildWorld.StatusOf(build));
        }
        Assert.Equal("SUCCEEDED", CodeBuildWorld.StatusOf(await world.RunAgainAsync()));
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    Task<LocalWorld> StartAsync() =>
        LocalWorld.StartAsync(o => o with { StateDirectory = _state, Log = _said.Enqueue });

    static string Policy(string document) =>
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{{{document}}}}}""";

    static string Quote(string text) => JsonValue.Create(text).ToJsonString();

    static string Base64(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    static async Task<string[]> StacksAsync(LocalWorld world)
    {
        var (_, status, answer) = await Send(world, Form("cloudformation", "2010-05-15", "DescribeStacks"));
        Assert.Equal(200, status);
        return
        [
            .. QueryClient.Texts(System.Xml.Linq.XElement.Parse(answer), "StackName").Order(StringComparer.Ordinal),
        ];
    }

    static Call Form(string service, string version, string action, params (string Name, string Value)[] values) =>
        new(
            service,
            "POST",
            "/",
            "",
            string.Join(
                '&',
                values
                    .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}")
                    .Prepend($"Version={version}")
                    .Prepend($"Action={action}")
            )
        )
        {
            Type = "application/x-www-form-urlencoded",
        };

    static Call Json(string service, string prefix, string operation, string body) =>
        new(service, "POST", "/", "", body) { Target = $"{prefix}.{operation}", Type = "application/x-amz-json-1.1" };

    static async Task<(Call Call, int Status, string Answer)> Send(LocalWorld world, Call call)
    {
        var headers = new Dictionary<string, string>
        {
            ["x-amz-content-sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(call.Body))),
        };
        if (call.Type is not null)
            headers["content-type"] = call.Type;
        if (call.Target is not null)
            headers["x-amz-target"] = call.Target;
        var request = new SignedRequest(
            world.Server.Endpoint,
            SignedRequest.Key.Of(world.Server.AdministratorOf(Account)),
            DateTimeOffset.UtcNow
        )
        {
            Service = call.Service,
            Method = call.Method,
            Path = call.Path,
            Query = call.Query,
            Body = Encoding.UTF8.GetBytes(call.Body),
            Headers = headers,
        };
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request.ToMessage(), Cancellation);
        return (call, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>A call, as it goes over the wire.</summary>
    sealed record Call(string Service, string Method, string Path, string Query, string Body)
    {
        public string? Target { get; init; }
        public string? Type { get; init; }

        public override string ToString() =>
            $"{Service} {Target} {Method} {Path}?{Query} {Body[..Math.Min(120, Body.Length)]}";
    }
}
