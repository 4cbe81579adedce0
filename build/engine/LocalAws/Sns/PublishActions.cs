using System.Xml.Linq;
using LocalAws.Protocol;
using LocalAws.Sqs;

namespace LocalAws.Sns;

/// <summary>Publish and PublishBatch as the protocol has them.</summary>
static class PublishActions
{
    const int MostOfABatch = 10;

    public static void Add(Dictionary<string, QueryOperation> operations, SnsOperations sns)
    {
        SnsService.Do(operations, "Publish", (request, form) => Publish(sns, request, form));
        SnsService.Do(operations, "PublishBatch", (request, form) => PublishAll(sns, request, form));
    }

    static XElement Publish(SnsOperations sns, AwsRequest request, QueryPairs form)
    {
        var arn =
            form["TopicArn"]
            ?? form["TargetArn"]
            ?? throw SnsErrors.Invalid("TopicArn or TargetArn Reason: no value for required parameter");
        if (form["TopicArn"] is null && arn.Contains(":endpoint/", StringComparison.Ordinal))
            throw SnsErrors.Invalid("TargetArn Reason: No endpoint found for the target arn specified");
        var publication = Read(form, "");
        sns.Publish(sns.DemandPublishing(request.Caller, request.Region, arn), publication);
        return new("Result", new XElement("MessageId", publication.Id));
    }

    static XElement PublishAll(SnsOperations sns, AwsRequest request, QueryPairs form)
    {
        var topic = sns.DemandPublishing(request.Caller, request.Region, form.Required("TopicArn"));
        var entries = form.Members("PublishBatchRequestEntries");
        if (entries.Count == 0)
            throw new AwsException("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        if (entries.Count > MostOfABatch)
            throw new AwsException(
                "TooManyEntriesInBatchRequest",
                "The batch request contains more entries than permissible."
            );
        PublicationRules.CheckIds([.. entries.Select(entry => form.Required(entry + ".Id"))]);
        // One that SNS does not take, and it takes none.
        var publications = entries.Select(entry => Read(form, entry + ".")).ToList();
        if (publications.Sum(PublicationRules.SizeOf) > PublicationRules.Largest)
            throw new AwsException(
                "BatchRequestTooLong",
                "The length of all the messages put together is more than the limit."
            );
        foreach (var publication in publications)
            publication.Check(topic);
        var successful = new XElement("Successful");
        var failed = new XElement("Failed");
        foreach (var (entry, publication) in entries.Zip(publications))
        {
            var id = new XElement("Id", form[entry + ".Id"]);
            try
            {
                sns.Publish(topic, publication);
                successful.Add(new XElement("member", id, new XElement("MessageId", publication.Id)));
            }
            catch (AwsException error)
            {
                failed.Add(
                    new XElement(
                        "member",
                        id,
                        new XElement("Code", error.Code),
                        new XElement("Message", error.Message),
                        new XElement("SenderFault", "true")
                    )
                );
            }
        }
        return new("Result", successful, failed);
    }

    static Publication Read(QueryPairs form, string prefix)
    {
        var structure = form[prefix + "MessageStructure"];
        if (structure is not (null or "json"))
            throw SnsErrors.Invalid("MessageStructure Reason: Only json is valid");
        return new(form[prefix + "Message"] ?? "")
        {
            Subject = form[prefix + "Subject"],
            IsStructured = structure == "json",
            Attributes = Attributes(form, prefix + "MessageAttributes.entry."),
            Group = form[prefix + "MessageGroupId"],
            Deduplication = form[prefix + "MessageDeduplicationId"],
        };
    }

    static Dictionary<string, MessageAttribute> Attributes(QueryPairs form, string prefix)
    {
        var found = new Dictionary<string, MessageAttribute>(StringComparer.Ordinal);
        for (var index = 1; form[$"{prefix}{index}.Name"] is { } name; index++)
        {
            var value = $"{prefix}{index}.Value.";
            found[name] = new(
                form[value + "DataType"] ?? "",
                form[value + "StringValue"],
                form[value + "BinaryValue"] is { } binary ? Binary(name, binary) : null
            );
        }
        return found;
    }

    static byte[] Binary(string name, string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? bytes[..length]
            : throw SnsErrors.Invalid($"MessageAttributes Reason: {name} is not base 64");
    }
}
