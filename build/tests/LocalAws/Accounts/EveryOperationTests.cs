using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.Identities;
using Settings;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>
/// A user without permissions calls every operation on what its own account owns, and is granted what was missing, one
/// permission at a time, until the call is let through. The fixtures say what each call asks for, in that order, and what it
/// answers: a check that is dropped, or is on another resource, changes them, and so does an ARN that is put together wrongly.
/// Each permission was compared with the Service Authorization Reference.
/// </summary>
/// <remarks>RENEW_OPERATIONS=1 writes the fixtures anew, to be read before they are committed.</remarks>
public sealed partial class EveryOperationTests
{
    const string User = "withheld";
    const string Arn = $"arn:aws:iam::{OwnedAccount.Owner}:user/{User}";
    const int MostPermissions = 30;

    /// <summary>What a stack's own resources ask for later is not the call's.</summary>
    static readonly string[] _ofStacks = ["cloudformation:", "iam:PassRole", "s3:GetObject", "sns:"];

    /// <summary>Keys of every call of a service: <see cref="ConditionKeyTests" /> has them.</summary>
    static readonly string[] _ofEveryCall =
    [
        "s3:authType",
        "s3:signatureAge",
        "s3:signatureversion",
        "s3:TlsVersion",
        "s3:ResourceAccount",
        "s3:x-amz-content-sha256",
        "kms:CallerAccount",
        "kms:KeyOrigin",
        "kms:KeySpec",
        "kms:KeyUsage",
        "kms:MultiRegion",
        "kms:ResourceAliases",
    ];

    /// <summary>What these answer is drawn at random, or is a credential.</summary>
    static readonly string[] _random =
    [
        "AssumeRole",
        "GetSessionToken",
        "CreateAccessKey",
        "GetAuthorizationToken",
        "GetRandomPassword",
        "GenerateRandom",
        "Encrypt",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
    ];

    static readonly string[] _reading =
    [
        "Get",
        "List",
        "Describe",
        "Head",
        "BatchGet",
        "Validate",
        "Simulate",
        "Decode",
    ];
    static readonly string[] _ending =
    [
        "Delete",
        "BatchDelete",
        "Remove",
        "Detach",
        "Schedule",
        "Abort",
        "Purge",
        "Unsubscribe",
        "Disassociate",
        "Disable",
        "SetDefault",
        "CompleteMultipart",
    ];

