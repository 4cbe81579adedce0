namespace Build.Tests.LocalAws.CloudFormation;

/// <summary>Templates of kinds that AWS is known to take, and the output It that each has where that is certain.</summary>
static class TakenTemplates
{
    const string Topic = "\nResources: {T: {Type: AWS::SNS::Topic}}";

    const string Bucket =
        "Resources: {B: {Type: AWS::S3::Bucket}, P: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*', PRINCIPAL}]}}}}";

    public static readonly (string Kind, string Template, string? Output)[] All =
    [
        (
            "a key that is there twice: the last counts",
            "Resources: {T: {Type: AWS::SNS::Topic, Properties: {DisplayName: one, DisplayName: two}}}\nOutputs: {It: {Value: one}, It: {Value: two}}",
            "two"
        ),
        (
            "the functions of rules in their short forms",
            "Parameters: {P: {Type: String, Default: a}}\nRules: {R: {Assertions: [{Assert: !Contains [[a, b], !Ref P]}, {Assert: !EachMemberEquals [[a], a]}, {Assert: !EachMemberIn [[a], [a, b]]}]}}"
                + Topic,
            null
        ),
        (
            "Java's character classes in patterns",
            "Parameters: {P: {Type: String, Default: 'abc-DEF_123', AllowedPattern: '^(?=(.*\\p{Punct}){2,})(?!.*[ ,:=])[\\p{Print}]{11,}$'}, Q: {Type: String, Default: a1, AllowedPattern: '\\p{Alpha}\\P{Alpha}'}}"
                + Topic,
            null
        ),
        (
            "rules over all parameters of a type",
            "Parameters: {V: {Type: 'AWS::EC2::VPC::Id', Default: vpc-12345678}, S: {Type: 'List<AWS::EC2::Subnet::Id>', Default: 'subnet-12345678,subnet-87654321'}}\nRules: {R: {Assertions: [{Assert: !EachMemberIn [!ValueOfAll ['AWS::EC2::Subnet::Id', VpcId], !RefAll 'AWS::EC2::VPC::Id']}, {Assert: !Equals [!ValueOf [V, Tags.Name], x]}, {Assert: !Contains [!RefAll 'AWS::EC2::Subnet::Id', subnet-87654321]}]}}"
                + Topic,
            null
        ),
        (
            "names of parameters that loops of conditions make",
            "Transform: AWS::LanguageExtensions\nParameters: {PA: {Type: String, Default: 'true'}}\nConditions: {'Fn::ForEach::Each': [Id, [A], {'Is${Id}': !Equals [{Ref: {'Fn::Sub': 'P${Id}'}}, 'true']}]}\nOutputs: {It: {Value: !If [IsA, yes-it-is, no]}}"
                + Topic,
            "yes-it-is"
        ),
        (
            "condition keys in any case",
            Bucket.Replace(
                "PRINCIPAL",
                "Principal: {Service: cloudfront.amazonaws.com}, Condition: {StringEquals: {'AWS:SourceArn': !Sub 'arn:aws:cloudfront::${AWS::AccountId}:distribution/E1'}}",
                StringComparison.Ordinal
            ),
            null
        ),
        (
            "an origin access identity as a principal",
            Bucket.Replace(
                "PRINCIPAL",
                "Principal: {AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEF'}",
                StringComparison.Ordinal
            ) + "\nOutputs: {It: {Value: !Equals [!Ref P, !Ref B]}}",
            null
        ),
        (
            "any item of a list that the service makes",
            "Resources: {Z: {Type: AWS::Route53::HostedZone, Properties: {Name: example.com}}}\nOutputs: {It: {Value: !Select [3, !GetAtt Z.NameServers]}}",
            null
        ),
        (
            "parts of a listener's ARN",
            "Resources: {L: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/a/1', DefaultActions: [{Type: forward, TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/t/1'}]}}}\nOutputs: {It: {Value: !Select [1, !Split ['/', !Ref L]]}}",
            "app"
        ),
        (
            "an ARN with an id behind the name",
            "Resources: {C: {Type: AWS::Events::Connection, Properties: {Name: c, AuthorizationType: API_KEY, AuthParameters: {ApiKeyAuthParameters: {ApiKeyName: k, ApiKeyValue: v}}}}, D: {Type: AWS::Events::ApiDestination, Properties: {ConnectionArn: !GetAtt C.Arn, HttpMethod: GET, InvocationEndpoint: 'https://example.com'}}}",
            null
        ),
        (
            "Ref of a bucket's policy is the bucket",
            "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: taken-templates-bucket}}, P: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [{Effect: Deny, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}]}}}}\nOutputs: {It: {Value: !Ref P}}",
            "taken-templates-bucket"
        ),
        (
            "Ref of what its service knows by an ARN",
            "Resources: {J: {Type: AWS::Batch::JobDefinition, Properties: {JobDefinitionName: j, Type: container, ContainerProperties: {Image: i}}}}\nOutputs: {It: {Value: !Select [2, !Split [':', !Ref J]]}}",
            "batch"
        ),
        (
            "Ref of what AWS WAF knows by three parts",
            "Resources: {W: {Type: AWS::WAFv2::IPSet, Properties: {Name: w, Scope: REGIONAL, IPAddressVersion: IPV4, Addresses: []}}}\nOutputs: {It: {Value: !Join [' ', [!Select [0, !Split ['|', !Ref W]], !Select [2, !Split ['|', !Ref W]]]]}}",
            "w REGIONAL"
        ),
        (
            "the version of a pipeline's action as a number",
            "Resources: {B: {Type: AWS::S3::Bucket}, R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: codepipeline.amazonaws.com}, Action: 'sts:AssumeRole'}]}}}, P: {Type: AWS::CodePipeline::Pipeline, Properties: {RoleArn: !GetAtt R.Arn, ArtifactStore: {Type: S3, Location: !Ref B}, Stages: [{Name: S, Actions: [{Name: s, ActionTypeId: {Category: Source, Owner: AWS, Provider: ECR, Version: 1}, OutputArtifacts: [{Name: o}], Configuration: {RepositoryName: r}}]}, {Name: D, Actions: [{Name: d, ActionTypeId: {Category: Deploy, Owner: AWS, Provider: ECS, Version: 1}, InputArtifacts: [{Name: o}], Configuration: {ClusterName: c}}]}]}}}",
            null
        ),
        (
            "every release of a public image",
            "Parameters: {P: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /aws/service/aws-for-fluent-bit/2.1.0}}\nOutputs: {It: {Value: !Select [1, !Split [':', !Ref P]]}}"
                + Topic,
            "2.1.0"
        ),
        (
            "images of makers of operating systems",
            "Parameters: {U: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}, D: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/service/debian/release/12/latest/arm64}, M: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/service/ec2-macos/sequoia/arm64_mac/latest/image_id}}\nOutputs: {It: {Value: !Select [0, !Split ['-', !Ref U]]}}"
                + Topic,
            "ami"
        ),
        (
            "numbers where policies have texts",
            "Resources: {R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [{Sid: 1, Effect: Allow, Principal: {AWS: 111111111111}, Action: 'sts:AssumeRole'}]}, Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Sid: 2, Effect: Allow, Action: 's3:GetObject', Resource: '*', Condition: {NumericLessThan: {'aws:MultiFactorAuthAge': 3600}, Bool: {'aws:SecureTransport': true}}}]}}]}}}",
            null
        ),
        (
            "the name of an interface endpoint",
            "Resources: {E: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: vpc-12345678, VpcEndpointType: Interface, ServiceName: com.amazonaws.eu-west-1.execute-api}}}\nOutputs: {It: {Value: !Select [5, !Split ['.', !Select [1, !Split [':', !Select [0, !GetAtt E.DnsEntries]]]]]}}",
            "com"
        ),
        (
            "whatever a custom resource's function tells: lists, numbers, blocks, ids",
            "Resources: {R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}}}, F: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt R.Arn, Runtime: nodejs22.x, Handler: index.handler, Code: {ZipFile: ' '}}}, C: {Type: Custom::Network, Properties: {ServiceToken: !GetAtt F.Arn}}, V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !GetAtt C.Block}}, S: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref C, CidrBlock: !Select [3, !Cidr [!GetAtt C.Block, 4, 8]]}}, G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: !GetAtt C.Port, ToPort: !GetAtt C.Port, CidrIp: !Select [2, !GetAtt C.Blocks]}]}}, I: {Type: AWS::EC2::Instance, Properties: {ImageId: !GetAtt C.Image, SecurityGroupIds: !GetAtt C.Groups, SubnetId: !Select [2, !Split [',', !GetAtt C.Subnets]]}}, L: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !GetAtt C.LoadBalancerArn, Port: !GetAtt C.Port, Protocol: HTTPS, Certificates: [{CertificateArn: !Ref C}], DefaultActions: [{Type: forward, TargetGroupArn: !GetAtt C.Target}]}}}\nOutputs: {It: {Value: !Select [0, !Split ['-', !Join ['+', !GetAtt C.Names]]]}}",
            "Names"
        ),
    ];
}
