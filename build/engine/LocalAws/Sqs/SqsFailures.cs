using LocalAws.Protocol;

namespace LocalAws.Sqs;

/// <summary>The errors of SQS, by the codes of its Query protocol; <see cref="SqsErrors"/> knows their names in JSON.</summary>
static class SqsFailures
{
    public const string NoQueueCode = "AWS.SimpleQueueService.NonExistentQueue";

    public static AwsException NoQueue() => new(NoQueueCode, "The specified queue does not exist.");

    public static AwsException Missing(string parameter) =>
        new("MissingParameter", $"The request must contain the parameter {parameter}.");

    public static AwsException Invalid(object? value, string parameter, string reason) =>
        new("InvalidParameterValue", $"Value {value} for parameter {parameter} is invalid. Reason: {reason}");

    public static AwsException Invalid(string message) => new("InvalidParameterValue", message);

    public static AwsException UnknownAttribute(string name) =>
        new("InvalidAttributeName", $"Unknown Attribute {name}.");

    public static AwsException InvalidAttribute(string name) =>
        new("InvalidAttributeValue", $"Invalid value for the parameter {name}.");

    public static AwsException Unsupported(string message) =>
        new("AWS.SimpleQueueService.UnsupportedOperation", message);

    public static AwsException Batch(string code, string message) => new("AWS.SimpleQueueService." + code, message);

    public static AwsException BadReceipt(string handle) =>
        new("ReceiptHandleIsInvalid", $"The input receipt handle \"{handle}\" is not a valid receipt handle.", 404);
}
