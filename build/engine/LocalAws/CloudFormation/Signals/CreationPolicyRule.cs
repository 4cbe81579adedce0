using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Signals;

/// <summary>
/// A CreationPolicy ("CreationPolicy attribute" in the CloudFormation User Guide): a failure fails the resource at once; of
/// an Auto Scaling group so many instances have to succeed.
/// </summary>
sealed record CreationPolicyRule(SignalAddress Address, int Count, TimeSpan Timeout, int? MinimumPercent)
    : SignalRule(Address, Count, Timeout)
{
    const string Group = "AWS::AutoScaling::AutoScalingGroup";
    static readonly TimeSpan _longest = TimeSpan.FromHours(12);

    /// <summary>Null where the type has no such policy, as it is ignored then, or the policy wants no signals.</summary>
    public static CreationPolicyRule? Of(SignalAddress address, string type, JsonNode? policy)
    {
        if (
            type is not (Group or "AWS::EC2::Instance" or "AWS::CloudFormation::WaitCondition")
            || policy is not JsonObject map
            || map["ResourceSignal"] is not JsonObject signal
        )
            return null;
        int? percent =
            type == Group
                ? Number((map["AutoScalingCreationPolicy"] as JsonObject)?.Text("MinSuccessfulInstancesPercent"), 100)
                : null;
        return new(address, Number(signal.Text("Count"), 1), Duration(signal.Text("Timeout") ?? "PT5M"), percent);
    }

    public override SignalVerdict? Judge(IReadOnlyList<Signal> received, bool isLate)
    {
        var (succeeded, failed) = (CountOf(received, Signal.Success), CountOf(received, Signal.Failure));
        if (MinimumPercent is { } percent)
        {
            var required = (int)Math.Ceiling(Count * percent / 100.0);
            return failed > Count - required ? Unsatisfied(failed, Signal.Failure, percent)
                : succeeded >= required && (isLate || succeeded + failed >= Count) ? SignalVerdict.Satisfied
                : isLate ? Unsatisfied(succeeded, Signal.Success, percent)
                : null;
        }
        if (received.FirstOrDefault(signal => signal.Status == Signal.Failure) is { } failure)
            return new(Received(failure));
        return succeeded >= Count ? SignalVerdict.Satisfied
            : isLate ? new($"Failed to receive {Count - succeeded} resource signal(s) within the specified duration")
            : null;
    }

    public override string? Tell(Signal signal) =>
        signal.Status == Signal.Success || MinimumPercent is not null ? Received(signal) : null;

    public override string? TellLateness(IReadOnlyList<Signal> received) =>
        MinimumPercent is null || received.Count >= Count
            ? null
            : $"Failed to receive {Count - received.Count} resource signal(s) for the current batch. Each resource signal timeout is counted as a FAILURE.";

    static string Received(Signal signal) => $"Received {signal.Status} signal with UniqueId {signal.UniqueId}";

    SignalVerdict Unsatisfied(int number, string status, int percent) =>
        new(
            $"Received {number} {status} signal(s) out of {Count}. Unable to satisfy {percent}% MinSuccessfulInstancesPercent requirement"
        );

    static int Number(string? text, int otherwise) =>
        text is null ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new TemplateException($"Invalid CreationPolicy: {text} is not a number");

    static TimeSpan Duration(string text)
    {
        try
        {
            if (XmlConvert.ToTimeSpan(text) is var duration && duration >= TimeSpan.Zero && duration <= _longest)
                return duration;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw Invalid();
        }
        throw Invalid();

        TemplateException Invalid() =>
            new($"Invalid CreationPolicy: Timeout {text} is not an ISO 8601 duration of at most 12 hours");
    }
}
