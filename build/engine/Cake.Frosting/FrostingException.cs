namespace Cake.Frosting;

/// <summary>A build that is composed or called wrongly.</summary>
public sealed class FrostingException : Exception
{
    public FrostingException(string message)
        : base(message) { }

    public FrostingException(string message, Exception? innerException)
        : base(message, innerException) { }
}
