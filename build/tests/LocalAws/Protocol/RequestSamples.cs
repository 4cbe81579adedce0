using System.Text;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>Well-formed requests of every protocol, to be spoilt.</summary>
static class RequestSamples
{
    const string Location =
        "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
    const string Trust =
        "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22arn%3Aaws%3Aiam%3A%3A111111111111%3Aroot%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";
    const string Policy = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::a-bucket/*"}]}
        """;

    static readonly (string Service, string Form)[] _forms =
    [
        ("sts", "Action=GetCallerIdentity&Version=2011-06-15"),
        (
            "sts",
            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A111111111111%3Arole%2Fone&RoleSessionName=test&DurationSeconds=900&Tags.member.1.Key=a&Tags.member.1.Value=b"
        ),
        (
            "sts",
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A111111111111%3Arole%2Fone&RoleSessionName=test&WebIdentityToken=e30.e30.e30"
        ),
        (
            "iam",
            $"Action=CreateRole&Version=2010-05-08&RoleName=one&AssumeRolePolicyDocument={Trust}&MaxSessionDuration=3600"
        ),
        ("iam", "Action=ListRoles&Version=2010-05-08&MaxItems=10&Marker=0"),
        (
            "iam",
            "Action=SimulatePrincipalPolicy&Version=2010-05-08&PolicySourceArn=arn%3Aaws%3Aiam%3A%3A111111111111%3Auser%2Fadministrator&ActionNames.member.1=s3%3AGetObject&ContextEntries.member.1.ContextKeyName=aws%3ASourceIp&ContextEntries.member.1.ContextKeyValues.member.1=10.0.0.1"
        ),
        ("cloudformation", "Action=DescribeStacks&Version=2010-05-15&StackName=none"),
        (
            "cloudformation",
            "Action=ValidateTemplate&Version=2010-05-15&TemplateBody=Resources%3A%0A%20%20One%3A%0A%20%20%20%20Type%3A%20AWS%3A%3ASNS%3A%3ATopic%0A"
        ),
        (
            "cloudformation",
            "Action=CreateChangeSet&Version=2010-05-15&StackName=one&ChangeSetName=one&ChangeSetType=CREATE&TemplateBody=%7B%22Resources%22%3A%7B%22A%22%3A%7B%22Type%22%3A%22AWS%3A%3ASNS%3A%3ATopic%22%7D%7D%7D"
        ),
        ("ec2", "Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=isDefault&Filter.1.Value.1=true"),
    ];

    static readonly (string Service, string Target, string Body)[] _calls =
    [
        ("ssm", "AmazonSSM.PutParameter", """{"Name":"/a/b","Value":"v","Type":"String","Overwrite":true}"""),
        ("ssm", "AmazonSSM.GetParametersByPath", """{"Path":"/a","Recursive":true,"MaxResults":5}"""),
        ("ssm", "AmazonSSM.GetParameter", """{"Name":"/a/b:1","WithDecryption":true}"""),
        ("kms", "TrentService.CreateKey", """{"Description":"one","Tags":[{"TagKey":"a","TagValue":"b"}]}"""),
        ("kms", "TrentService.Decrypt", """{"CiphertextBlob":"AAAA","EncryptionContext":{"a":"b"}}"""),
        (
            "secretsmanager",
            "secretsmanager.CreateSecret",
            """{"Name":"one","SecretString":"s","SecretBinary":"AAAA"}"""
        ),
        ("secretsmanager", "secretsmanager.GetSecretValue", """{"SecretId":"one","VersionStage":"AWSCURRENT"}"""),
        (
            "logs",
            "Logs_20140328.PutLogEvents",
            """{"logGroupName":"g","logStreamName":"s","logEvents":[{"timestamp":1,"message":"m"}]}"""
        ),
        (
            "codepipeline",
            "CodePipeline_20150709.CreatePipeline",
            """{"pipeline":{"name":"p","roleArn":"arn:aws:iam::111111111111:role/OrganizationAccountAccessRole","pipelineType":"V2","artifactStore":{"type":"S3","location":"a-bucket"},"variables":[{"name":"v","defaultValue":"d"}],"stages":[{"name":"Source","actions":[{"name":"Source","actionTypeId":{"category":"Source","owner":"AWS","provider":"S3","version":"1"},"configuration":{"S3Bucket":"a-bucket","S3ObjectKey":"key"},"outputArtifacts":[{"name":"Source"}]}]},{"name":"Ask","actions":[{"name":"Ask","runOrder":1,"actionTypeId":{"category":"Approval","owner":"AWS","provider":"Manual","version":"1"}}]}]},"tags":[{"key":"a","value":"b"}]}"""
        ),
        ("codepipeline", "CodePipeline_20150709.ListActionExecutions", """{"pipelineName":"p","maxResults":5}"""),
        (
            "ecr",
            "AmazonEC2ContainerRegistry_V20150921.DescribeImages",
            """{"repositoryName":"app","imageIds":[{"imageTag":"one"}]}"""
        ),
    ];

    static readonly (string Method, string Path, string Query, string Body)[] _objects =
    [
        ("PUT", "/a-bucket/key", "", "some bytes"),
        ("GET", "/a-bucket/key", "response-content-type=text%2Fplain", ""),
        ("HEAD", "/a-bucket/key", "", ""),
        ("DELETE", "/a-bucket/key", "versionId=null", ""),
        ("GET", "/a-bucket", "delimiter=%2F&list-type=2&max-keys=2&prefix=k", ""),
        ("GET", "/a-bucket", "encoding-type=url&versions=", ""),
        ("POST", "/a-bucket/key", "uploads=", ""),
        ("PUT", "/a-bucket/key", "partNumber=1&uploadId=none", "part"),
        (
            "POST",
            "/a-bucket/key",
            "uploadId=none",
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>a</ETag></Part></CompleteMultipartUpload>"
        ),
        ("POST", "/a-bucket", "delete=", "<Delete><Object><Key>key</Key></Object></Delete>"),
        (
            "PUT",
            "/a-bucket",
            "versioning=",
            "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
        ),
        ("PUT", "/a-bucket", "policy=", Policy),
        ("PUT", "/a-bucket", "lifecycle=", "<LifecycleConfiguration></LifecycleConfiguration>"),
        ("PUT", "/other-bucket", "", Location),
    ];

    public static SignedRequest Bucket(Uri endpoint, SignedRequest.Key key) =>
        SignedRequest.S3(endpoint, key, DateTimeOffset.UtcNow, "PUT", "/a-bucket", Encoding.UTF8.GetBytes(Location));

    public static IReadOnlyList<SignedRequest> All(Uri endpoint, SignedRequest.Key key)
    {
        var now = DateTimeOffset.UtcNow;
        return
        [
            .. _forms.Select(form => SignedRequest.Form(endpoint, key, now, form.Service, form.Form)),
            .. _calls.Select(call => SignedRequest.Json(endpoint, key, now, call.Service, call.Target, call.Body)),
            .. _objects.Select(call =>
                SignedRequest.S3(endpoint, key, now, call.Method, call.Path, Encoding.UTF8.GetBytes(call.Body)) with
                {
                    Query = call.Query,
                }
            ),
            new SignedRequest(endpoint, key, now)
            {
                Service = "route53",
                Method = "GET",
                Path = "/2013-04-01/hostedzonesbyname",
                Query = "dnsname=example.com&maxitems=2",
            },
        ];
    }
}
