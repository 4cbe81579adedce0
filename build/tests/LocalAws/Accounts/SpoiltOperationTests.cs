using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Settings;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>
/// Every operation with one member of its request left out, empty, or far too long, called by an administrator. The fixtures
/// say what each is answered: a check of a request that is dropped, or that refuses what it took, changes them.
/// </summary>
/// <remarks>RENEW_SPOILT=1 writes the fixtures anew, to be read before they are committed.</remarks>
public sealed partial class SpoiltOperationTests
{
    const int LongestMessage = 200;

    /// <summary>Services whose operations have ended when they answer.</summary>
    public static TheoryData<string> Services =>
        ["ec2", "ecr", "iam", "kms", "logs", "secretsmanager", "sns", "sqs", "ssm", "sts"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Call_WithASpoiltMember_IsAnsweredAsItWasRead(string service)
    {
        await using var owned = new OwnedAccount();
        await owned.InitializeAsync();
        var key = owned.KeyOf(OwnedAccount.Owner);
        var answers = new StringBuilder();

        foreach (var attempt in EveryOperationTests.Attempts().Where(one => one.Service == service))
        foreach (var (how, request) in SpoiltRequest.Of(attempt, owned.Names))
        {
            var (status, text) = await owned.SendAsync(key, attempt with { Request = request });
            Assert.True(status < 500, $"{attempt.Operation} {how}: {status} {text}");
            answers.Append(
                CultureInfo.InvariantCulture,
                $"{attempt.Operation} {how}: {status}{Refusal(text, status)}\n"
            );
        }

        var said = StableText.Of(answers.ToString(), owned.Names);
        if (Environment.GetEnvironmentVariable("RENEW_SPOILT") is not null)
            await File.WriteAllTextAsync(
                Path.Combine(RepositoryRoot.Find(), "build", "tests", Fixture(service)),
                said,
                TestContext.Current.CancellationToken
            );
        Assert.Equal(
            await File.ReadAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, Fixture(service)),
                TestContext.Current.CancellationToken
            ),
            said
        );
    }

    static string Fixture(string service) =>
        Path.Combine("LocalAws", "Accounts", "Fixtures", "spoilt", $"{service}.txt");

    /// <summary>The code and the message of a refusal, in one line.</summary>
    static string Refusal(string text, int status)
    {
        if (status < 400)
            return "";
        var message = Long().Replace(Message().Match(text).Groups[1].Value, "x…").ReplaceLineEndings(" ");
        return $" {Code().Match(text).Groups[1].Value} {(message.Length > LongestMessage ? message[..LongestMessage] : message)}";
    }

    [GeneratedRegex("(?:<Code>|\"__type\":\"(?:[^\"#]*#)?)([A-Za-z.]+)")]
    private static partial Regex Code();

    [GeneratedRegex("(?:<Message>|\"[Mm]essage\":\")([^<\"]*)")]
    private static partial Regex Message();

    [GeneratedRegex("x{40,}")]
    private static partial Regex Long();
}
