using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>
/// What the administrator of one account, whom every identity policy allows everything, attempts on the resources of
/// another account that has given nothing away.
/// </summary>
public sealed class AccountBoundaryTests(AccountBoundaryTests.Resources resources)
    : IClassFixture<AccountBoundaryTests.Resources>
{
    public static TheoryData<string, string, string> JsonCalls =>
        new()
        {
            { "ssm", "AmazonSSM.GetParameter", """{"Name":"{parameter}"}""" },
            { "ssm", "AmazonSSM.GetParameters", """{"Names":["{parameter}"]}""" },
            { "kms", "TrentService.DescribeKey", """{"KeyId":"{key}"}""" },
            { "kms", "TrentService.GetKeyPolicy", """{"KeyId":"{key}"}""" },
            { "kms", "TrentService.PutKeyPolicy", """{"KeyId":"{key}","Policy":"{keyPolicy}"}""" },
            { "kms", "TrentService.GetKeyRotationStatus", """{"KeyId":"{key}"}""" },
            { "kms", "TrentService.EnableKeyRotation", """{"KeyId":"{key}"}""" },
            { "kms", "TrentService.DisableKey", """{"KeyId":"{key}"}""" },
            { "kms", "TrentService.ScheduleKeyDeletion", """{"KeyId":"{key}"}""" },
            { "kms", "TrentService.CancelKeyDeletion", """{"KeyId":"{key}"}""" },
            { "kms", "TrentService.UpdateKeyDescription", """{"KeyId":"{key}","Description":"mine"}""" },
            { "kms", "TrentService.TagResource", """{"KeyId":"{key}","Tags":[{"TagKey":"a","TagValue":"b"}]}""" },
            { "kms", "TrentService.ListResourceTags", """{"KeyId":"{key}"}""" },
            { "kms", "TrentService.CreateAlias", """{"TargetKeyId":"{key}","AliasName":"alias/mine"}""" },
            { "kms", "TrentService.Encrypt", """{"KeyId":"{key}","Plaintext":"AAAA"}""" },
            { "kms", "TrentService.Decrypt", """{"CiphertextBlob":"{ciphertext}"}""" },
            { "kms", "TrentService.GenerateDataKey", """{"KeyId":"{key}","KeySpec":"AES_256"}""" },
            { "kms", "TrentService.GenerateDataKeyWithoutPlaintext", """{"KeyId":"{key}","KeySpec":"AES_256"}""" },
            { "secretsmanager", "secretsmanager.GetSecretValue", """{"SecretId":"{secret}"}""" },
            { "secretsmanager", "secretsmanager.PutSecretValue", """{"SecretId":"{secret}","SecretString":"mine"}""" },
            { "secretsmanager", "secretsmanager.UpdateSecret", """{"SecretId":"{secret}","Description":"mine"}""" },
            { "secretsmanager", "secretsmanager.DescribeSecret", """{"SecretId":"{secret}"}""" },
            { "secretsmanager", "secretsmanager.ListSecretVersionIds", """{"SecretId":"{secret}"}""" },
            { "secretsmanager", "secretsmanager.DeleteSecret", """{"SecretId":"{secret}"}""" },
            { "secretsmanager", "secretsmanager.RestoreSecret", """{"SecretId":"{secret}"}""" },
            { "secretsmanager", "secretsmanager.GetResourcePolicy", """{"SecretId":"{secret}"}""" },
            {
                "secretsmanager",
                "secretsmanager.PutResourcePolicy",
                """{"SecretId":"{secret}","ResourcePolicy":"{keyPolicy}"}"""
            },
            { "secretsmanager", "secretsmanager.DeleteResourcePolicy", """{"SecretId":"{secret}"}""" },
            {
                "secretsmanager",
                "secretsmanager.TagResource",
                """{"SecretId":"{secret}","Tags":[{"Key":"a","Value":"b"}]}"""
            },
            { "secretsmanager", "secretsmanager.UntagResource", """{"SecretId":"{secret}","TagKeys":["a"]}""" },
        };

    public static TheoryData<string, string> Forms =>
        new()
        {
            { "sts", "Action=AssumeRole&Version=2011-06-15&RoleSessionName=mine&RoleArn={role}" },
            { "iam", "Action=GetPolicy&Version=2010-05-08&PolicyArn={policy}" },
            { "iam", "Action=GetPolicyVersion&Version=2010-05-08&VersionId=v1&PolicyArn={policy}" },
            { "iam", "Action=ListPolicyVersions&Version=2010-05-08&PolicyArn={policy}" },
            { "iam", "Action=DeletePolicy&Version=2010-05-08&PolicyArn={policy}" },
            {
                "iam",
                "Action=SimulatePrincipalPolicy&Version=2010-05-08&ActionNames.member.1=s3:*&PolicySourceArn={role}"
            },
            { "cloudformation", "Action=DescribeStacks&Version=2010-05-15&StackName={stack}" },
            { "cloudformation", "Action=DescribeStackEvents&Version=2010-05-15&StackName={stack}" },
            { "cloudformation", "Action=DescribeStackResources&Version=2010-05-15&StackName={stack}" },
            { "cloudformation", "Action=ListStackResources&Version=2010-05-15&StackName={stack}" },
            { "cloudformation", "Action=GetTemplate&Version=2010-05-15&StackName={stack}" },
            { "cloudformation", "Action=DeleteStack&Version=2010-05-15&StackName={stack}" },
            { "cloudformation", "Action=UpdateStack&Version=2010-05-15&UsePreviousTemplate=true&StackName={stack}" },
            {
                "cloudformation",
                "Action=UpdateTerminationProtection&Version=2010-05-15&EnableTerminationProtection=true&StackName={stack}"
            },
            { "cloudformation", "Action=ListChangeSets&Version=2010-05-15&StackName={stack}" },
        };

    public static TheoryData<string, string, string> Objects =>
        new()
        {
            { "GET", "", "" },
            { "HEAD", "", "" },
            { "DELETE", "", "" },
            { "GET", "", "list-type=2" },
            { "GET", "", "versions=" },
            { "GET", "", "uploads=" },
            { "GET", "", "location=" },
            { "GET", "", "versioning=" },
            { "PUT", "", "versioning=" },
            { "GET", "", "policy=" },
            { "PUT", "", "policy=" },
            { "DELETE", "", "policy=" },
            { "GET", "", "acl=" },
            { "GET", "", "encryption=" },
            { "PUT", "", "encryption=" },
            { "DELETE", "", "encryption=" },
            { "GET", "", "publicAccessBlock=" },
            { "DELETE", "", "publicAccessBlock=" },
            { "GET", "", "lifecycle=" },
            { "PUT", "", "lifecycle=" },
            { "GET", "", "tagging=" },
            { "PUT", "", "tagging=" },
            { "GET", "", "notification=" },
            { "GET", "/key", "" },
            { "HEAD", "/key", "" },
            { "PUT", "/key", "" },
            { "DELETE", "/key", "" },
            { "GET", "/key", "versionId=null" },
            { "DELETE", "/key", "versionId=null" },
            { "GET", "/key", "tagging=" },
            { "POST", "/key", "uploads=" },
            { "PUT", "/key", "partNumber=1&uploadId=any" },
            { "DELETE", "/key", "uploadId=any" },
            { "GET", "/key", "uploadId=any" },
        };

    [Theory]
    [MemberData(nameof(JsonCalls))]
    public async Task JsonCall_OnAResourceOfAnotherAccount_IsDenied(string service, string target, string body)
    {
        var (status, answer) = await resources.SendAsync(
            SignedRequest.Json(
                resources.Endpoint,
                resources.Stranger,
                DateTimeOffset.UtcNow,
                service,
                target,
                resources.Fill(body)
            )
        );

        Assert.Equal(400, status);
        Assert.Equal("AccessDeniedException", JsonNode.Parse(answer)!["__type"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task QueryCall_OnAResourceOfAnotherAccount_IsRefused(string service, string form)
    {
        var (status, answer) = await resources.SendAsync(
            SignedRequest.Form(
                resources.Endpoint,
                resources.Stranger,
                DateTimeOffset.UtcNow,
                service,
                resources.Fill(form)
            )
        );

        // CloudFormation keeps to the caller's account: what is not in it does not exist.
        Assert.InRange(status, 400, 404);
        Assert.Matches(
            "^(AccessDenied|ValidationError|NoSuchEntity)$",
            QueryClient.Text(XElement.Parse(answer), "Code")
        );
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task ObjectCall_OnABucketOfAnotherAccount_IsDenied(string method, string key, string query)
    {
        var body = method == "PUT" ? Encoding.UTF8.GetBytes("<a/>") : [];
        var request = SignedRequest.S3(
            resources.Endpoint,
            resources.Stranger,
            DateTimeOffset.UtcNow,
            method,
            "/owned-bucket" + key,
            body
        );
        var (status, _) = await resources.SendAsync(request with { Query = query });

        // Nobody else can have a bucket of that name either.
        Assert.Equal(method == "PUT" && key.Length + query.Length == 0 ? 409 : 403, status);
    }

    /// <summary>A world in which one account has one resource of each kind.</summary>
    public sealed class Resources : IAsyncLifetime
    {
        const string Owner = LocalWorld.First;
        readonly HttpClient _http = new();
        readonly Dictionary<string, string> _names = new()
        {
            ["parameter"] = "arn:aws:ssm:eu-west-1:111111111111:parameter/owned/parameter",
            ["role"] = "arn:aws:iam::111111111111:role/owned",
            ["policy"] = "arn:aws:iam::111111111111:policy/owned",
            ["keyPolicy"] =
                """{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}""",
        };
        LocalWorld _world = null!;

        public Uri Endpoint => _world.Server.Endpoint;

        public SignedRequest.Key Stranger => SignedRequest.Key.Of(_world.Server.AdministratorOf(LocalWorld.Second));

        public async ValueTask InitializeAsync()
        {
            _world = await LocalWorld.StartAsync();
            await MakeBucketAsync();
            await MakeIdentitiesAsync();
            using var ssm = new JsonClient(_world, "ssm", "AmazonSSM");
            using var kms = new JsonClient(_world, "kms", "TrentService");
            using var secrets = new JsonClient(_world, "secretsmanager", "secretsmanager");
            await ssm.CallAsync(
                Owner,
                "PutParameter",
                new()
                {
                    ["Name"] = "/owned/parameter",
                    ["Value"] = "value",
                    ["Type"] = "String",
                }
            );
            var key = (await kms.CallAsync(Owner, "CreateKey", []))["KeyMetadata"]!["Arn"]!.GetValue<string>();
            var encrypted = await kms.CallAsync(Owner, "Encrypt", new() { ["KeyId"] = key, ["Plaintext"] = "AAAA" });
            var secret = await secrets.CallAsync(
                Owner,
                "CreateSecret",
                new() { ["Name"] = "owned", ["SecretString"] = "value" }
            );
            _names["key"] = key;
            _names["ciphertext"] = encrypted["CiphertextBlob"]!.GetValue<string>();
            _names["secret"] = secret["ARN"]!.GetValue<string>();
        }

        public string Fill(string text)
        {
            foreach (var (name, value) in _names)
                text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            return text;
        }

        public async Task<(int Status, string Body)> SendAsync(SignedRequest request)
        {
            using var answer = await _http.SendAsync(request.ToMessage(), TestContext.Current.CancellationToken);
            return (
                (int)answer.StatusCode,
                await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            );
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await _world.DisposeAsync();
        }

        async Task MakeBucketAsync()
        {
            var key = SignedRequest.Key.Of(_world.Server.AdministratorOf(Owner));
            var location =
                "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"u8;
            foreach (
                var (path, body) in new[]
                {
                    ("/owned-bucket", location.ToArray()),
                    ("/owned-bucket/key", "value"u8.ToArray()),
                }
            )
            {
                var (status, answer) = await SendAsync(
                    SignedRequest.S3(Endpoint, key, DateTimeOffset.UtcNow, "PUT", path, body)
                );
                Assert.True(status == 200, answer);
            }
        }

        async Task MakeIdentitiesAsync()
        {
            using var iam = new QueryClient(_world, "iam", "2010-05-08");
            using var cloudFormation = new QueryClient(_world, "cloudformation", "2010-05-15");
            await iam.CallAsync(
                Owner,
                "CreateRole",
                ("RoleName", "owned"),
                (
                    "AssumeRolePolicyDocument",
                    """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"sts:AssumeRole"}]}"""
                )
            );
            await iam.CallAsync(
                Owner,
                "CreatePolicy",
                ("PolicyName", "owned"),
                (
                    "PolicyDocument",
                    """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""
                )
            );
            var stack = await cloudFormation.CallAsync(
                Owner,
                "CreateStack",
                ("StackName", "owned"),
                ("TemplateBody", """{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"} } }""")
            );
            _names["stack"] = QueryClient.Text(stack, "StackId");
        }
    }
}
