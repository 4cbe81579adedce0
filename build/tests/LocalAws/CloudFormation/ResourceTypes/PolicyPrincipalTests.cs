using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>Policies of resources name users and roles that exist, as AWS demands it.</summary>
public sealed class PolicyPrincipalTests
{
    const string Nobody = $"arn:aws:iam::{LocalWorld.Second}:role/nobody";
    const string Somebody = $"arn:aws:iam::{LocalWorld.Second}:role/OrganizationAccountAccessRole";
    const string Topic = $"arn:aws:sns:eu-west-1:{LocalWorld.First}:t";
    const string Queue = $"https://sqs.eu-west-1.amazonaws.com/{LocalWorld.First}/q";

    /// <summary>Types with properties around a policy or principal, and what their services say of one who does not exist.</summary>
    public static TheoryData<string, string, string> Policies() =>
        new()
        {
            {
                "AWS::SNS::TopicPolicy",
                $"Topics: ['{Topic}'], PolicyDocument: {Policy("sns:Publish")}",
                "Invalid parameter: Policy Error: PrincipalNotFound (Service: SNS, Status Code: 400"
            },
            {
                "AWS::SQS::QueuePolicy",
                $"Queues: ['{Queue}'], PolicyDocument: {Policy("sqs:SendMessage")}",
                "Invalid value for the parameter Policy. (Service: SQS, Status Code: 400"
            },
            {
                "AWS::DynamoDB::Table",
                $"KeySchema: [], ResourcePolicy: {{PolicyDocument: {Policy("dynamodb:GetItem")}}}",
                "Policy contains invalid principal (Service: DynamoDB, Status Code: 400"
            },
            {
                "AWS::Lambda::Permission",
                "Action: lambda:InvokeFunction, FunctionName: f, Principal: '<principal>'",
                "The provided principal was invalid. Please check the principal and try again. (Service: Lambda, Status Code: 400"
            },
        };

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task CreateStack_OfAPolicyThatNamesARole_NeedsItToExist(string type, string properties, string reason)
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync(
            "targets",
            "Resources: {T: {Type: 'AWS::SNS::Topic', Properties: {TopicName: t}}, Q: {Type: 'AWS::SQS::Queue', Properties: {QueueName: q}}}"
        );

        var refused = await client.CreateAsync("refused", Template(type, properties, Nobody));
        var taken = await client.CreateAsync("taken", Template(type, properties, Somebody));

        Assert.Equal("ROLLBACK_COMPLETE", Value(refused, "StackStatus"));
        Assert.Contains(
            await client.EventsAsync("refused"),
            e =>
                e.Contains(reason, StringComparison.Ordinal)
                && e.Contains("HandlerErrorCode: InvalidRequest", StringComparison.Ordinal)
        );
        Assert.Equal("CREATE_COMPLETE", Value(taken, "StackStatus"));
    }

    static string Template(string type, string properties, string principal) =>
        $"Resources: {{Thing: {{Type: '{type}', Properties: {{{properties.Replace("<principal>", principal, StringComparison.Ordinal)}}}}}}}";

    static string Policy(string action) =>
        $"{{Version: '2012-10-17', Statement: [{{Effect: Allow, Principal: {{AWS: '<principal>'}}, Action: '{action}', Resource: '*'}}]}}";
}
