using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Signals;

/// <summary>A wait condition with a handle ("Create wait conditions in a CloudFormation template" in the CloudFormation User Guide).</summary>
sealed record WaitConditionRule(SignalAddress Address, int Count, TimeSpan Timeout)
    : SignalRule(Address, Count, Timeout)
{
    const int LongestSeconds = 43200;
    static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Throws a <see cref="TemplateException"/> where the properties name no handle or no time.</summary>
    public static WaitConditionRule Of(JsonObject properties)
    {
        var address = HandleUrls.AddressOf(properties.Text("Handle") ?? throw Missing("Handle"));
        var seconds = Number(properties.Text("Timeout") ?? throw Missing("Timeout"));
        if (seconds > LongestSeconds)
            throw new TemplateException($"Invalid Timeout {seconds}: a wait condition waits for 43200 seconds at most");
        return new(
            address
                ?? throw new TemplateException(
                    "The Handle of a wait condition has to be the Ref of an AWS::CloudFormation::WaitConditionHandle"
                ),
            Number(properties.Text("Count") ?? "1"),
            TimeSpan.FromSeconds(seconds)
        );
    }

    public override SignalVerdict? Judge(IReadOnlyList<Signal> received, bool isLate)
    {
        if (received.Any(signal => signal.Status.Length == 0))
            return new("Unparsable WaitCondition data");
        if (received.FirstOrDefault(signal => signal.Status == Signal.Failure) is { } failure)
            return new($"WaitCondition received failed message: '{failure.Reason}' for uniqueId: {failure.UniqueId}");
        if (received.Count >= Count)
            return new(Problem: null, new JsonObject { ["Data"] = DataOf(received) });
        return isLate
            ? new($"WaitCondition timed out. Received {received.Count} conditions when expecting {Count}")
            : null;
    }

    static string DataOf(IEnumerable<Signal> received) =>
        new JsonObject(
            received.Select(signal => KeyValuePair.Create(signal.UniqueId, (JsonNode?)(signal.Data ?? "")))
        ).ToJsonString(_plain);

    static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new TemplateException($"Value of property {text} of a wait condition has to be a number");

    static TemplateException Missing(string property) =>
        new($"Property {property} cannot be empty for a wait condition without a CreationPolicy.");
}
