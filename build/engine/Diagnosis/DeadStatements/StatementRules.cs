using System.Text.RegularExpressions;
using AwsCatalog.Actions;
using Deployment;
using Diagnosis.Templates;

namespace Diagnosis.DeadStatements;

/// <summary>What of a statement can never be asked for. In doubt nothing is said.</summary>
static partial class StatementRules
{
    const int FarthestAction = 4;

    /// <summary>
    /// What libraries write beside others, whatever the resource (aws-cdk-lib: the grants of dynamodb, kinesis and ssm), and what
    /// AWS's own documents differ about.
    /// </summary>
    static readonly HashSet<string> granted = new(StringComparer.OrdinalIgnoreCase)
    {
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "kinesis:DescribeStreamConsumer",
        "kinesis:ListStreams",
        "kinesis:SubscribeToShard",
        "logs:DescribeLogGroups",
        "ssm:DescribeParameters",
    };

    /// <summary>In AWS's own default policies, though no reference has them any more.</summary>
    static readonly HashSet<string> former = new(StringComparer.OrdinalIgnoreCase) { "sns:Receive" };

    public static IEnumerable<DeadPart> Of(PolicyStatementText statement) =>
        [
            .. statement.Actions.Select(Missing).OfType<DeadPart>(),
            .. Resources(statement),
            .. Keys(statement),
            .. statement.Services.Select(PrincipalRules.Mistake).OfType<DeadPart>(),
        ];

    /// <summary>An action, or a pattern of actions, that AWS does not have.</summary>
    static DeadPart? Missing(string action)
    {
        if (
            !Unknown.IsKnown(action)
            || action.Split(':') is not [var prefix, var name]
            || prefix.Contains('*', StringComparison.Ordinal)
        )
            return null;
        if (ActionCatalog.Service(prefix) is not { } service)
            // A service may be older or newer than the catalogue.
            return CloseMatch.Of(prefix, ActionCatalog.Services, 1) is { } near
                ? new(DiagnosisCodes.ActionNotFound, $"{action}: AWS has no actions of {prefix}, but of {near}")
                : null;
        if (name.AsSpan().IndexOfAny('*', '?') >= 0)
            return service.Actions.Any(other =>
                Iam.Matching.WildcardPattern.Parse(name, ignoreCase: true).IsMatch(other.Name.AsSpan(prefix.Length + 1))
            )
                ? null
                : new(DiagnosisCodes.ActionNotFound, $"{action} matches no action of AWS");
        if (service.Find(name) is not null || former.Contains(action))
            return null;
        var nearest = CloseMatch.Of(
            name,
            service.Actions.Select(other => other.Name[(service.Prefix.Length + 1)..]),
            Math.Max(FarthestAction, name.Length / 2)
        );
        return new(
            DiagnosisCodes.ActionNotFound,
            $"{action} does not exist{(nearest is null ? "" : $"; {service.Prefix}:{nearest} does")}"
        );
    }

    /// <summary>Actions none of whose resources the statement names.</summary>
    static IEnumerable<DeadPart> Resources(PolicyStatementText statement)
    {
        if (statement.Resources is not { Count: > 0 } resources || resources.Any(one => !IsArn(one)))
            yield break;
        List<string> patterns = [.. resources.Select(Pattern)];
        foreach (var action in statement.Actions)
        {
            if (!Unknown.IsKnown(action) || ActionCatalog.Find(action) is not { } description)
                continue;
            if (statement.Actions.Count > 1 && granted.Contains(action))
                continue;
            var service = ActionCatalog.Service(action.Split(':')[0])!;
            var formats = description
                .Resources.Select(service.Resource)
                .OfType<ResourceDescription>()
                .SelectMany(resource => resource.ArnFormats)
                .Select(format => Variable().Replace(format, "*"))
                .ToList();
            if (formats.Count == 0 && description.Resources.Count > 0)
                continue;
            if (formats.Exists(format => patterns.Exists(pattern => PatternOverlap.Exists(pattern, format))))
                continue;
            yield return new(
                DiagnosisCodes.ResourceNeverAsked,
                formats.Count == 0
                    ? $"{description.Name} takes no resource but \"*\", not {string.Join(", ", patterns)}"
                    : $"{description.Name} is never asked for on {string.Join(", ", patterns)}, but on {string.Join(", ", formats.Take(2))}"
            );
        }
    }

    /// <summary>Keys of the service whose actions the statement has, none of which ever supplies them.</summary>
    static IEnumerable<DeadPart> Keys(PolicyStatementText statement)
    {
        var actions = statement
            .Actions.Select(action => Unknown.IsKnown(action) ? ActionCatalog.Find(action) : null)
            .ToList();
        if (actions.Count == 0 || actions.Contains(null))
            yield break;
        var services = actions.Select(action => action!.Name.Split(':')[0]).Distinct().ToList();
        if (services is not [var only] || ActionCatalog.Service(only) is not { } service)
            yield break;
        foreach (var key in statement.NeededKeys)
        {
            // Keys of sessions and of callers are in requests of any action.
            if (
                !key.StartsWith($"{only}:", StringComparison.OrdinalIgnoreCase)
                || only == "sts"
                || key.Contains("Source", StringComparison.OrdinalIgnoreCase)
            )
                continue;
            var supplied = actions.SelectMany(action =>
                action!.ConditionKeys.Concat(
                    action.Resources.Select(service.Resource).SelectMany(one => one?.ConditionKeys ?? [])
                )
            );
            if (!supplied.Any(one => IsKey(one, key)))
                yield return new(
                    DiagnosisCodes.ConditionKeyNeverSupplied,
                    $"{key} is never in a request of {string.Join(", ", actions.Select(action => action!.Name))}"
                );
        }
    }

    /// <summary>Keys of tags and the like have their own name after a slash, which a format writes in one way or another.</summary>
    static bool IsKey(string format, string key)
    {
        var end = format.AsSpan().IndexOfAny('$', '<', '{');
        return end < 0
            ? format.Equals(key, StringComparison.OrdinalIgnoreCase)
                || (format.EndsWith('/') && key.StartsWith(format, StringComparison.OrdinalIgnoreCase))
            : key.StartsWith(format[..end], StringComparison.OrdinalIgnoreCase);
    }

    static bool IsArn(string resource) =>
        resource.StartsWith("arn:", StringComparison.Ordinal) && resource.Split(':').Length >= 6;

    /// <summary>What is not known, and variables of policies, may be anything; what AWS makes up has neither slashes nor colons.</summary>
    static string Pattern(string resource) =>
        Variable().Replace(resource.Replace(Unknown.Mark, "*", StringComparison.Ordinal), "*");

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Variable();
}

/// <summary>A part of a statement that never has an effect.</summary>
/// <param name="Code">Its kind, by which it is acknowledged.</param>
/// <param name="What">A sentence without its full stop.</param>
sealed record DeadPart(FindingCode Code, string What);
