namespace LocalAws.CloudFormation.ResourceTypes.Messaging;

/// <summary>The attributes of a topic or queue that an update sets.</summary>
static class AttributeChange
{
    /// <summary>What is new or other, and, as an empty text, what is gone.</summary>
    public static Dictionary<string, string> Between(
        Dictionary<string, string> before,
        Dictionary<string, string> after
    ) =>
        after
            .Where(pair => before.GetValueOrDefault(pair.Key) != pair.Value)
            .Concat(before.Keys.Except(after.Keys).Select(gone => KeyValuePair.Create(gone, "")))
            .ToDictionary(StringComparer.Ordinal);
}
