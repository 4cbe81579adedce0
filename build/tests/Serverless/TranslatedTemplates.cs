namespace Build.Tests.Serverless;

/// <summary>Small templates of the Serverless Application Model, and the resources that AWS makes of each.</summary>
static class TranslatedTemplates
{
    /// <summary>A function, with what else a case gives it.</summary>
    public static string Function(string more = "", string before = "", string after = "") =>
        $"{before}\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {{Runtime: nodejs22.x, Handler: i.h, InlineCode: x{(more.Length > 0 ? $", {more}" : "")}}}\n{after}";

    static string Event(string type, string properties, string more = "", string after = "") =>
        Function($"Events: {{E: {{Type: {type}, Properties: {{{properties}}}}}}}{more}", after: after);

    const string Bare = "F AWS::Lambda::Function, FRole AWS::IAM::Role";
    const string Permission = "FEPermission AWS::Lambda::Permission";

    /// <summary>Kind, template, and ids with types; # stands for the hash that an id ends with.</summary>
    public static readonly (string Kind, string Template, string Resources)[] All =
    [
        ("a function", Function(), Bare),
        (
            "a function with its own role",
            Function("Role: 'arn:aws:iam::111111111111:role/r'"),
            "F AWS::Lambda::Function"
        ),
        (
            "an alias",
            Function("AutoPublishAlias: live"),
            $"{Bare}, FAliaslive AWS::Lambda::Alias, FVersion# AWS::Lambda::Version"
        ),
        (
            "a deployment by traffic shifting",
            Function("AutoPublishAlias: live, DeploymentPreference: {Type: AllAtOnce}"),
            $"CodeDeployServiceRole AWS::IAM::Role, {Bare}, FAliaslive AWS::Lambda::Alias, FDeploymentGroup AWS::CodeDeploy::DeploymentGroup, FVersion# AWS::Lambda::Version, ServerlessDeploymentApplication AWS::CodeDeploy::Application"
        ),
        (
            "a public URL",
            Function("FunctionUrlConfig: {AuthType: NONE}"),
            $"{Bare}, FURLInvokeAllowPublicAccess AWS::Lambda::Permission, FUrl AWS::Lambda::Url, FUrlPublicPermissions AWS::Lambda::Permission"
        ),
        (
            "destinations",
            Function("EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SNS}, OnFailure: {Type: SQS}}}"),
            $"{Bare}, FEventInvokeConfig AWS::Lambda::EventInvokeConfig, FEventInvokeConfigOnFailureQueue AWS::SQS::Queue, FEventInvokeConfigOnSuccessTopic AWS::SNS::Topic"
        ),
        (
            "the implicit REST API",
            Event("Api", "Path: /a, Method: get"),
            $"{Bare}, FEPermissionProd AWS::Lambda::Permission, ServerlessRestApi AWS::ApiGateway::RestApi, ServerlessRestApiDeployment# AWS::ApiGateway::Deployment, ServerlessRestApiProdStage AWS::ApiGateway::Stage"
        ),
        (
            "the implicit HTTP API",
            Event("HttpApi", "Path: /a, Method: get"),
            $"{Bare}, {Permission}, ServerlessHttpApi AWS::ApiGatewayV2::Api, ServerlessHttpApiApiGatewayDefaultStage AWS::ApiGatewayV2::Stage"
        ),
        (
            "a REST API with an authorizer, a key and a domain",
            Event(
                "Api",
                "Path: /a, Method: get, RestApiId: !Ref A",
                after: "  A:\n    Type: AWS::Serverless::Api\n    Properties: {StageName: v1, Auth: {DefaultAuthorizer: L, Authorizers: {L: {FunctionArn: !GetAtt F.Arn}}, UsagePlan: {CreateUsagePlan: PER_API}}, Domain: {DomainName: a.example.com, CertificateArn: c}}"
            ),
            $"A AWS::ApiGateway::RestApi, AApiKey AWS::ApiGateway::ApiKey, ABasePathMapping AWS::ApiGateway::BasePathMapping, ADeployment# AWS::ApiGateway::Deployment, ALAuthorizerPermission AWS::Lambda::Permission, AUsagePlan AWS::ApiGateway::UsagePlan, AUsagePlanKey AWS::ApiGateway::UsagePlanKey, Av1Stage AWS::ApiGateway::Stage, ApiGatewayDomainName# AWS::ApiGateway::DomainName, {Bare}, FEPermissionv1 AWS::Lambda::Permission"
        ),
        (
            "a WebSocket API",
            Function(
                after: "  W:\n    Type: AWS::Serverless::WebSocketApi\n    Properties: {RouteSelectionExpression: $request.body.action, Routes: {$default: {FunctionArn: !GetAtt F.Arn}}}"
            ),
            $"{Bare}, W AWS::ApiGatewayV2::Api, WDefaultIntegration AWS::ApiGatewayV2::Integration, WDefaultPermission AWS::Lambda::Permission, WDefaultRoute AWS::ApiGatewayV2::Route, WDefaultStage AWS::ApiGatewayV2::Stage"
        ),
        (
            "objects",
            Event("S3", "Bucket: !Ref B, Events: 's3:ObjectCreated:*'", after: "  B: {Type: AWS::S3::Bucket}"),
            $"B AWS::S3::Bucket, {Bare}, {Permission}"
        ),
        (
            "messages of a topic",
            Event("SNS", "Topic: 'arn:aws:sns:eu-west-1:111111111111:t'"),
            $"{Bare}, FE AWS::SNS::Subscription, {Permission}"
        ),
        (
            "messages of a topic by a queue",
            Event("SNS", "Topic: 'arn:aws:sns:eu-west-1:111111111111:t', SqsSubscription: true"),
            $"{Bare}, FE AWS::SNS::Subscription, FEEventSourceMapping AWS::Lambda::EventSourceMapping, FEQueue AWS::SQS::Queue, FEQueuePolicy AWS::SQS::QueuePolicy"
        ),
        (
            "messages of a queue",
            Event("SQS", "Queue: 'arn:aws:sqs:eu-west-1:111111111111:q'"),
            $"{Bare}, FE AWS::Lambda::EventSourceMapping"
        ),
        ("a schedule", Event("Schedule", "Schedule: rate(1 hour)"), $"{Bare}, FE AWS::Events::Rule, {Permission}"),
        (
            "a schedule of EventBridge Scheduler",
            Event("ScheduleV2", "ScheduleExpression: rate(1 hour)"),
            $"{Bare}, FE AWS::Scheduler::Schedule, FERole AWS::IAM::Role"
        ),
        (
            "events, with a queue for those that fail",
            Event("EventBridgeRule", "Pattern: {source: [a]}, DeadLetterConfig: {Type: SQS}"),
            $"{Bare}, FE AWS::Events::Rule, {Permission}, FEQueue AWS::SQS::Queue, FEQueuePolicy AWS::SQS::QueuePolicy"
        ),
        (
            "lines of a log",
            Event("CloudWatchLogs", "LogGroupName: g, FilterPattern: ''"),
            $"{Bare}, FE AWS::Logs::SubscriptionFilter, {Permission}"
        ),
        ("messages of things", Event("IoTRule", "Sql: SELECT *"), $"{Bare}, FE AWS::IoT::TopicRule, {Permission}"),
        ("a skill", Event("AlexaSkill", "SkillId: s"), $"{Bare}, {Permission}"),
        (
            "a state machine that starts by itself",
            "Resources: {S: {Type: AWS::Serverless::StateMachine, Properties: {Definition: {StartAt: A, States: {A: {Type: Succeed}}}, Events: {E: {Type: Schedule, Properties: {Schedule: rate(1 hour)}}}}}}",
            "S AWS::StepFunctions::StateMachine, SE AWS::Events::Rule, SERole AWS::IAM::Role, SRole AWS::IAM::Role"
        ),
        (
            "a GraphQL API",
            "Resources: {G: {Type: AWS::Serverless::GraphQLApi, Properties: {SchemaInline: s, Auth: {Type: API_KEY}, ApiKeys: {K: {}}, DataSources: {DynamoDb: {D: {TableName: t}}}, Functions: {N: {InlineCode: c, DataSource: none, Runtime: {Name: APPSYNC_JS, Version: 1.0.0}}}, Resolvers: {Query: {get: {Pipeline: [N]}}}}}}",
            "G AWS::AppSync::GraphQLApi, GCloudWatchRole AWS::IAM::Role, GDDynamoDBDataSource AWS::AppSync::DataSource, GDDynamoDBDataSourceRole AWS::IAM::Role, GDDynamoDBDataSourceToTableConnectorPolicy AWS::IAM::ManagedPolicy, GK AWS::AppSync::ApiKey, GN AWS::AppSync::FunctionConfiguration, GNoneDataSource AWS::AppSync::DataSource, GQueryget AWS::AppSync::Resolver, GSchema AWS::AppSync::GraphQLSchema"
        ),
        (
            "instances that functions run on",
            "Resources: {P: {Type: AWS::Serverless::CapacityProvider, Properties: {VpcConfig: {SubnetIds: [s]}}}}",
            "P AWS::Lambda::CapacityProvider, POperatorRole AWS::IAM::Role"
        ),
        ("a table", "Resources: {T: {Type: AWS::Serverless::SimpleTable}}", "T AWS::DynamoDB::Table"),
        (
            "a layer",
            "Resources: {L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: 's3://b/k'}}}",
            "L# AWS::Lambda::LayerVersion"
        ),
        (
            "a nested application",
            "Resources: {A: {Type: AWS::Serverless::Application, Properties: {Location: 'https://b.s3.amazonaws.com/t'}}}",
            "A AWS::CloudFormation::Stack"
        ),
        (
            "a connector",
            Function(
                after: "  T: {Type: AWS::Serverless::SimpleTable}\n  C:\n    Type: AWS::Serverless::Connector\n    Properties: {Source: {Id: F}, Destination: {Id: T}, Permissions: [Read, Write]}"
            ),
            $"CPolicy AWS::IAM::ManagedPolicy, {Bare}, T AWS::DynamoDB::Table"
        ),
    ];

