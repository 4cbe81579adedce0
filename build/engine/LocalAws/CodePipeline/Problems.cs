using LocalAws.Protocol;

namespace LocalAws.CodePipeline;

/// <summary>The errors of the CodePipeline API reference.</summary>
static class Problems
{
    public static AwsException NoPipeline(string account, string name) =>
        new("PipelineNotFoundException", $"Account '{account}' does not have a pipeline with name '{name}'");

    public static AwsException NoExecution(string name, string id) =>
        new(
            "PipelineExecutionNotFoundException",
            $"Pipeline '{name}' does not have a pipeline execution with id '{id}'"
        );

    public static AwsException NoStage(string pipeline, string name) =>
        new("StageNotFoundException", $"Pipeline '{pipeline}' does not have a stage with name '{name}'");

    public static AwsException NoAction(string stage, string name) =>
        new("ActionNotFoundException", $"Stage '{stage}' does not have an action with name '{name}'");

    public static AwsException Invalid(string message) => new("ValidationException", message);

    public static AwsException InvalidToken() => new("InvalidNextTokenException", "The next token is invalid");

    public static AwsException Busy() =>
        new(
            "ConflictException",
            "Your request cannot be handled because the pipeline is busy handling ongoing activities. Try again later."
        );
}
