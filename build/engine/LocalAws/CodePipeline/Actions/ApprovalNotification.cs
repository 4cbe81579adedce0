using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Sns;

namespace LocalAws.CodePipeline.Actions;

/// <summary>What the topic of a manual approval is told ("JSON data format for manual approval notifications" in the CodePipeline User Guide).</summary>
static class ApprovalNotification
{
    const int LongestSubject = 100;
    static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Publication Of(ActionContext context, string token, DateTimeOffset expires)
    {
        var (pipeline, run) = (context.Execution.Pipeline, context.Run);
        var region = context.Records.Region;
        var console =
            $"https://console.{Partitions.UrlSuffixOf(region).Replace("amazonaws.com", "aws.amazon.com", StringComparison.Ordinal)}/codepipeline/home?region={region}#/view/{pipeline}";
        var message = new JsonObject
        {
            ["region"] = region,
            ["consoleLink"] = console,
            ["approval"] = new JsonObject
            {
                ["pipelineName"] = pipeline,
                ["stageName"] = run.Stage,
                ["actionName"] = run.Action,
                ["token"] = token,
                ["expires"] = expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
                ["externalEntityLink"] = context["ExternalEntityLink"],
                ["approvalReviewLink"] = $"{console}/{run.Stage}/{run.Action}/approve/{token}",
                ["customData"] = context["CustomData"],
            },
        };
        var subject = $"APPROVAL NEEDED: AWS CodePipeline {pipeline} for action {run.Action}";
        return new(message.ToJsonString(_plain))
        {
            Subject = subject.Length > LongestSubject ? subject[..LongestSubject] : subject,
        };
    }
}