    /// <summary>Kind, template, a place in the processed template and what stands there.</summary>
    public static readonly (string Kind, string Template, string Place, string Value)[] Values =
    [
        (
            "properties of Globals, maps merged",
            Function(
                "Environment: {Variables: {A: own}}",
                "Globals: {Function: {Timeout: 9, Environment: {Variables: {A: g, B: g}}}}"
            ),
            "Resources/F/Properties/Environment",
            """{"Variables":{"A":"own","B":"g"}}"""
        ),
        (
            "a policy template with its parameters",
            Function("Policies: [{SQSPollerPolicy: {QueueName: !Ref Q}}]", after: "  Q: {Type: AWS::SQS::Queue}"),
            "Resources/FRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource",
            """{"Fn::Sub":["arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${queueName}",{"queueName":{"Ref":"Q"}}]}"""
        ),
        (
            "a managed policy by its name",
            Function("Policies: AmazonS3ReadOnlyAccess"),
            "Resources/FRole/Properties/ManagedPolicyArns/1",
            "\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\""
        ),
        (
            "what an event source needs",
            Event("Kinesis", "Stream: s, StartingPosition: LATEST"),
            "Resources/FRole/Properties/ManagedPolicyArns/1",
            "\"arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole\""
        ),
        (
            "the alias by its reference",
            Function("AutoPublishAlias: live", after: "Outputs: {O: {Value: !Ref F.Alias}}"),
            "Outputs/O/Value",
            """{"Ref":"FAliaslive"}"""
        ),
        (
            "a version that stays when another is published",
            Function("AutoPublishAlias: live"),
            "Resources/FVersion5168f5ed55/DeletionPolicy",
            "\"Retain\""
        ),
        (
            "the stage by its reference",
            Event("Api", "Path: /a, Method: get", after: "Outputs: {O: {Value: !Sub '${ServerlessRestApi.Stage}'}}"),
            "Outputs/O/Value",
            """{"Fn::Sub":"${ServerlessRestApiProdStage}"}"""
        ),
        (
            "calls within a definition as substitutions",
            "Resources: {S: {Type: AWS::Serverless::StateMachine, Properties: {Role: r, Definition: {A: !Ref T}}}, T: {Type: AWS::SNS::Topic}}",
            "Resources/S/Properties/DefinitionSubstitutions",
            """{"definition_substitution_1":{"Ref":"T"}}"""
        ),
        (
            "an API on the condition of all its methods",
            "Conditions: {C: !Equals [a, b]}\nResources: {F: {Type: AWS::Serverless::Function, Condition: C, Properties: {Runtime: r, Handler: h, InlineCode: x, Events: {E: {Type: Api, Properties: {Path: /a, Method: get}}}}}}",
            "Resources/ServerlessRestApi/Condition",
            "\"C\""
        ),
    ];

