namespace Cake.AWS.CloudFormation.Client.Connections;

/// <summary>How long an endpoint is waited for.</summary>
static class ConnectionLimits
{
    /// <summary>For a connection, TLS included.</summary>
    public static readonly TimeSpan Connect = TimeSpan.FromSeconds(10);

    /// <summary>Without an answer, until the user is told.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);

    /// <summary>The same of an endpoint that has answered before: some calls take their time.</summary>
    public static readonly TimeSpan LaterSilence = TimeSpan.FromSeconds(15);

    /// <summary>Between two words about the same endpoint.</summary>
    public static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(5);

    /// <summary>For the first answer to one attempt.</summary>
    public static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(10);

    /// <summary>For an endpoint that never answered, all attempts together.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromSeconds(28);

    /// <summary>For the head of an answer, of an endpoint that has answered before.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(60);

    /// <summary>For the next bytes of a body.</summary>
    public static readonly TimeSpan Body = TimeSpan.FromSeconds(20);

    /// <summary>Without an attempt, after which waiting counts anew.</summary>
    public static readonly TimeSpan Episode = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Bytes a second that an upload makes at least; what it carries is on its way before the answer begins.</summary>
    public const int SlowestUpload = 20_000;
}
