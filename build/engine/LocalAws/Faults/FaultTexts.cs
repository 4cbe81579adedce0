using System.Globalization;

namespace LocalAws.Faults;

/// <summary>Reads latencies, rates and faults as they are written on a command line: [service:Action=]value, each.</summary>
public static class FaultTexts
{
    static readonly Dictionary<string, FaultKind> _kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["throttled"] = FaultKind.Throttled,
        ["500"] = FaultKind.InternalFailure,
        ["reset"] = FaultKind.Reset,
        ["unanswered"] = FaultKind.Unanswered,
        ["expired"] = FaultKind.ExpiredToken,
        ["lost"] = FaultKind.AnswerLost,
        ["spoilt"] = FaultKind.AnswerSpoilt,
        ["stale"] = FaultKind.Stale,
    };

    /// <summary>50ms, cloudformation:*=2s</summary>
    /// <exception cref="FormatException">It is written otherwise.</exception>
    public static ApiLatency Latency(string text)
    {
        var (apis, value) = Split(text);
        return new(apis, Duration(value));
    }

    /// <summary>10, cloudformation:DescribeStacks=2.5: calls a second</summary>
    /// <exception cref="FormatException">It is written otherwise.</exception>
    public static ApiRateLimit RateLimit(string text)
    {
        var (apis, value) = Split(text);
        return
            double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && rate > 0
            ? new(apis, rate)
            : throw new FormatException($"'{value}' is not a number of calls a second, such as 10");
    }

    /// <summary>reset:5%, s3:PutObject=lost:1%, cloudformation:CreateChangeSet=500@3: a share of the calls, or the third one</summary>
    /// <exception cref="FormatException">It is written otherwise.</exception>
    public static InjectedFault Fault(string text)
    {
        var (apis, value) = Split(text);
        var mark = value.IndexOfAny([':', '@']);
        if (mark < 0 || !_kinds.TryGetValue(value[..mark], out var kind))
            throw new FormatException(
                $"'{value}' is not a fault with its share, such as reset:5%, or call, such as reset@3;"
                    + $" faults: {string.Join(", ", _kinds.Keys)}"
            );
        var fault = new InjectedFault(kind) { Apis = apis };
        var amount = value[(mark + 1)..];
        if (value[mark] == '@')
            return int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var call) && call > 0
                ? fault with
                {
                    Call = call,
                }
                : throw new FormatException($"'{amount}' is not the number of a call, from 1");
        return
            amount.EndsWith('%')
            && double.TryParse(
                amount[..^1],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var percent
            )
            && percent <= 100
            ? fault with
            {
                Probability = percent / 100,
            }
            : throw new FormatException($"'{amount}' is not a share of calls, such as 5%");
    }

    /// <summary>iam:1s, cloudformation:250ms: a service, and how long its changes take until they are seen</summary>
    /// <exception cref="FormatException">It is written otherwise.</exception>
    public static Propagation Propagation(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mark = text.IndexOf(':', StringComparison.Ordinal);
        if (mark < 0 || !Faults.Propagation.Services.Contains(text[..mark]))
            throw new FormatException(
                $"'{text}' is not a service with a duration, such as iam:1s;"
                    + $" services: {string.Join(", ", Faults.Propagation.Services)}"
            );
        return new(text[..mark], Duration(text[(mark + 1)..]));
    }

    /// <summary>50ms, 3s, 1.5s, 2m</summary>
    /// <exception cref="FormatException">It is written otherwise.</exception>
    public static TimeSpan Duration(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.TrimEnd('m', 's');
        var unit = text[digits.Length..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            _ => TimeSpan.Zero,
        };
        return
            unit > TimeSpan.Zero
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= 1_000_000
            ? unit * number
            : throw new FormatException($"'{text}' is not a duration, such as 50ms, 3s or 2m");
    }

    static (ApiPattern Apis, string Value) Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mark = text.IndexOf('=', StringComparison.Ordinal);
        if (mark < 0)
            return (ApiPattern.All, text);
        return mark > 0
            ? (new(text[..mark]), text[(mark + 1)..])
            : throw new FormatException($"'{text}' names no API before '=', such as cloudformation:*");
    }
}
