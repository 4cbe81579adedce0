using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalAws.Shapes;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>
/// A user who may do all but what a condition key has a value for: the call that has that value is denied, and with any
/// other value it is let through. So each key is there, with its value.
/// </summary>
public sealed class ConditionKeyTests(OwnedAccount owned) : IClassFixture<OwnedAccount>
{
    const string User = "conditioned";

    /// <summary>Lines of "service operation | request | key | value".</summary>
    const string Calls = """
        cloudformation CreateStack | StackName=keyed&TemplateBody=<template>&RoleARN=<role> | cloudformation:RoleArn | <role>
        cloudformation CreateStack | StackName=keyed&TemplateURL=https://<bucket>.s3.eu-west-1.amazonaws.com/none | cloudformation:TemplateUrl | https://<bucket>.s3.eu-west-1.amazonaws.com/none
        cloudformation CreateStack | StackName=keyed&TemplateBody=none&Tags.member.1.Key=a&Tags.member.1.Value=b | aws:RequestTag/a | b
        cloudformation CreateChangeSet | StackName=owned&ChangeSetName=keyed&TemplateBody=none | cloudformation:ChangeSetName | keyed
        cloudformation DescribeChangeSet | StackName=owned&ChangeSetName=keyed | cloudformation:ChangeSetName | keyed
        kms CreateKey | {"Description":"keyed"} | kms:KeySpec | SYMMETRIC_DEFAULT
        kms CreateKey | {"Description":"keyed","KeyUsage":"ENCRYPT_DECRYPT"} | kms:KeyUsage | ENCRYPT_DECRYPT
        kms CreateKey | {"Description":"keyed"} | kms:KeyOrigin | AWS_KMS
        kms CreateKey | {"Description":"keyed"} | kms:MultiRegion | false
        kms CreateKey | {"Description":"keyed","Tags":[{"TagKey":"a","TagValue":"b"}]} | aws:RequestTag/a | b
        kms CreateKey | {"BypassPolicyLockoutSafetyCheck":true} | kms:BypassPolicyLockoutSafetyCheck | true
        kms DescribeKey | {"KeyId":"<key>"} | kms:KeySpec | SYMMETRIC_DEFAULT
        kms DescribeKey | {"KeyId":"<key>"} | kms:ResourceAliases | alias/owned
        kms DescribeKey | {"KeyId":"alias/owned"} | kms:RequestAlias | alias/owned
        kms Encrypt | {"KeyId":"alias/owned","Plaintext":"AAAA"} | kms:EncryptionAlgorithm | SYMMETRIC_DEFAULT
        kms Encrypt | {"KeyId":"alias/owned","Plaintext":"AAAA","EncryptionContext":{"a":"b"}} | kms:EncryptionContext:a | b
        secretsmanager CreateSecret | {"Name":"keyed","Description":"none"} | secretsmanager:Name | keyed
        secretsmanager CreateSecret | {"Name":"keyed","Description":"none"} | secretsmanager:Description | none
        secretsmanager CreateSecret | {"Name":"keyed-too","KmsKeyId":"<key>"} | secretsmanager:KmsKeyId | <key>
        secretsmanager GetSecretValue | {"SecretId":"owned","VersionStage":"AWSPREVIOUS"} | secretsmanager:VersionStage | AWSPREVIOUS
        secretsmanager DeleteSecret | {"SecretId":"owned","RecoveryWindowInDays":9} | secretsmanager:RecoveryWindowInDays | 9
        ssm PutParameter | {"Name":"/keyed","Value":"v","Type":"String","Overwrite":true} | ssm:Overwrite | true
        ssm GetParametersByPath | {"Path":"/","Recursive":true} | ssm:Recursive | true
        ssm PutParameter | {"Name":"/tagged","Value":"v","Type":"String","Tags":[{"Key":"a","Value":"b"}]} | aws:RequestTag/a | b
        ssm GetParameter | {"Name":"/tagged"} | aws:ResourceTag/a | b
        ecr CreateRepository | {"repositoryName":"keyed","tags":[{"Key":"a","Value":"b"}]} | aws:RequestTag/a | b
        ecr DescribeImages | {"repositoryName":"keyed"} | ecr:ResourceTag/a | b
        kms ScheduleKeyDeletion | {"KeyId":"<key>","PendingWindowInDays":9} | kms:ScheduleKeyDeletionPendingWindowInDays | 9
        s3 PutObject | PUT /<bucket>/keyed x-amz-acl:bucket-owner-full-control | s3:x-amz-acl | bucket-owner-full-control
        s3 PutObject | PUT /<bucket>/keyed x-amz-tagging:a=b | s3:RequestObjectTag/a | b
        s3 GetObject | GET /<bucket>/keyed | s3:ExistingObjectTag/a | b
        s3 PutObject | PUT /<bucket>/other x-amz-tagging:a=b | s3:RequestObjectTagKeys | a
        s3 PutObjectTagging | PUT /<bucket>/keyed?tagging= <Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging> | s3:RequestObjectTag/a | b
        s3 PutObjectTagging | PUT /<bucket>/keyed?tagging= <Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging> | s3:ExistingObjectTag/a | b
        s3 GetObject | GET /<bucket>/keyed?versionId=null | s3:VersionId | null
        s3 GetObject | GET /<bucket>/keyed?versionId=null | s3:ExistingObjectTag/a | b
        s3 GetObject | GET /<bucket>/keyed | s3:authType | REST-HEADER
        s3 GetObject | GET /<bucket>/keyed | s3:signatureversion | AWS4-HMAC-SHA256
        s3 GetObject | GET /<bucket>/keyed | s3:TlsVersion | 1.3
        s3 GetObject | GET /<bucket>/keyed | s3:ResourceAccount | <account>
        s3 PutObject | PUT /<bucket>/keyed x-amz-object-lock-mode:GOVERNANCE x-amz-object-lock-retain-until-date:2099-01-01T00:00:00Z | s3:object-lock-mode | GOVERNANCE
        s3 PutObjectRetention | PUT /<bucket>/keyed?retention= <Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2099-01-01T00:00:00Z</RetainUntilDate></Retention> | s3:object-lock-mode | GOVERNANCE
        s3 PutObjectRetention | PUT /<bucket>/keyed?retention= <Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2099-01-01T00:00:00Z</RetainUntilDate></Retention> | s3:object-lock-retain-until-date | 2099-01-01T00:00:00Z
        s3 PutObjectLegalHold | PUT /<bucket>/keyed?legal-hold= <LegalHold><Status>ON</Status></LegalHold> | s3:object-lock-legal-hold | ON
        s3 CopyObject | PUT /<bucket>/copied x-amz-copy-source:/<bucket>/keyed | s3:x-amz-copy-source | /<bucket>/keyed
        s3 PutObject | PUT /<bucket>/keyed x-amz-server-side-encryption:AES256 | s3:x-amz-server-side-encryption | AES256
        s3 PutObject | PUT /<bucket>/keyed x-amz-server-side-encryption:aws:kms x-amz-server-side-encryption-aws-kms-key-id:<key> | s3:x-amz-server-side-encryption-aws-kms-key-id | <key>
        s3 ListObjectsV2 | GET /<bucket>?list-type=2&prefix=a&delimiter=b | s3:delimiter | b
        """;

