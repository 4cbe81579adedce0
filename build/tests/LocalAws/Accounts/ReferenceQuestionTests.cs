using System.Text.RegularExpressions;
using AwsCatalog.Actions;
using LocalAws.Identities;
using LocalAws.Shapes;

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

    /// <summary>
    /// Condition keys that AWS answers and the local AWS does not, with the reason: a policy that goes by one of them may
    /// decide otherwise here.
    /// </summary>
    static readonly (string Pattern, string Reason)[] _unanswered =
    [
        (".*\\.com:.*|saml:.*", "identity providers that sessions here do not come from"),
        ("cloudformation:(ResourceTypes|StackPolicyUrl|ImportResourceTypes)", "of members that are refused by name"),
        ("codebuild:.*", "of what a project is made of"),
        ("iam:(AssociatedResourceArn|RoleTemplateARN)", "what a role is passed for is not told to IAM here"),
        ("kms:RecipientAttestation:.*|kms:MultiRegionKeyType|kms:TrailingDays.*", "of keys that are not made here"),
        ("lambda:.*", "of a function's network, layers and signing"),
        ("s3:(AccessGrants|AccessPoint|DataAccessPoint).*", "of access points and grants, which there are not here"),
        (
            "s3:(isReplication|object-lock-|x-amz-bucket-namespace|x-amz-object-annotation|ObjectCreation).*",
            "of requests that are refused by name"
        ),
        (
            "secretsmanager:(KmsKeyArn|SecretPrimaryRegion|Type|resource)",
            "of secrets that other services manage or rotate"
        ),
    ];

    [Fact]
    public async Task Keys_OfTheReference_AreAnsweredOrNamedWithTheReason()
    {
        await using var answering = new OwnedAccount();
        await answering.InitializeAsync();
        foreach (var attempt in AllAttempts())
            await answering.SendAsync(answering.KeyOf(OwnedAccount.Owner), attempt);

        var answered = answering
            .Decisions.SelectMany(asked => asked.ConditionKeys)
            .Concat(RequestKeys.All.Select(row => row.Key))
            .Select(NameOf)
            .ToHashSet(_case);
        var unanswered = answering
            .Decisions.Select(asked => asked.Action)
            .Distinct()
            .SelectMany(action => ActionCatalog.Find(action)?.ConditionKeys ?? [])
            .Select(NameOf)
            .Where(key => !answered.Contains(key))
            .Where(key =>
                key[^1] != ':' || !answered.Any(one => one.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            )
            .Distinct(_case)
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.Equal("", string.Join(' ', unanswered.Where(key => !_unanswered.Any(one => IsLike(key, one.Pattern)))));
        Assert.DoesNotContain(_unanswered, one => !unanswered.Exists(key => IsLike(key, one.Pattern)));
    }

    static IEnumerable<Attempt> AllAttempts() =>
        JsonAttempts
            .All()
            .Concat(QueryAttempts.All())
            .Concat(RestAttempts.All())
            .Concat(MessageAttempts.All())
            .Concat(ConditionalAttempts.All());

    static bool IsLike(string key, string pattern) => Regex.IsMatch(key, $"^({pattern})$", RegexOptions.IgnoreCase);

    static string NameOf(string key) => key.Split('/')[0].Split("${")[0];

    static readonly StringComparer _case = StringComparer.OrdinalIgnoreCase;

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
