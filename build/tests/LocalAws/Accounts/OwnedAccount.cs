using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LocalAws.Identities;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>An account that owns one of everything, and another that tries to get at it.</summary>
public sealed partial class OwnedAccount : IAsyncLifetime
{
    public const string Owner = LocalWorld.Second;
    public const string Other = LocalWorld.First;

    /// <summary>What only the owner's own answers may hold.</summary>
    public const string Secret = "hidden-value";
    const string Manifest = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json"}""";
    const string Project =
        """{"name":"owned","description":"hidden-value","serviceRole":"<role>","source":{"type":"NO_SOURCE","buildspec":"{\"version\":0.2,\"phases\":{}}"},"artifacts":{"type":"NO_ARTIFACTS"},"environment":{"type":"LINUX_CONTAINER","image":"i","computeType":"BUILD_GENERAL1_SMALL"}}""";
    readonly HttpClient _http = new();
    LocalWorld _world = null!;

    /// <summary>The placeholders of the attempts.</summary>
    public Dictionary<string, string> Names { get; } =
        new()
        {
            ["account"] = Owner,
            ["bucket"] = "owned-bucket-of-the-second",
            ["parameter"] = $"arn:aws:ssm:eu-west-1:{Owner}:parameter/only-owned",
            ["alias"] = $"arn:aws:kms:eu-west-1:{Owner}:alias/owned",
            ["group"] = $"arn:aws:logs:eu-west-1:{Owner}:log-group:owned",
            ["topic"] = $"arn:aws:sns:eu-west-1:{Owner}:owned",
            ["queue"] = $"https://sqs.eu-west-1.amazonaws.com/{Owner}/owned",
            ["repository"] = $"arn:aws:ecr:eu-west-1:{Owner}:repository/owned",
            ["role"] = $"arn:aws:iam::{Owner}:role/owned",
            ["project"] = $"arn:aws:codebuild:eu-west-1:{Owner}:project/owned",
            ["reports"] = $"arn:aws:codebuild:eu-west-1:{Owner}:report-group/owned",
            ["report"] = $"arn:aws:codebuild:eu-west-1:{Owner}:report/owned:one",
            ["policy"] = $"arn:aws:iam::{Owner}:policy/owned",
            ["provider"] = $"arn:aws:iam::{Owner}:oidc-provider/owned.example",
            ["vpc"] = LookupWorld.Foreign.Id,
            ["zone"] = LookupWorld.ForeignZone.Id,
            ["document"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""",
            ["pipelineArn"] = $"arn:aws:codepipeline:eu-west-1:{Owner}:owned",
            ["pipelineTrust"] =
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
            ["pipeline"] =
                $$"""{"name":"owned","roleArn":"arn:aws:iam::{{Owner}}:role/owned-pipeline","artifactStore":{"type":"S3","location":"owned-bucket-of-the-second"},"stages":[{"name":"Source","actions":[{"name":"Source","actionTypeId":{"category":"Source","owner":"AWS","provider":"S3","version":"1"},"configuration":{"S3Bucket":"owned-bucket-of-the-second","S3ObjectKey":"{{Secret}}"},"outputArtifacts":[{"name":"Source"}]}]},{"name":"Ask","actions":[{"name":"Ask","actionTypeId":{"category":"Approval","owner":"AWS","provider":"Manual","version":"1"} }]}]}""",
            ["trust"] =
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["codebuild.amazonaws.com","lambda.amazonaws.com"]},"Action":"sts:AssumeRole"}]}""",
            ["function"] = $"arn:aws:lambda:eu-west-1:{Owner}:function:owned",
            ["functions"] =
                $$"""{"Resources":{"Function":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"owned","Description":"{{Secret}}","Role":"arn:aws:iam::{{Owner}}:role/owned","Runtime":"python3.13","Handler":"index.handler","Code":{"ZipFile":"x"} } } } }""",
            ["assumed"] = $"arn:aws:iam::{Owner}:role/assumed",
            ["stackRole"] = $"arn:aws:iam::{Owner}:role/stacks",
            ["anyone"] =
                $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Owner}}"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}""",
            ["stackTrust"] =
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudformation.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
            ["template"] =
                """{"Resources":{"Name":{"Type":"AWS::SSM::Parameter","Properties":{"Type":"String","Value":"one"}}}}""",
        };

    /// <summary>What IAM was asked.</summary>
    public ConcurrentBag<AccessDecision> Decisions { get; } = [];

    public LocalWorld World => _world;

    public SignedRequest.Key KeyOf(string account) => SignedRequest.Key.Of(_world.Server.AdministratorOf(account));

    /// <summary>The status and text of an attempt.</summary>
    public async Task<(int Status, string Text)> SendAsync(SignedRequest.Key key, Attempt attempt)
    {
        using var message = attempt.Sign(_world.Server.Endpoint, key, Names).ToMessage();
        using var answer = await _http.SendAsync(message, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The answer of a call of the owner that succeeds.</summary>
    public Task<string> OwnAsync(string service, string operation, string request) =>
        DoAsync(KeyOf(Owner), service, operation, request);

    public async Task<string> DoAsync(SignedRequest.Key key, string service, string operation, string request)
    {
        var (status, text) = await SendAsync(key, new(service, operation, request, Attempt.Own));
        Assert.True(status is >= 200 and < 300, $"{service}:{operation} {status} {text}");
        return text;
    }

    /// <summary>Everything that the owner has, as text, to see that nothing of it changes.</summary>
    public async Task<string> DescribeAsync()
    {
        var parts = new List<string>();
        foreach (var (service, operation, request) in _descriptions)
            parts.Add(RequestId().Replace(await OwnAsync(service, operation, request), ""));
        return string.Join('\n', parts);
    }

    public async ValueTask InitializeAsync()
    {
        _world = await LookupWorld.StartAsync(Decisions.Add);
        await OwnAsync("ssm", "PutParameter", $$"""{"Name":"/only-owned","Value":"{{Secret}}","Type":"String"}""");
        var key = JsonNode.Parse(await OwnAsync("kms", "CreateKey", """{"Description":"hidden-value"}"""))!;
        Names["key"] = key["KeyMetadata"]!["Arn"]!.GetValue<string>();
        await OwnAsync("kms", "CreateAlias", """{"AliasName":"alias/owned","TargetKeyId":"<key>"}""");
        var encrypted = JsonNode.Parse(await OwnAsync("kms", "Encrypt", """{"KeyId":"<key>","Plaintext":"AAAA"}"""))!;
        Names["ciphertext"] = encrypted["CiphertextBlob"]!.GetValue<string>();
        var secret = JsonNode.Parse(
            await OwnAsync(
                "secretsmanager",
                "CreateSecret",
                $$"""{"Name":"owned","SecretString":"{{Secret}}","KmsKeyId":"<key>"}"""
            )
        )!;
        Names["secret"] = secret["ARN"]!.GetValue<string>();
        await OwnAsync("ecr", "CreateRepository", """{"repositoryName":"owned"}""");
        var image = new JsonObject
        {
            ["repositoryName"] = "owned",
            ["imageManifest"] = Manifest,
            ["imageTag"] = "one",
        };
        await OwnAsync("ecr", "PutImage", image.ToJsonString());
        await OwnAsync("logs", "CreateLogGroup", """{"logGroupName":"owned"}""");
        await OwnAsync("logs", "CreateLogStream", """{"logGroupName":"owned","logStreamName":"one"}""");
        await OwnAsync(
            "sns",
            "CreateTopic",
            "Name=owned&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=o"
        );
        var subscribed = await OwnAsync(
            "sns",
            "Subscribe",
            "TopicArn=<topic>&Protocol=application&Endpoint=arn:aws:sns:eu-west-1:222222222222:endpoint/APNS/app/hidden-value"
        );
        Names["subscription"] = Element(subscribed, "SubscriptionArn");
        await OwnAsync("sqs", "CreateQueue", """{"QueueName":"owned"}""");
        await OwnAsync("sqs", "SendMessage", $$"""{"QueueUrl":"<queue>","MessageBody":"{{Secret}}"}""");
        var received = await OwnAsync("sqs", "ReceiveMessage", """{"QueueUrl":"<queue>"}""");
        Names["receipt"] = JsonNode.Parse(received)!["Messages"]![0]!["ReceiptHandle"]!.GetValue<string>();
        await OwnAsync("iam", "CreateRole", "RoleName=owned&AssumeRolePolicyDocument=<trust>");
        await OwnAsync("iam", "CreateRole", "RoleName=assumed&AssumeRolePolicyDocument=<anyone>");
        await OwnAsync("iam", "CreateRole", "RoleName=stacks&AssumeRolePolicyDocument=<stackTrust>");
        await OwnAsync("iam", "CreateInstanceProfile", "InstanceProfileName=owned");
        await OwnAsync("iam", "AddRoleToInstanceProfile", "InstanceProfileName=owned&RoleName=owned");
        await OwnAsync("codebuild", "CreateProject", Project);
        var build = JsonNode.Parse(await OwnAsync("codebuild", "StartBuild", """{"projectName":"owned"}"""))!;
        Names["build"] = build["build"]!["arn"]!.GetValue<string>();
        await OwnAsync("codebuild", "StopBuild", """{"id":"<build>"}""");
        await OwnAsync(
            "codebuild",
            "CreateReportGroup",
            """{"name":"owned","type":"TEST","exportConfig":{"exportConfigType":"NO_EXPORT"}}"""
        );
        await OwnAsync("iam", "CreatePolicy", "PolicyName=owned&PolicyDocument=<document>");
        await OwnAsync("iam", "CreateUser", "UserName=owned");
        Names["accessKey"] = Element(await OwnAsync("iam", "CreateAccessKey", "UserName=owned"), "AccessKeyId");
        await OwnAsync(
            "iam",
            "CreateOpenIDConnectProvider",
            "Url=https%3A%2F%2Fowned.example&ClientIDList.member.1=owned"
        );
        Names["stack"] = Element(
            await OwnAsync("cloudformation", "CreateStack", "StackName=owned&TemplateBody=<template>"),
            "StackId"
        );
        await OwnAsync(
            "s3",
            "CreateBucket",
            "PUT /<bucket> <CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"
        );
        await OwnAsync("s3", "PutObject", $"PUT /<bucket>/object {Secret}");
        await OwnAsync("iam", "CreateRole", "RoleName=owned-pipeline&AssumeRolePolicyDocument=<pipelineTrust>");
        await OwnAsync("codepipeline", "CreatePipeline", """{"pipeline":<pipeline>}""");
        var execution = JsonNode.Parse(
            await OwnAsync("codepipeline", "StartPipelineExecution", """{"name":"owned"}""")
        )!;
        Names["execution"] = execution["pipelineExecutionId"]!.GetValue<string>();
        Names["upload"] = Element(
            await OwnAsync("s3", "CreateMultipartUpload", "POST /<bucket>/large?uploads="),
            "UploadId"
        );
        await OwnAsync("cloudformation", "CreateStack", "StackName=functions&TemplateBody=<functions>");
        foreach (var stack in (string[])["owned", "functions"])
            await Waiting.UntilAsync(async () =>
                Element(await OwnAsync("cloudformation", "DescribeStacks", $"StackName={stack}"), "StackStatus")
                == "CREATE_COMPLETE"
            );
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _world.DisposeAsync();
    }

    static string Element(string xml, string name) =>
        XElement.Parse(xml).Descendants().First(element => element.Name.LocalName == name).Value;

    static readonly (string Service, string Operation, string Request)[] _descriptions =
    [
        ("ssm", "GetParametersByPath", """{"Path":"/","Recursive":true}"""),
        ("kms", "DescribeKey", """{"KeyId":"alias/owned"}"""),
        ("kms", "GetKeyPolicy", """{"KeyId":"<key>"}"""),
        ("kms", "GetKeyRotationStatus", """{"KeyId":"<key>"}"""),
        ("kms", "ListResourceTags", """{"KeyId":"<key>"}"""),
        ("kms", "ListAliases", "{}"),
        ("secretsmanager", "ListSecrets", "{}"),
        ("secretsmanager", "GetSecretValue", """{"SecretId":"owned"}"""),
        ("secretsmanager", "GetResourcePolicy", """{"SecretId":"owned"}"""),
        ("ecr", "DescribeRepositories", "{}"),
        ("ecr", "DescribeImages", """{"repositoryName":"owned"}"""),
        ("ecr", "ListTagsForResource", """{"resourceArn":"<repository>"}"""),
        ("logs", "DescribeLogGroups", "{}"),
        ("logs", "DescribeLogStreams", """{"logGroupName":"owned"}"""),
        ("logs", "FilterLogEvents", """{"logGroupName":"owned"}"""),
        ("sns", "ListTopics", "-"),
        ("sns", "GetTopicAttributes", "TopicArn=<topic>"),
        ("sns", "ListSubscriptions", "-"),
        ("sns", "GetSubscriptionAttributes", "SubscriptionArn=<subscription>"),
        ("sns", "ListTagsForResource", "ResourceArn=<topic>"),
        ("sqs", "ListQueues", "{}"),
        ("sqs", "GetQueueAttributes", """{"QueueUrl":"<queue>","AttributeNames":["All"]}"""),
        ("sqs", "ListQueueTags", """{"QueueUrl":"<queue>"}"""),
        ("codebuild", "BatchGetProjects", """{"names":["owned"]}"""),
        ("codebuild", "BatchGetBuilds", """{"ids":["<build>"]}"""),
        ("codebuild", "ListBuilds", "{}"),
        ("codebuild", "BatchGetReportGroups", """{"reportGroupArns":["<reports>"]}"""),
        ("codepipeline", "ListPipelines", "{}"),
        ("codepipeline", "GetPipeline", """{"name":"owned"}"""),
        ("codepipeline", "ListTagsForResource", """{"resourceArn":"<pipelineArn>"}"""),
        ("iam", "ListRoles", "-"),
        ("iam", "ListInstanceProfiles", "-"),
        ("iam", "ListUsers", "-"),
        ("iam", "ListPolicies", "Scope=Local"),
        ("iam", "GetRole", "RoleName=owned"),
        ("iam", "ListAttachedRolePolicies", "RoleName=owned"),
        ("iam", "ListRolePolicies", "RoleName=owned"),
        ("iam", "ListAccessKeys", "UserName=owned"),
        ("iam", "ListOpenIDConnectProviders", "-"),
        ("cloudformation", "DescribeStacks", "-"),
        ("cloudformation", "ListChangeSets", "StackName=owned"),
        ("lambda", "GetFunction", "GET /2015-03-31/functions/owned"),
        ("s3", "ListObjectVersions", "GET /<bucket>?versions="),
        ("s3", "ListParts", "GET /<bucket>/large?uploadId=<upload>"),
        ("s3", "GetObject", "GET /<bucket>/object"),
        ("s3", "GetBucketVersioning", "GET /<bucket>?versioning="),
        ("s3", "GetBucket?encryption", "GET /<bucket>?encryption="),
    ];

    [GeneratedRegex("<RequestId>[^<]*</RequestId>|\"LastAccessedDate\":[0-9.]+,?", RegexOptions.CultureInvariant)]
    private static partial Regex RequestId();
}