    public static TheoryData<string> Services =>
        [.. Attempts().Select(attempt => attempt.Service).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Call_OfEveryOperation_IsRefusedUntilEachPermissionIsGranted(string service)
    {
        await using var owned = new OwnedAccount();
        await owned.InitializeAsync();
        var key = await UserAsync(owned);
        var asked = new StringBuilder();

        foreach (var attempt in Attempts().Where(one => one.Service == service))
            await AskAsync(owned, key, attempt, asked);

        var text = StableText.Of(asked.ToString(), owned.Names);
        if (Environment.GetEnvironmentVariable("RENEW_OPERATIONS") is not null)
            await File.WriteAllTextAsync(Renewed(service), text, TestContext.Current.CancellationToken);
        Assert.Equal(await ExpectedAsync(service), text);
    }

    /// <summary>All calls, in an order in which each finds what it is about.</summary>
    internal static IEnumerable<Attempt> Attempts() =>
        JsonAttempts
            .All()
            .Concat(QueryAttempts.All())
            .Concat(MessageAttempts.All())
            .Concat(RestAttempts.All())
            .Select(attempt => (Attempt: attempt, Turn: Turn(attempt)))
            .Concat(ConditionalAttempts.All().Select(attempt => (Attempt: attempt, Turn: 2)))
            .OrderBy(one => one.Turn)
            .Select(one => one.Attempt);

    /// <summary>
    /// What reads goes first, then what changes, then what takes away: each finds what it is about. A policy for all comes last.
    /// </summary>
    static int Turn(Attempt attempt) =>
        _reading.Any(verb => attempt.Operation.StartsWith(verb, StringComparison.Ordinal)) ? 0
        : _ending.Any(verb => attempt.Operation.StartsWith(verb, StringComparison.Ordinal)) ? 3
        : attempt.Request.Contains("Principal", StringComparison.Ordinal) ? 4
        : 1;

    static async Task AskAsync(OwnedAccount owned, SignedRequest.Key key, Attempt attempt, StringBuilder asked)
    {
        asked.Append(CultureInfo.InvariantCulture, $"{attempt.Operation} {attempt.Request}\n");
        var granted = new List<AccessDecision>();
        while (true)
        {
            await GrantAsync(owned, granted);
            owned.Decisions.Clear();
            var (status, text) = await owned.SendAsync(key, attempt);
            var missing = owned
                .Decisions.Where(one => IsMissing(attempt, one))
                .Select(one => one with { Resource = WithoutNewIds(owned, one.Resource) })
                .Except(granted, SameGrant.Instance)
                .ToList();
            if (missing.Count == 0 || granted.Count > MostPermissions)
            {
                var code = Code().Match(text).Groups[1].Value;
                asked.Append($"  -> {status.ToString(CultureInfo.InvariantCulture)} {code}".TrimEnd()).Append('\n');
                if (status < 400 && text.Length > 0 && !_random.Contains(attempt.Operation))
                    asked
                        .Append("  = ")
                        .Append(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
                        .Append('\n');
                return;
            }
            var refused = status == 403 || Refusal().IsMatch(text);
            foreach (var one in missing.OrderBy(one => $"{one.Action} {one.Resource}", StringComparer.Ordinal))
            {
                var keys = one.ConditionKeys.Except(_ofEveryCall).Order(StringComparer.Ordinal).ToList();
                var with = keys.Count == 0 ? "" : $" with {string.Join(' ', keys)}";
                asked.Append(
                    CultureInfo.InvariantCulture,
                    $"  {(refused ? "needs" : "shows less without")} {one.Action} on {one.Resource}{with}\n"
                );
                granted.Add(one);
            }
        }
    }

    static bool IsMissing(Attempt attempt, AccessDecision decision) =>
        decision is { IsAllowed: false, Principal: Arn }
        && (
            attempt.Service != "cloudformation"
            || _ofStacks.Any(action => decision.Action.StartsWith(action, StringComparison.Ordinal))
        );

    /// <summary>What a call would have made has another id the next time.</summary>
    static string WithoutNewIds(OwnedAccount owned, string resource) =>
        owned.Names.ContainsValue(resource) ? resource : StableText.Ids().Replace(resource, "*");

    static Task<string> GrantAsync(OwnedAccount owned, IEnumerable<AccessDecision> granted)
    {
        var statements = granted
            .Append(new AccessDecision(Arn, "sts:GetCallerIdentity", "*", true, ""))
            .Select(one => new JsonObject
            {
                ["Effect"] = "Allow",
                ["Action"] = one.Action,
                ["Resource"] = one.Resource,
            });
        var policy = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements]) };
        var document = Uri.EscapeDataString(policy.ToJsonString());
        return owned.OwnAsync("iam", "PutUserPolicy", $"UserName={User}&PolicyName=granted&PolicyDocument={document}");
    }

    /// <summary>A user that may do nothing.</summary>
    static async Task<SignedRequest.Key> UserAsync(OwnedAccount owned)
    {
        await owned.OwnAsync("iam", "CreateUser", $"UserName={User}");
        var made = System.Xml.Linq.XElement.Parse(await owned.OwnAsync("iam", "CreateAccessKey", $"UserName={User}"));
        return new(Element("AccessKeyId"), Element("SecretAccessKey"), null);

        string Element(string name) => made.Descendants().First(one => one.Name.LocalName == name).Value;
    }

    static string Renewed(string service) =>
        Path.Combine(RepositoryRoot.Find(), "build/tests/LocalAws/Accounts/Fixtures/operations", $"{service}.txt");

    static async Task<string> ExpectedAsync(string service)
    {
        var file = Path.Combine(
            AppContext.BaseDirectory,
            "LocalAws",
            "Accounts",
            "Fixtures",
            "operations",
            $"{service}.txt"
        );
        return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("AccessDenied|AuthorizationError|UnauthorizedOperation|not authorized")]
    private static partial Regex Refusal();

    [GeneratedRegex("(?:<Code>|\"__type\":\"(?:[^\"#]*#)?)([A-Za-z.]+)")]
    private static partial Regex Code();

    sealed class SameGrant : IEqualityComparer<AccessDecision>
    {
        public static SameGrant Instance { get; } = new();

        public bool Equals(AccessDecision? x, AccessDecision? y) =>
            x?.Action == y?.Action && x?.Resource == y?.Resource;

        public int GetHashCode(AccessDecision obj) => HashCode.Combine(obj.Action, obj.Resource);
    }
}
