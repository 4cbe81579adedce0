using System.Text;
using System.Text.Json;
using LocalAws.Protocol;
using LocalAws.Sqs;

namespace LocalAws.Sns;

/// <summary>What SNS takes to be published, in its own words.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html and "Amazon SNS message attributes" in the Developer Guide; the words are
/// those that clients have recorded.
/// </remarks>
static class PublicationRules
{
    /// <summary>In bytes: of a message with its attributes, and of all messages of a batch.</summary>
    public const int Largest = 262_144;

    const int LongestName = 256;

    /// <summary>The bytes that count: the message, and of each attribute its name, type and value.</summary>
    public static int SizeOf(Publication publication) =>
        Encoding.UTF8.GetByteCount(publication.Message)
        + publication.Attributes.Sum(pair =>
            Encoding.UTF8.GetByteCount(pair.Key + pair.Value.DataType + pair.Value.Text)
            + (pair.Value.Binary?.Length ?? 0)
        );

    public static void CheckAttribute(string name, MessageAttribute attribute)
    {
        CheckName(name);
        var kind = attribute.DataType.Split('.')[0];
        if (kind is not ("String" or "Number" or "Binary"))
            throw Invalid(
                $"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
            );
        var isOfText = attribute.Text is { Length: > 0 };
        var isOfBytes = attribute.Binary is { Length: > 0 };
        if (!isOfText && !isOfBytes)
            throw Invalid(
                $"The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{attribute.DataType}'."
            );
        var field = kind == "Binary" ? "Binary" : "String";
        if (field == "Binary" ? isOfText : isOfBytes)
            throw Invalid($"The message attribute '{name}' with type '{attribute.DataType}' must use field '{field}'.");
    }

    static void CheckName(string name)
    {
        if (name.Length > LongestName)
            throw Invalid("Length of message attribute name must be less than 256 bytes.");
        foreach (var letter in name)
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
                throw Invalid(
                    $"Invalid non-alphanumeric character '#x{(int)letter:X}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots."
                );
        if (name.StartsWith('.'))
            throw Invalid("Invalid message attribute name starting with character '.' was found.");
        if (name.EndsWith('.'))
            throw Invalid("Invalid message attribute name ending with character '.' was found.");
        if (name.Contains("..", StringComparison.Ordinal))
            throw Invalid("Message attribute name can not have successive '.' character.");
    }

    /// <summary>The texts of a message that has one for each protocol; of a name that is given twice, the last.</summary>
    public static Dictionary<string, string> TextsOf(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException();
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            // What is no text does not count.
            foreach (var member in document.RootElement.EnumerateObject())
                if (member.Value.ValueKind == JsonValueKind.String)
                    texts[member.Name] = member.Value.GetString()!;
            return texts.ContainsKey("default")
                ? texts
                : throw SnsErrors.Invalid("Message Structure - No default entry in JSON message body");
        }
        catch (JsonException)
        {
            throw SnsErrors.Invalid("Message Structure - JSON message body failed to parse");
        }
    }

    /// <summary>Checks the ids of a batch's entries, of which each has its own.</summary>
    public static void CheckIds(IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            if (id.Length > 80)
                throw BatchId($"is too long: {id}");
            if (!id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
                throw BatchId($"contains an impermissible character: {id}");
        }
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
            throw new AwsException(
                "BatchEntryIdsNotDistinct",
                "Two or more batch entries in the request have the same Id."
            );
    }

    static AwsException BatchId(string what) =>
        new("InvalidBatchEntryId", $"The Id of a batch entry in the batch request {what}");

    static AwsException Invalid(string message) => new("ParameterValueInvalid", message);
}
