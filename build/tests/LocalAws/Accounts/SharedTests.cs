using System.Xml.Linq;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>What an owner shares by a resource policy is reached only by who may on the other side too.</summary>
public sealed class SharedTests(OwnedAccount owned) : IClassFixture<OwnedAccount>
{
    const string Principal = """ "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"} """;

    [Theory]
    [InlineData(
        "kms",
        "PutKeyPolicy",
        """{"KeyId":"<key>","Policy":"<policyText>"}""",
        "kms",
        "Decrypt",
        """{"CiphertextBlob":"<ciphertext>"}"""
    )]
    [InlineData(
        "secretsmanager",
        "PutResourcePolicy",
        """{"SecretId":"<secret>","ResourcePolicy":"<policyText>"}""",
        "secretsmanager",
        "DescribeSecret",
        """{"SecretId":"<secret>"}"""
    )]
    [InlineData(
        "ecr",
        "SetRepositoryPolicy",
        """{"repositoryName":"owned","policyText":"<policyText>"}""",
        "ecr",
        "BatchGetImage",
        """{"registryId":"<account>","repositoryName":"owned","imageIds":[{"imageTag":"one"}]}"""
    )]
    [InlineData(
        "s3",
        "PutBucketPolicy",
        "PUT /<bucket>?policy= <policyText>",
        "s3",
        "GetObject",
        "GET /<bucket>/object"
    )]
    [InlineData(
        "sns",
        "SetTopicAttributes",
        "TopicArn=<topic>&AttributeName=Policy&AttributeValue=<policyText>",
        "sns",
        "Publish",
        "TopicArn=<topic>&Message=shared"
    )]
    [InlineData(
        "sqs",
        "SetQueueAttributes",
        """{"QueueUrl":"<queue>","Attributes":{"Policy":"<policyText>"}}""",
        "sqs",
        "SendMessage",
        """{"QueueUrl":"<queue>","MessageBody":"shared"}"""
    )]
    [InlineData(
        "iam",
        "UpdateAssumeRolePolicy",
        "RoleName=owned&PolicyDocument=<policyText>",
        "sts",
        "AssumeRole",
        "RoleArn=<role>&RoleSessionName=shared"
    )]
    public async Task Operation_ThatAResourcePolicyAllows_NeedsTheCallersOwnPolicyToo(
        string service,
        string share,
        string sharing,
        string usedService,
        string operation,
        string request
    )
    {
        var attempt = new Attempt(usedService, operation, request, Attempt.Own);
        var administrator = owned.KeyOf(OwnedAccount.Other);
        var powerless = await PowerlessAsync(share);
        Assert.InRange((await owned.SendAsync(administrator, attempt)).Status, 400, 403);
        owned.Names["policyText"] = Text(service);

        await owned.OwnAsync(service, share, sharing);

        Assert.InRange((await owned.SendAsync(powerless, attempt)).Status, 400, 403);
        await owned.DoAsync(administrator, usedService, operation, request);
    }

    /// <summary>A user of the other account without any policy.</summary>
    async Task<SignedRequest.Key> PowerlessAsync(string name)
    {
        var administrator = owned.KeyOf(OwnedAccount.Other);
        await owned.DoAsync(administrator, "iam", "CreateUser", $"UserName={name}");
        var key = XElement.Parse(await owned.DoAsync(administrator, "iam", "CreateAccessKey", $"UserName={name}"));
        return new(XmlText(key, "AccessKeyId"), XmlText(key, "SecretAccessKey"));
    }

    /// <summary>The policy, escaped where it stands in JSON.</summary>
    static string Text(string service)
    {
        var statement = service switch
        {
            "iam" => $"{{{Principal},\"Action\":\"sts:AssumeRole\"}}",
            "sns" => $"{{{Principal},\"Action\":\"sns:Publish\",\"Resource\":\"*\"}}",
            "ecr" => $"{{{Principal},\"Action\":\"ecr:*\"}}",
            "s3" => $"{{{Principal},\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::owned-bucket-of-the-second/*\"}}",
            "kms" =>
                $"{{{Principal},\"Action\":\"kms:*\",\"Resource\":\"*\"}},{{{Principal.Replace("111111111111", "222222222222", StringComparison.Ordinal)},\"Action\":\"kms:*\",\"Resource\":\"*\"}}",
            _ => $"{{{Principal},\"Action\":\"{service}:*\",\"Resource\":\"*\"}}",
        };
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";
        return service is "iam" or "s3" or "sns" ? policy : policy.Replace("\"", "\\\"", StringComparison.Ordinal);
    }

    static string XmlText(XElement body, string name) =>
        body.Descendants().First(element => element.Name.LocalName == name).Value;
}
