using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Build.Tests.Deployment.Refusals;
using Diagnosis.Checks;
using LocalAws.Identities;
using Settings;

namespace Build.Tests.Diagnosis.Checks;

/// <summary>
/// Each check of the doctor where one thing is withheld: a grant of the role that reads, a role's trust or rights, a resource.
/// The fixture says how each check ends then; what is not said of an environment is well there. Whatever status the source
/// of a check can give has to be in it, or with a test of its own.
/// </summary>
/// <remarks>RENEW_CHECKS=1 writes the fixture anew, to be read before it is committed.</remarks>
public sealed partial class CheckMatrixTests
{
    const string Sound = "nothing is withheld";

    static readonly string fixture = Path.Combine("Diagnosis", "Checks", "Fixtures", "checks.txt");

    /// <summary>What its checks are called, for each class that makes some; see <see cref="CheckCases"/> for what is not in the matrix.</summary>
    static readonly (string Class, string Pattern)[] makers =
    [
        ("AssemblyChecks", "^Cloud Assembly of "),
        ("BootstrapChecks", "^bootstrap stack$"),
        ("ClockCheck", "^clock$"),
        ("Doctor", "^(credentials|everything|template of .*)$"),
        ("EnvironmentChecks", "^(staging bucket|container repository)$"),
        ("ExecutionPolicyChecks", "^execution policies$"),
        ("PermissionChecks", "^permissions of the "),
        ("RoleChecks", " role$|^link "),
        ("SecretChecks", "^secret "),
        ("StackChecks", "^stack "),
        ("StagingChecks", "^(staging bucket|container repository)$"),
        ("WebIdentityChecks", "^(web identity provider|role releases)$"),
    ];

    [Fact]
    public async Task RunAsync_WithOneThingWithheld_SaysWhichChecksThatFails()
    {
        var grants = await GrantsOfTheReaderAsync();
        List<Withheld> all =
        [
            new Withheld.Nothing(),
            new Withheld.Everything(),
            .. grants,
            .. RefusalEnvironment.Roles.Select(role => new Withheld.Trust(role)),
            .. RefusalEnvironment.AssumedRoles.Select(role => new Withheld.ExternalId(role)),
            .. RefusalEnvironment.AssumedRoles.Select(role => new Withheld.Caller(role)),
            .. RefusalEnvironment.Roles.Except([RefusalEnvironment.Lookup]).Select(role => new Withheld.Rights(role)),
            .. RefusalEnvironment.Roles.Select(role => new Withheld.Part(RefusalTemplates.IdOf(role))),
            .. ((string[])["Bucket", "Repository", "Token"]).Select(id => new Withheld.Part(id)),
            new Withheld.Bootstrap("Qualifier", "other"),
            new Withheld.Bootstrap("BootstrapVersion", "5"),
            new Withheld.App(RefusalTemplates.BrokenType),
            new Withheld.App(RefusalTemplates.SlowType),
            new Withheld.Hop(),
            new Withheld.Setting(),
        ];
        await using var world = await DiagnosedWorld.StartAsync(all, grants);

        var checks = await world.DiagnoseAsync();
        var refused = await world.DiagnoseAsync(hasCredentials: false);

        var text = new StringBuilder();
        foreach (var environment in checks.GroupBy(check => world.NameOf(check.Scope)))
            Write(text, environment.Key, environment);
        foreach (var environment in refused.GroupBy(check => check.Scope).Take(3))
            Write(text, $"without credentials, {world.NameOf(environment.Key)}", environment);
        if (Environment.GetEnvironmentVariable("RENEW_CHECKS") is not null)
            await File.WriteAllTextAsync(
                Path.Combine(RepositoryRoot.Find(), "build", "tests", fixture),
                text.ToString(),
                TestContext.Current.CancellationToken
            );
        Assert.Equal(Expected(), text.ToString());
    }

    static void Write(StringBuilder text, string title, IEnumerable<CheckResult> checks)
    {
        text.Append(CultureInfo.InvariantCulture, $"{title}\n");
        foreach (var check in checks.Where(one => !IsWell(one) || !title.Contains(' ') || title == Sound))
            text.Append(CultureInfo.InvariantCulture, $"  {NameOf(check)}: {check.Status}{CodesOf(check)}\n");
    }

    /// <summary>A new status of a check needs a case: something that is withheld here, or a test in <see cref="CheckCases"/>.</summary>
    [Fact]
    public void Statuses_ThatChecksCanEndWith_AreEachSeen()
    {
        var seen = Lines().Matches(Expected()).Select(line => (line.Groups[1].Value, line.Groups[2].Value)).ToList();

        var unseen = Sources()
            .SelectMany(source => StatusesIn(source.Text).Select(status => (source.Class, Status: status)))
            .Where(one => !CheckCases.All.Any(other => other.Class == one.Class && other.Status == one.Status))
            .Where(one =>
                !makers.Any(maker =>
                    maker.Class == one.Class
                    && seen.Exists(line =>
                        line.Item2 == one.Status.ToString() && Regex.IsMatch(line.Item1, maker.Pattern)
                    )
                )
            )
            .Select(one => $"{one.Class}: {one.Status}");

        Assert.Empty(unseen);
    }

    [Fact]
    public void Cases_OutsideTheMatrix_AreTestsThatThereAre() =>
        Assert.All(
            CheckCases.All,
            one => Assert.True(one.Test.GetMethod(one.Method) is not null, $"{one.Test.Name}.{one.Method}")
        );

    /// <summary>What the lookup role asks for while the doctor reads with it.</summary>
    static async Task<IReadOnlyList<Withheld.Grant>> GrantsOfTheReaderAsync()
    {
        var decisions = new ConcurrentQueue<AccessDecision>();
        await using var world = await DiagnosedWorld.StartAsync([new Withheld.Nothing()], [], decisions.Enqueue);
        decisions.Clear();
        await world.DiagnoseAsync();
        return
        [
            .. decisions
                .Where(one =>
                    one.IsAllowed && one.Principal.EndsWith(RefusalEnvironment.Lookup, StringComparison.Ordinal)
                )
                .Select(one => new Withheld.Grant(
                    RefusalEnvironment.Lookup,
                    one.Action,
                    Drawn().Replace(one.Resource, "*").Replace("300000000000", RefusalEnvironment.Account)
                ))
                .Distinct()
                .OrderBy(one => one.ToString(), StringComparer.Ordinal),
        ];
    }

    static bool IsWell(CheckResult check) => check.Status == CheckStatus.Ok;

    static string NameOf(CheckResult check) => check.Name.Replace(check.Scope, "", StringComparison.Ordinal);

    static string CodesOf(CheckResult check) =>
        string.Concat(check.Findings.Select(finding => finding.Code.Name).Distinct().Select(code => $" {code}"));

    static string Expected() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, fixture));

    static IEnumerable<(string Class, string Text)> Sources() =>
        Directory
            .EnumerateFiles(
                Path.Combine(RepositoryRoot.Find(), "build", "engine", "Diagnosis"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)));

    static IEnumerable<CheckStatus> StatusesIn(string source) =>
        Made().Matches(source).Select(made => Enum.Parse<CheckStatus>(made.Groups[1].Value)).Distinct();

    [GeneratedRegex(@"CheckResult\.(Ok|Warning|Failure|Unknown)\(")]
    private static partial Regex Made();

    [GeneratedRegex("^  ([^:]+): ([A-Za-z]+)", RegexOptions.Multiline)]
    private static partial Regex Lines();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=:secret:token-)[A-Za-z0-9]{6}")]
    private static partial Regex Drawn();
}