    [Fact]
    public async Task Call_WithTheValueThatAPolicyDenies_IsDenied()
    {
        await owned.OwnAsync("iam", "CreateUser", $"UserName={User}");
        var made = XElement.Parse(await owned.OwnAsync("iam", "CreateAccessKey", $"UserName={User}"));
        var key = new SignedRequest.Key(Element(made, "AccessKeyId"), Element(made, "SecretAccessKey"), null);
        var wrong = new List<string>();

        foreach (var line in Calls.Split('\n', StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(" | ");
            var (service, operation) = (parts[0].Split(' ')[0], parts[0].Split(' ')[1]);
            var attempt = new Attempt(service, operation, parts[1], Attempt.Own);
            var value = owned.Names.Aggregate(parts[3], (text, pair) => text.Replace($"<{pair.Key}>", pair.Value));
            var denied = await DeniedAsync(key, attempt, parts[2], value);
            var other = await DeniedAsync(key, attempt, parts[2], "another");
            if (!denied || other)
                wrong.Add($"{line}: {(denied ? "denied with another value" : "not denied")}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>A key that no action of the service has would never decide.</summary>
    [Fact]
    public void Keys_OfTheTable_AreThoseOfTheServiceAuthorizationReference()
    {
        var known = RequestKeys
            .All.Select(row => row.Service)
            .Distinct()
            .SelectMany(name => global::AwsCatalog.Actions.ActionCatalog.Service(name)!.Actions)
            .SelectMany(action => action.ConditionKeys)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.DoesNotContain(RequestKeys.All, row => !known.Contains(row.Key));
        Assert.DoesNotContain(
            RequestKeys.All,
            row => row.Operation != "*" && ServiceShapes.Of(row.Service)!.Find(row.Operation) is null
        );
    }

    async Task<bool> DeniedAsync(SignedRequest.Key key, Attempt attempt, string conditionKey, string value)
    {
        var deny = new JsonObject
        {
            ["Effect"] = "Deny",
            ["Action"] = "*",
            ["Resource"] = "*",
            ["Condition"] = new JsonObject { ["ForAnyValue:StringEquals"] = new JsonObject { [conditionKey] = value } },
        };
        var allow = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = "*",
            ["Resource"] = "*",
        };
        var policy = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(allow, deny) };
        var document = Uri.EscapeDataString(policy.ToJsonString());
        await owned.OwnAsync("iam", "PutUserPolicy", $"UserName={User}&PolicyName=p&PolicyDocument={document}");
        var (status, text) = await owned.SendAsync(key, attempt);
        return status == 403 || text.Contains("AccessDenied", StringComparison.Ordinal);
    }

    static string Element(XElement answer, string name) =>
        answer.Descendants().First(element => element.Name.LocalName == name).Value;
}