    /// <summary>Templates that AWS refuses, and its words.</summary>
    public static readonly (string Template, string Message)[] Refused =
    [
        (
            Function("Tmeout: 3"),
            "Resource with id [F] is invalid. property Tmeout not defined for resource of type AWS::Serverless::Function"
        ),
        (
            "Resources: {F: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h}}}",
            "Resource with id [F] is invalid. Only one of 'InlineCode' or 'CodeUri' can be set."
        ),
        (
            "Resources: {F: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h, CodeUri: ./src}}}",
            "Resource with id [F] is invalid. 'CodeUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter."
        ),
        (
            "Resources: {A: {Type: AWS::Serverless::Api}}",
            "Resource with id [A] is invalid. Missing required property 'StageName'."
        ),
        (
            Function("Policies: [{SQSPollerPolicy: {}}]"),
            "Resource with id [F] is invalid. Following required parameters of template 'SQSPollerPolicy' don't have values: ['QueueName']"
        ),
        (
            Event("S3", "Bucket: b, Events: 's3:ObjectCreated:*'"),
            "Resource with id [F] is invalid. Event with id [E] is invalid. S3 events must reference an S3 bucket in the same template."
        ),
        (
            Event("Tide", "A: b"),
            "Resource with id [F] is invalid. Event with id [E] is invalid. Resource dict has missing or invalid value for key Type. Event Type is: Tide."
        ),
        (
            Function("DeploymentPreference: {Type: AllAtOnce}"),
            "Resource with id [F] is invalid. 'DeploymentPreference' requires AutoPublishAlias property to be specified."
        ),
        (
            Function(before: "Globals: {Function: {Handlr: h}, SimpleTable: {TableName: t}}")
                .Replace("Handlr: h", "Handler: h", StringComparison.Ordinal),
            "'Globals' section is invalid. 'TableName' is not a supported property of 'SimpleTable'. Must be one of the following values - ['SSESpecification']"
        ),
        (
            Function(after: "  FRole: {Type: AWS::SNS::Topic}"),
            "Transforming resource with id [F] attempts to create a new resource with id [FRole] and type \"AWS::IAM::Role\". A resource with that id already exists within this template. Please use a different id for that resource."
        ),
        (
            "Resources: {A: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: a, SemanticVersion: 1.0.0}}}}",
            "Resource with id [A] is invalid. Application a is of the AWS Serverless Application Repository, which is not simulated"
        ),
        (
            "Resources: {G: {Type: AWS::Serverless::GraphQLApi, Properties: {Auth: {Type: API_KEY}}}}",
            "Resource with id [G] is invalid. One of 'SchemaInline' or 'SchemaUri' must be set."
        ),
    ];
}
