using System.Xml.Linq;

namespace Build.Tests.LocalAws.Messages;

/// <summary>
/// SQS by forms and XML, as the examples of its API Reference have them and as clients from before 2023 speak: each request
/// with what its answer holds.
/// </summary>
public sealed class QueueFormTests
{
    const string Account = LocalWorld.First;

    /// <summary>Forms in their order; "-" where the answer has no result, "!" in front of the code of a refusal.</summary>
    static readonly (string Form, string Answer)[] _steps =
    [
        (
            "CreateQueue&QueueName=q&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=40&Tag.1.Key=team&Tag.1.Value=a",
            "<QueueUrl><url></QueueUrl>"
        ),
        ("GetQueueUrl&QueueName=q", "<QueueUrl><url></QueueUrl>"),
        ("GetQueueUrl&QueueName=none", "!AWS.SimpleQueueService.NonExistentQueue"),
        ("ListQueues&QueueNamePrefix=q", "<QueueUrl><url></QueueUrl>"),
        ("ListQueueTags&QueueUrl=<url>", "<Tag><Key>team</Key><Value>a</Value></Tag>"),
        ("TagQueue&QueueUrl=<url>&Tag.1.Key=b&Tag.1.Value=c", "-"),
        ("UntagQueue&QueueUrl=<url>&TagKey.1=team", "-"),
        ("ListQueueTags&QueueUrl=<url>", "<Tag><Key>b</Key><Value>c</Value></Tag>"),
        ("SetQueueAttributes&QueueUrl=<url>&Attribute.1.Name=DelaySeconds&Attribute.1.Value=0", "-"),
        (
            "GetQueueAttributes&QueueUrl=<url>&AttributeName.1=VisibilityTimeout",
            "<Attribute><Name>VisibilityTimeout</Name><Value>40</Value></Attribute>"
        ),
        ("GetQueueAttributes&QueueUrl=<url>&AttributeName.1=None", "!InvalidAttributeName"),
        (
            "SendMessage&QueueUrl=<url>&MessageBody=one&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v",
            "<MD5OfMessageBody>f97c5d29941bfb1b2fdab0874906ab82</MD5OfMessageBody>"
        ),
        ("SendMessage&QueueUrl=<url>", "!MissingParameter"),
        ("SendMessage&QueueUrl=<url>&MessageBody=x&DelaySeconds=x", "!InvalidParameterValue"),
        (
            "SendMessageBatch&QueueUrl=<url>&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=two&SendMessageBatchRequestEntry.1.DelaySeconds=900",
            "<SendMessageBatchResultEntry><MessageId>*</MessageId>"
        ),
        (
            "ReceiveMessage&QueueUrl=<url>&AttributeName.1=ApproximateReceiveCount&MessageAttributeName.1=All",
            "<Body>one</Body><Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>*<MessageAttribute><Name>n</Name><Value><StringValue>v</StringValue><DataType>String</DataType></Value></MessageAttribute>"
        ),
        ("ReceiveMessage&QueueUrl=<url>", "<ReceiveMessageResult />"),
        ("ChangeMessageVisibility&QueueUrl=<url>&ReceiptHandle=<receipt>&VisibilityTimeout=9", "-"),
        ("DeleteMessage&QueueUrl=<url>&ReceiptHandle=x", "!ReceiptHandleIsInvalid"),
        (
            "DeleteMessageBatch&QueueUrl=<url>&DeleteMessageBatchRequestEntry.1.Id=a&DeleteMessageBatchRequestEntry.1.ReceiptHandle=<receipt>&DeleteMessageBatchRequestEntry.2.Id=b&DeleteMessageBatchRequestEntry.2.ReceiptHandle=x",
            "<DeleteMessageBatchResultEntry><Id>a</Id></DeleteMessageBatchResultEntry><BatchResultErrorEntry><Id>b</Id>"
        ),
        ("AddPermission&QueueUrl=<url>&Label=l&AWSAccountId.1=222222222222&ActionName.1=SendMessage", "-"),
        ("RemovePermission&QueueUrl=<url>&Label=none", "!InvalidParameterValue"),
        ("RemovePermission&QueueUrl=<url>&Label=l", "-"),
        ("PurgeQueue&QueueUrl=<url>", "-"),
        ("Nothing", "!InvalidAction"),
        ("DeleteQueue&QueueUrl=<url>", "-"),
    ];

    [Fact]
    public async Task Form_OfEachOperation_IsAnsweredInXml()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new XmlClient(world, "sqs");
        var url = new Uri(world.Server.Endpoint, $"/{Account}/q").ToString();
        var (receipt, wrong) = ("", new List<string>());

        foreach (var (form, expected) in _steps)
        {
            var named = form.Replace("<url>", Uri.EscapeDataString(url)).Replace("<receipt>", receipt);
            var (status, body) = await client.FormAsync(Account, $"Version=2012-11-05&Action={named}");
            receipt = body.Descendants("ReceiptHandle").FirstOrDefault() is { } handle
                ? Uri.EscapeDataString(handle.Value)
                : receipt;
            if (!IsAnswered(status, body, expected.Replace("<url>", url)))
                wrong.Add($"{form}: {status} {body}");
        }

        Assert.Equal("", string.Join('\n', wrong));
    }

    [Fact]
    public async Task Form_ThatIsSentToAQueuesUrl_IsAboutThatQueue()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new XmlClient(world, "sqs");
        await client.FormAsync(Account, "Action=CreateQueue&Version=2012-11-05&QueueName=q");
        var request = SignedRequest.Form(
            world.Server.Endpoint,
            SignedRequest.Key.Of(world.Server.AdministratorOf(Account)),
            DateTimeOffset.UtcNow,
            "sqs",
            "Action=SendMessage&Version=2012-11-05&MessageBody=one"
        );

        var (status, body) = await client.SendAsync(request with { Path = $"/{Account}/q" });

        Assert.Equal((200, 1), (status, XmlClient.Texts(body, "MessageId").Count));
    }

    static bool IsAnswered(int status, XElement body, string expected)
    {
        if (expected[0] == '!')
            return status >= 400 && XmlClient.Texts(body, "Code").SequenceEqual([expected[1..]]);
        if (expected == "-")
            return status == 200
                && !body.Elements().Any(element => element.Name.LocalName.EndsWith("Result", StringComparison.Ordinal));
        var text = body.ToString(SaveOptions.DisableFormatting);
        var at = 0;
        foreach (var part in expected.Split('*'))
        {
            at = text.IndexOf(part, at, StringComparison.Ordinal);
            if (at < 0)
                return false;
            at += part.Length;
        }
        return status == 200;
    }
}
