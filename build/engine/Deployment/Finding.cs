using Deployment.Credentials;
using Deployment.NextActions;
using Deployment.Texts;

namespace Deployment;

/// <summary>One thing that is wrong, as the user reads it: what happened, with its name; why, in AWS's own words; the next action.</summary>
/// <param name="Code">A stable code, CDK's own where it has one: NoCredentials, AssumeRoleFailed, ChangeSetCreationFailed.</param>
/// <param name="What">What happened, a sentence without its full stop.</param>
/// <param name="Why">The reason, a line each.</param>
/// <param name="Next">One action that mends it, or that says more.</param>
public sealed record Finding(FindingCode Code, string What, IReadOnlyList<string> Why, string? Next = null)
{
    public Finding(FindingCode code, string what, string? next = null)
        : this(code, what, [], next) { }

    /// <summary>The account that the next action belongs into, where that is a command of the AWS CLI; null: none in particular.</summary>
    public string? Account { get; init; }

    /// <summary>The ARN of the role that was refused; null: it is about something else.</summary>
    public string? Role { get; init; }

    /// <summary>The same, with the account that its command belongs into; what is no command belongs into none.</summary>
    public Finding In(string account) =>
        Next?.StartsWith("aws ", StringComparison.Ordinal) == true ? this with { Account = account } : this;

    /// <summary>The same, its command as it is typed to act on the AWS that the run works with.</summary>
    public Finding In(string account, AwsEndpoint world) => AwsCommands.In(In(account), world);

    public override string ToString() =>
        string.Join(
            Environment.NewLine,
            [
                $"{ForeignText.ToLine(What)}. [{Code}]",
                .. Why.Select(line => $"  {Indented(line)}"),
                .. Next is null
                    ? []
                    : (string[])[$"  Next{(Account is null ? "" : $", in account {Account}")}: {Indented(Next)}"],
            ]
        );

    /// <summary>A text of several lines stays one entry: no line of it passes for another entry, or for a finding of its own.</summary>
    static string Indented(string text) =>
        ForeignText.ToXml(text).TrimEnd().ReplaceLineEndings($"{Environment.NewLine}    ");
}
