namespace Build.Tests.LocalAws.Accounts;

/// <summary>Attempts on topics and queues.</summary>
static class MessageAttempts
{
    public static IEnumerable<Attempt> All() => [.. Attempt.Parse("sns", Topics), .. Attempt.Parse("sqs", Queues)];

    const string Topics = """
        CreateTopic | Name=owned | own
        DeleteTopic | TopicArn=<topic> | AuthorizationError
        ListTopics | - | own
        GetTopicAttributes | TopicArn=<topic> | AuthorizationError
        SetTopicAttributes | TopicArn=<topic>&AttributeName=DisplayName&AttributeValue=taken | AuthorizationError
        AddPermission | TopicArn=<topic>&Label=taken&AWSAccountId.member.1=111111111111&ActionName.member.1=Publish | AuthorizationError
        RemovePermission | TopicArn=<topic>&Label=__default_statement_ID | AuthorizationError
        TagResource | ResourceArn=<topic>&Tags.member.1.Key=a&Tags.member.1.Value=b | AuthorizationError
        UntagResource | ResourceArn=<topic>&TagKeys.member.1=a | AuthorizationError
        ListTagsForResource | ResourceArn=<topic> | AuthorizationError
        Subscribe | TopicArn=<topic>&Protocol=sms&Endpoint=15550100 | AuthorizationError
        ConfirmSubscription | TopicArn=<topic>&Token=0123456789abcdef0123456789abcdef | AuthorizationError
        Unsubscribe | SubscriptionArn=<subscription> | AuthorizationError
        ListSubscriptions | - | own
        ListSubscriptionsByTopic | TopicArn=<topic> | AuthorizationError
        GetSubscriptionAttributes | SubscriptionArn=<subscription> | AuthorizationError
        SetSubscriptionAttributes | SubscriptionArn=<subscription>&AttributeName=FilterPolicy&AttributeValue= | AuthorizationError
        Publish | TopicArn=<topic>&Message=taken | AuthorizationError
        PublishBatch | TopicArn=<topic>&PublishBatchRequestEntries.member.1.Id=1&PublishBatchRequestEntries.member.1.Message=taken | AuthorizationError
        """;

    const string Queues = """
        CreateQueue | {"QueueName":"owned"} | own
        GetQueueUrl | {"QueueName":"owned","QueueOwnerAWSAccountId":"<account>"} | AccessDeniedException
        ListQueues | {} | own
        ListDeadLetterSourceQueues | {"QueueUrl":"<queue>"} | AccessDeniedException
        GetQueueAttributes | {"QueueUrl":"<queue>","AttributeNames":["All"]} | AccessDeniedException
        SetQueueAttributes | {"QueueUrl":"<queue>","Attributes":{"DelaySeconds":"1"}} | AccessDeniedException
        DeleteQueue | {"QueueUrl":"<queue>"} | AccessDeniedException
        PurgeQueue | {"QueueUrl":"<queue>"} | AccessDeniedException
        AddPermission | {"QueueUrl":"<queue>","Label":"taken","AWSAccountIds":["111111111111"],"Actions":["*"]} | AccessDeniedException
        RemovePermission | {"QueueUrl":"<queue>","Label":"taken"} | AccessDeniedException
        TagQueue | {"QueueUrl":"<queue>","Tags":{"a":"b"}} | AccessDeniedException
        UntagQueue | {"QueueUrl":"<queue>","TagKeys":["a"]} | AccessDeniedException
        ListQueueTags | {"QueueUrl":"<queue>"} | AccessDeniedException
        SendMessage | {"QueueUrl":"<queue>","MessageBody":"taken"} | AccessDeniedException
        SendMessageBatch | {"QueueUrl":"<queue>","Entries":[{"Id":"1","MessageBody":"taken"}]} | AccessDeniedException
        ReceiveMessage | {"QueueUrl":"<queue>"} | AccessDeniedException
        DeleteMessage | {"QueueUrl":"<queue>","ReceiptHandle":"<receipt>"} | AccessDeniedException
        DeleteMessageBatch | {"QueueUrl":"<queue>","Entries":[{"Id":"1","ReceiptHandle":"<receipt>"}]} | AccessDeniedException
        ChangeMessageVisibility | {"QueueUrl":"<queue>","ReceiptHandle":"<receipt>","VisibilityTimeout":0} | AccessDeniedException
        ChangeMessageVisibilityBatch | {"QueueUrl":"<queue>","Entries":[{"Id":"1","ReceiptHandle":"<receipt>","VisibilityTimeout":0}]} | AccessDeniedException
        StartMessageMoveTask | {"SourceArn":"arn:aws:sqs:eu-west-1:<account>:owned"} | AccessDeniedException
        ListMessageMoveTasks | {"SourceArn":"arn:aws:sqs:eu-west-1:<account>:owned"} | AccessDeniedException
        CancelMessageMoveTask | {"TaskHandle":"eyJ0YXNrSWQiOiIxIiwic291cmNlQXJuIjoiYXJuOmF3czpzcXM6ZXUtd2VzdC0xOjIyMjIyMjIyMjIyMjpvd25lZCJ9"} | AccessDeniedException
        """;
}
