using static Iam.ManagedPolicies.ManagedDocument;

namespace Iam.ManagedPolicies;

/// <summary>Policies for the roles that functions and builds run with.</summary>
static class ExecutionPolicies
{
    const string ServiceRole = "/service-role/";
    const string WriteLogs = "CreateLogGroup CreateLogStream PutLogEvents";

    public static IReadOnlyList<AwsManagedPolicy> All { get; } =
    [
        Allowing("AWSLambdaBasicExecutionRole", ServiceRole, [.. Actions(("logs", WriteLogs))]),
        Allowing(
            "AWSLambdaVPCAccessExecutionRole",
            ServiceRole,
            [
                .. Actions(
                    ("logs", WriteLogs),
                    ("ec2", "CreateNetworkInterface DescribeNetworkInterfaces DescribeSubnets DeleteNetworkInterface"),
                    ("ec2", "AssignPrivateIpAddresses UnassignPrivateIpAddresses")
                ),
            ]
        ),
        Allowing(
            "AWSLambdaSQSQueueExecutionRole",
            ServiceRole,
            [.. Actions(("sqs", "ReceiveMessage DeleteMessage GetQueueAttributes"), ("logs", WriteLogs))]
        ),
        Allowing(
            "AWSLambdaDynamoDBExecutionRole",
            ServiceRole,
            [.. Actions(("dynamodb", "DescribeStream GetRecords GetShardIterator ListStreams"), ("logs", WriteLogs))]
        ),
        Allowing(
            "AWSLambdaKinesisExecutionRole",
            ServiceRole,
            [
                .. Actions(
                    ("kinesis", "DescribeStream DescribeStreamSummary GetRecords GetShardIterator"),
                    ("kinesis", "ListShards ListStreams SubscribeToShard"),
                    ("logs", WriteLogs)
                ),
            ]
        ),
        Allowing(
            "AWSXRayDaemonWriteAccess",
            "/",
            [
                .. Actions(
                    ("xray", "PutTraceSegments PutTelemetryRecords"),
                    ("xray", "GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries")
                ),
            ]
        ),
        new(
            "CloudWatchLambdaInsightsExecutionRolePolicy",
            "/",
            Of(
                Statement("Action", ["logs:CreateLogGroup"]),
                Statement(
                    "Action",
                    Actions(("logs", "CreateLogStream PutLogEvents")),
                    "arn:aws:logs:*:*:log-group:/aws/lambda-insights:*"
                )
            ),
            IsApproximate: false
        ),
        new(
            "AmazonAPIGatewayPushToCloudWatchLogs",
            ServiceRole,
            Of(
                Statement(
                    "Action",
                    Actions(
                        ("logs", "CreateLogGroup CreateLogStream DescribeLogGroups DescribeLogStreams"),
                        ("logs", "PutLogEvents GetLogEvents FilterLogEvents")
                    )
                )
            ),
            IsApproximate: false
        ),
        Allowing(
            "AmazonECSTaskExecutionRolePolicy",
            ServiceRole,
            [
                .. Actions(
                    ("ecr", "GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer BatchGetImage"),
                    ("logs", "CreateLogStream PutLogEvents")
                ),
            ]
        ),
    ];
}
