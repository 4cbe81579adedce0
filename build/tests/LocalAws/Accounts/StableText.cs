using System.Text.RegularExpressions;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>Answers of the local AWS as they are in each run: without times, and without what is drawn at random.</summary>
static partial class StableText
{
    /// <summary>The names of what an account owns that are drawn anew for each.</summary>
    static readonly string[] _drawn =
    [
        "key",
        "secret",
        "stack",
        "build",
        "accessKey",
        "execution",
        "upload",
        "receipt",
        "subscription",
    ];

    public static string Of(string text, IReadOnlyDictionary<string, string> names)
    {
        foreach (var name in _drawn)
            if (names.TryGetValue(name, out var drawn))
                text = text.Replace(drawn, $"<{name}>", StringComparison.Ordinal);
        text = Envelope().Replace(text, "");
        text = Times().Replace(Ids().Replace(text, "<id>"), "<time>");
        text = Parts().Replace(Addresses().Replace(text, "http://<address>"), "$1<id>");
        return UniqueIds().Replace(text, "<id>");
    }

    [GeneratedRegex(
        "(?<=ETag>\"|ETag>&quot;)[0-9a-f]{32}|(?<=KeyMaterialId\":\")[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    )]
    public static partial Regex Ids();

    [GeneratedRegex("<\\?xml[^>]*>| xmlns(:[a-z]+)?=\"[^\"]*\"")]
    private static partial Regex Envelope();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\\u002B0000)|\b1[789]\d{8}(\.\d+)?\b|\b1[789]\d{11}\b")]
    private static partial Regex Times();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Addresses();

    /// <summary>The last part of a name that CloudFormation makes, of a secret's ARN, and ids in elements of their name.</summary>
    [GeneratedRegex(
        "((?:owne?d?|CFN)-[A-Z][A-Za-z]*-|:secret:[a-z]+-|<(?:UploadId|VersionId|DeleteMarkerVersionId)>|\\?X-Amz-)[A-Za-z0-9._=&%-]+"
    )]
    private static partial Regex Parts();

    [GeneratedRegex(@"\bA(KIA|SIA|IDA|ROA|NPA|IPA|GPA|CCA)[A-Z0-9]{12,17}\b")]
    private static partial Regex UniqueIds();
}
