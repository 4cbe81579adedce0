using System.Text.Json.Nodes;

namespace Reporting.Runs;

/// <summary>A run of an action, as ListActionExecutions tells it.</summary>
/// <param name="External">The id of the build behind it, what an approval is answered with, or null.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record ActionRecord(
    string Id,
    string Execution,
    string Stage,
    string Action,
    string Status,
    TimeSpan Duration,
    string? External,
    string? Error
)
{
    public static ActionRecord Of(JsonNode told)
    {
        var result = told["output"]?["executionResult"];
        return new(
            told["actionExecutionId"]!.ToString(),
            told["pipelineExecutionId"]!.ToString(),
            told["stageName"]!.ToString(),
            told["actionName"]!.ToString(),
            told["status"]!.ToString(),
            TimeSpan.FromSeconds(told["lastUpdateTime"]!.GetValue<double>() - told["startTime"]!.GetValue<double>()),
            result?["externalExecutionId"]?.ToString(),
            result?["errorDetails"]?["message"]?.ToString()
        )
        {
            IsApproval = told["input"]?["actionTypeId"]?["category"]?.ToString() == "Approval",
        };
    }

    /// <summary>Whether somebody is to say yes or no.</summary>
    public bool IsApproval { get; init; }

    /// <summary>The file with the log of the build behind it; null where there is none.</summary>
    public string? LogFile { get; init; }

    /// <summary>Whether it goes on.</summary>
    public bool IsActive => Status == "InProgress";

    public override string ToString() => $"{Stage} / {Action}";
}
