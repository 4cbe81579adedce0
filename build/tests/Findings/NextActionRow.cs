using Deployment;

namespace Build.Tests.Findings;

/// <summary>What a finding's next action is.</summary>
public enum NextActionKind
{
    /// <summary>A target of this build: ./build.sh --target=...</summary>
    Target,

    /// <summary>A command of the AWS CLI.</summary>
    AwsCli,

    /// <summary>An edit of build/settings.json.</summary>
    Settings,

    /// <summary>The same command again, with another argument or after a change of this machine that the action names.</summary>
    Again,

    /// <summary>Something that only a person can decide or do.</summary>
    Person,
}

/// <summary>That a test makes the finding, does literally what its next action says, and sees that the finding is gone.</summary>
/// <param name="Code">What the finding is called.</param>
/// <param name="Test">Where that is tested; null for what is a person's.</param>
/// <param name="Method">The test's name.</param>
/// <param name="Reason">Of a person's: why nobody else can do it.</param>
public sealed record NextActionRow(FindingCode Code, NextActionKind Kind, Type? Test, string? Method, string? Reason)
{
    public static IEnumerable<NextActionRow> Of<T>(NextActionKind kind, string method, params FindingCode[] codes) =>
        codes.Select(code => new NextActionRow(code, kind, typeof(T), method, null));

    public static NextActionRow Person(FindingCode code, string reason) =>
        new(code, NextActionKind.Person, null, null, reason);
}
