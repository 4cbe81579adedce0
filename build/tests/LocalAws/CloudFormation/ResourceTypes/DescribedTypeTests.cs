using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>Types of which the local AWS knows what their schemas say.</summary>
public sealed class DescribedTypeTests : IAsyncLifetime
{
    const string Region = "eu-west-1";
    LocalWorld _world = null!;
    QueryClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _client = new(_world, LocalWorld.First);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _world.DisposeAsync();
    }

    /// <summary>A value of a resource, and how it begins.</summary>
    [Theory]
    [InlineData(
        "AWS::StepFunctions::StateMachine",
        "RoleArn: 'arn:aws:iam::111111111111:role/r', StateMachineName: m",
        "!Ref Thing",
        $"arn:aws:states:{Region}:{LocalWorld.First}:stateMachine:m"
    )]
    [InlineData("AWS::EC2::VPC", "CidrBlock: 10.0.0.0/16", "!Ref Thing", "vpc-")]
    [InlineData("AWS::EC2::VPC", "CidrBlock: 10.0.0.0/16", "!GetAtt Thing.CidrBlock", "10.0.0.0/16")]
    [InlineData("AWS::EC2::VPC", "CidrBlock: 10.0.0.0/16", "!Select [0, !GetAtt Thing.Ipv6CidrBlocks]", "2001:db8:")]
    [InlineData("AWS::EC2::SecurityGroup", "GroupDescription: d", "!GetAtt Thing.GroupId", "sg-")]
    [InlineData("AWS::Kinesis::Stream", "Name: s", "!Ref Thing", "s")]
    [InlineData(
        "AWS::Kinesis::Stream",
        "Name: s",
        "!GetAtt Thing.Arn",
        $"arn:aws:kinesis:{Region}:{LocalWorld.First}:stream/s"
    )]
    public async Task CreateStack_OfADescribedType_TellsValuesOfTheirShape(
        string type,
        string properties,
        string value,
        string start
    )
    {
        var stack = await _client.CreateAsync(
            "app",
            $"{Template(type, properties)}\nOutputs: {{It: {{Value: {value}}}}}"
        );

        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        Assert.StartsWith(start, Value(stack, "OutputValue"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Thing: {Type: AWS::EC2::Vpc}", "Template format error: Unrecognized resource types: [AWS::EC2::Vpc]")]
    [InlineData(
        "Thing: {Type: AWS::Not::There}",
        "Template format error: Unrecognized resource types: [AWS::Not::There]"
    )]
    [InlineData(
        "Thing: {Type: AWS::EC2::VPC}, P: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !GetAtt Thing.Colour}}",
        "Template error: resource Thing does not support attribute type Colour in Fn::GetAtt"
    )]
    public async Task CreateStack_OfWhatAwsDoesNotHave_IsRefused(string resources, string message) =>
        Assert.Equal(
            message,
            await _client.RefusalAsync(
                "CreateStack",
                ("StackName", "app"),
                ("TemplateBody", $"Resources: {{{resources}}}")
            )
        );

    /// <summary>A resource before and after, and whether the change replaces it.</summary>
    [Theory]
    [InlineData("AWS::EC2::VPC", "CidrBlock: 10.0.0.0/16", "CidrBlock: 10.1.0.0/16", true)]
    [InlineData("AWS::EC2::VPC", "CidrBlock: 10.0.0.0/16", "CidrBlock: 10.0.0.0/16, EnableDnsSupport: true", false)]
    [InlineData("AWS::Kinesis::Stream", "ShardCount: 1", "ShardCount: 2", false)]
    [InlineData("AWS::Kinesis::Stream", "Name: one", "Name: two", true)]
    [InlineData("AWS::IAM::User", "Path: /one/", "Path: /two/", false)]
    public async Task UpdateStack_OfAProperty_ReplacesAsTheSchemaSays(
        string type,
        string before,
        string after,
        bool replaces
    )
    {
        await _client.CreateAsync("app", Template(type, before));
        var first = await PhysicalIdAsync();

        Assert.Equal("UPDATE_COMPLETE", Value(await _client.UpdateAsync("app", Template(type, after)), "StackStatus"));

        Assert.Equal(replaces, first != await PhysicalIdAsync());
    }

    [Theory]
    [InlineData("KeyUsage: ENCRYPT_DECRYPT")]
    [InlineData("Origin: AWS_KMS")]
    public async Task UpdateStack_OfWhatAKeyIs_FailsAndKeepsTheKey(string property)
    {
        await _client.CreateAsync("app", Template("AWS::KMS::Key", "Description: d"));
        var first = await PhysicalIdAsync();

        var stack = await _client.UpdateAsync("app", Template("AWS::KMS::Key", $"Description: d, {property}"));

        Assert.Equal(("UPDATE_ROLLBACK_COMPLETE", first), (Value(stack, "StackStatus"), await PhysicalIdAsync()));
    }

    [Theory]
    [InlineData("AWS::SNS::Topic", "TopicName: t, MaximumMessageSize: '2048'")]
    [InlineData("AWS::Logs::LogGroup", "BearerTokenAuthenticationEnabled: true")]
    [InlineData("AWS::SecretsManager::Secret", "Name: s, Type: t")]
    public async Task CreateStack_OfPropertiesThatTheCatalogueHas_IsTaken(string type, string properties)
    {
        var stack = await _client.CreateAsync("app", Template(type, properties));

        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
    }

    [Fact]
    public async Task GetAtt_TheArnOfAParameter_IsItsArn()
    {
        var stack = await _client.CreateAsync(
            "app",
            $"{Template("AWS::SSM::Parameter", "Name: /a/b, Type: String, Value: v")}\nOutputs: {{It: {{Value: !GetAtt Thing.Arn}}}}"
        );

        Assert.Equal($"arn:aws:ssm:{Region}:{LocalWorld.First}:parameter/a/b", Value(stack, "OutputValue"));
    }

    [Fact]
    public async Task CreateStack_OfTwoThatIdentifyAlike_FailsForTheSecond()
    {
        var stack = await _client.CreateAsync(
            "app",
            "Resources: {One: {Type: AWS::Kinesis::Stream, Properties: {Name: s}}, Two: {Type: AWS::Kinesis::Stream, DependsOn: One, Properties: {Name: s}}}"
        );

        Assert.Equal("ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        Assert.Contains(
            await _client.EventsAsync("app"),
            line => line.Contains("with identifier 's' already exists.", StringComparison.Ordinal)
        );
    }

    /// <summary>A resource, and what an execution role with s3, iam, ssm and logs alone lacks for it.</summary>
    [Theory]
    [InlineData("AWS::EC2::VPC", "CidrBlock: 10.0.0.0/16", "ec2:CreateVpc")]
    [InlineData("AWS::ECS::Cluster", "ClusterName: c", "ecs:CreateCluster")]
    [InlineData("AWS::Kinesis::Stream", "Name: s", "kinesis:CreateStream")]
    [InlineData("AWS::Cognito::UserPool", "UserPoolName: p", "cognito-idp:CreateUserPool")]
    [InlineData("AWS::EFS::FileSystem", "Encrypted: true", "elasticfilesystem:CreateFileSystem")]
    [InlineData("AWS::ApiGateway::RestApi", "Name: a", "apigateway:")]
    [InlineData("AWS::Backup::BackupVault", "BackupVaultName: v", "backup:CreateBackupVault")]
    [InlineData("AWS::Elasticsearch::Domain", "DomainName: d", "es:CreateElasticsearchDomain")]
    [InlineData("AWS::ServiceDiscovery::HttpNamespace", "Name: n", "servicediscovery:CreateHttpNamespace")]
    [InlineData(
        "AWS::Route53::RecordSet",
        "HostedZoneId: Z1, Name: a.example.com, Type: A, TTL: '60', ResourceRecords: [10.0.0.1]",
        "route53:ChangeResourceRecordSets"
    )]
    public async Task CreateStack_ByARoleOfOtherServices_FailsForTheActionOfTheType(
        string type,
        string properties,
        string action
    )
    {
        await _client.CreateAsync("roles", $"Resources: {{R: {TemplateTexts.ExecutionRole("execution", "s3:*")}}}");

        var stack = await _client.CreateAsync(
            "app",
            Template(type, properties),
            ("RoleARN", $"arn:aws:iam::{LocalWorld.First}:role/execution")
        );

        Assert.Equal("ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        Assert.Contains(
            await _client.EventsAsync("app"),
            line => line.Contains($"is not authorized to perform: {action}", StringComparison.Ordinal)
        );
    }

    static string Template(string type, string properties) =>
        $"Resources: {{Thing: {{Type: '{type}', Properties: {{{properties}}}}}}}";

    async Task<string> PhysicalIdAsync() =>
        Value(await _client.CallAsync("DescribeStackResources", ("StackName", "app")), "PhysicalResourceId");
}
