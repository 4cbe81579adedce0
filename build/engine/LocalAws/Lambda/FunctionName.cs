using LocalAws.Protocol;

namespace LocalAws.Lambda;

/// <summary>What clients name a function by: its name, a part of its ARN or all of it, each with a version or alias behind it or without.</summary>
sealed record FunctionName(string Account, string Region, string Name, string? Qualifier)
{
    public string Arn => $"arn:{Partitions.Of(Region)}:lambda:{Region}:{Account}:function:{Name}";

    public static FunctionName Parse(string account, string region, string text, string? qualifier)
    {
        var parsed = text.Split(':') switch
        {
            ["arn", _, "lambda", var where, var owner, "function", var name] => new(owner, where, name, null),
            ["arn", _, "lambda", var where, var owner, "function", var name, var of] => new(owner, where, name, of),
            [{ Length: 12 } owner, "function", var name] => new(owner, region, name, null),
            [{ Length: 12 } owner, "function", var name, var of] => new(owner, region, name, of),
            [var name, var of] => new(account, region, name, of),
            [var name] => new FunctionName(account, region, name, null),
            _ => throw new AwsException("InvalidParameterValueException", $"Invalid ARN: {text}"),
        };
        if (parsed.Qualifier is not null && qualifier is not null && parsed.Qualifier != qualifier)
            throw new AwsException(
                "InvalidParameterValueException",
                "The derived qualifier from the function name does not match the specified qualifier."
            );
        return parsed with { Qualifier = qualifier ?? parsed.Qualifier };
    }
}
