using System.Xml.Linq;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>A policy that protects a tag by <c>aws:TagKeys</c> holds in each call that removes tags, as in those that add some.</summary>
public sealed class TagConditionTests(OwnedAccount owned) : IClassFixture<OwnedAccount>
{
    const string Protection =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":"protected"}}}]}""";

    [Theory]
    [InlineData(
        "ssm",
        "RemoveTagsFromResource",
        """{"ResourceType":"Parameter","ResourceId":"/only-owned","TagKeys":["<tag>"]}"""
    )]
    [InlineData(
        "ssm",
        "AddTagsToResource",
        """{"ResourceType":"Parameter","ResourceId":"/only-owned","Tags":[{"Key":"<tag>","Value":"one"}]}"""
    )]
    [InlineData("kms", "UntagResource", """{"KeyId":"<key>","TagKeys":["<tag>"]}""")]
    [InlineData("kms", "TagResource", """{"KeyId":"<key>","Tags":[{"TagKey":"<tag>","TagValue":"one"}]}""")]
    [InlineData("secretsmanager", "UntagResource", """{"SecretId":"owned","TagKeys":["<tag>"]}""")]
    [InlineData("ecr", "UntagResource", """{"resourceArn":"<repository>","tagKeys":["<tag>"]}""")]
    [InlineData("logs", "UntagResource", """{"resourceArn":"<group>","tagKeys":["<tag>"]}""")]
    [InlineData("codepipeline", "UntagResource", """{"resourceArn":"<pipelineArn>","tagKeys":["<tag>"]}""")]
    [InlineData("sns", "UntagResource", "ResourceArn=<topic>&TagKeys.member.1=<tag>")]
    [InlineData("sns", "TagResource", "ResourceArn=<topic>&Tags.member.1.Key=<tag>&Tags.member.1.Value=one")]
    [InlineData("sqs", "UntagQueue", """{"QueueUrl":"<queue>","TagKeys":["<tag>"]}""")]
    [InlineData("sqs", "TagQueue", """{"QueueUrl":"<queue>","Tags":{"<tag>":"one"}}""")]
    [InlineData("iam", "UntagInstanceProfile", "InstanceProfileName=owned&TagKeys.member.1=<tag>")]
    [InlineData("iam", "UntagRole", "RoleName=owned&TagKeys.member.1=<tag>")]
    public async Task Call_OnAProtectedTag_IsDenied(string service, string operation, string request)
    {
        var user = await ProtectedUserAsync($"{service}-{operation}");

        Assert.InRange(await StatusAsync("protected"), 400, 403);
        Assert.Equal(200, await StatusAsync("other"));

        async Task<int> StatusAsync(string tag)
        {
            var named = request.Replace("<tag>", tag, StringComparison.Ordinal);
            return (await owned.SendAsync(user, new(service, operation, named, Attempt.Own))).Status;
        }
    }

    /// <summary>A user who may do everything but touch the protected tag.</summary>
    async Task<SignedRequest.Key> ProtectedUserAsync(string name)
    {
        await owned.OwnAsync("iam", "CreateUser", $"UserName={name}");
        var policy = Uri.EscapeDataString(Protection);
        await owned.OwnAsync("iam", "PutUserPolicy", $"UserName={name}&PolicyName=tags&PolicyDocument={policy}");
        var key = XElement.Parse(await owned.OwnAsync("iam", "CreateAccessKey", $"UserName={name}"));
        return new(Element(key, "AccessKeyId"), Element(key, "SecretAccessKey"));
    }

    static string Element(XElement xml, string name) =>
        xml.Descendants().First(element => element.Name.LocalName == name).Value;
}
