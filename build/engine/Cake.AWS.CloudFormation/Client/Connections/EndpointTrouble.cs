namespace Cake.AWS.CloudFormation.Client.Connections;

/// <summary>What keeps an endpoint from answering.</summary>
public enum TroubleKind
{
    /// <summary>Refused, not resolved, silent, cut off, or failing inside AWS.</summary>
    Unreachable,

    /// <summary>The proxy on the way to it.</summary>
    Proxy,

    /// <summary>A certificate that this machine does not trust.</summary>
    Certificate,

    /// <summary>Somebody else answers: a proxy, or the sign-in page of a network.</summary>
    Stranger,

    /// <summary>This process has no handle left for a connection.</summary>
    Handles,
}

/// <summary>An endpoint that is waited for.</summary>
/// <param name="Host">Without its scheme: sts.eu-west-1.amazonaws.com, or 127.0.0.1:4566.</param>
/// <param name="Reason">Why, in the words of whoever refused.</param>
/// <param name="Tries">How many times it failed since it last answered; 0 while a first attempt goes on.</param>
public sealed record EndpointTrouble(string Host, TroubleKind Kind, string Reason, int Tries)
{
    public override string ToString() =>
        $"waiting for {Host}: {Reason}{(Tries > 1 ? $", retrying after {Tries} tries" : Tries == 1 ? ", retrying" : "")}";
}

/// <summary>An endpoint did not answer for as long as is worth waiting; the same call is not worth repeating in this run.</summary>
public sealed class EndpointUnreachableException : Exception
{
    internal EndpointUnreachableException(EndpointTrouble trouble)
        : base($"{trouble.Host}: {trouble.Reason}") => Trouble = trouble;

    public EndpointTrouble Trouble { get; }
}
