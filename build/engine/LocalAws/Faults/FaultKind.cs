namespace LocalAws.Faults;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>Answered as AWS answers calls over the rate; nothing is done.</summary>
    Throttled,

    /// <summary>Answered 500; nothing is done.</summary>
    InternalFailure,

    /// <summary>The connection is reset; nothing is done.</summary>
    Reset,

    /// <summary>Never answered; nothing is done. It ends when the client gives up.</summary>
    Unanswered,

    /// <summary>Answered as if the session had expired; nothing is done.</summary>
    ExpiredToken,

    /// <summary>Done, but the connection is reset before the answer.</summary>
    AnswerLost,

    /// <summary>Done, but answered 500.</summary>
    AnswerSpoilt,

    /// <summary>Answered as it was true a while ago, at most the service's propagation; strikes at reads only.</summary>
    Stale,
}
