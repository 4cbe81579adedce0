using System.Text.RegularExpressions;
using AwsCatalog.Actions;
using LocalAws.Identities;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>
/// What the local AWS asks IAM is what AWS's Service Authorization Reference says of the action: on a resource that it has, with
/// condition keys that it has. A policy that is right would otherwise not decide.
/// </summary>
public sealed class ReferenceQuestionTests(OwnedAccount owned) : IClassFixture<OwnedAccount>
{
    /// <summary>Keys of every request (IAM User Guide, "AWS global condition context keys").</summary>
    static readonly string[] _global = ["aws:SourceAccount", "aws:SourceArn", "aws:ViaAWSService"];

    /// <summary>Without the name of a stack it is about all that there are (CloudFormation API Reference, DescribeStacks).</summary>
    const string OfAll = "cloudformation:DescribeStacks on *";

    [Fact]
    public async Task Questions_OfEveryOperation_AreThoseOfTheReference()
    {
        foreach (var attempt in JsonAttempts.All().Concat(QueryAttempts.All()).Concat(RestAttempts.All()))
            await owned.SendAsync(owned.KeyOf(OwnedAccount.Other), attempt);

        var wrong = owned.Decisions.SelectMany(Differences).Except([OfAll]).Order(StringComparer.Ordinal).ToList();

        Assert.InRange(owned.Decisions.Select(decision => decision.Action).Distinct().Count(), 150, int.MaxValue);
        Assert.Equal("", string.Join('\n', wrong));
    }

    static IEnumerable<string> Differences(AccessDecision asked)
    {
        var action = ActionCatalog.Find(asked.Action);
        if (action is null)
            return [$"{asked.Action} is no action"];
        var service = ActionCatalog.Service(asked.Action.Split(':')[0])!;
        var types = action.Resources.Select(service.Resource).OfType<ResourceDescription>().ToList();
        var keys = action.ConditionKeys.Concat(types.SelectMany(type => type.ConditionKeys)).ToList();
        var isOn = types.Exists(type => type.ArnFormats.Any(format => IsOf(format, asked.Resource)));
        return
        [
            .. isOn || (types.Count == 0) ? Array.Empty<string>() : [$"{asked.Action} on {asked.Resource}"],
            .. asked
                .ConditionKeys.Where(key => !_global.Contains(key) && !keys.Exists(known => Names(known, key)))
                .Select(key => $"{asked.Action} with {key}"),
        ];
    }

    static bool IsOf(string format, string arn) =>
        Regex.IsMatch(arn, $"^{Variable().Replace(Regex.Escape(format), ".+")}$");

    static Regex Variable() => new(@"\\\$\\?\{[^}]*\}");

    static bool Names(string known, string key) =>
        known.AsSpan().IndexOfAny('$', '<') is var variable and >= 0
            ? key.StartsWith(known[..variable], StringComparison.OrdinalIgnoreCase)
            : known.Equals(key, StringComparison.OrdinalIgnoreCase);
}
