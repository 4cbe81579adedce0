namespace Diagnosis.Accounts;

/// <summary>What reading something came to.</summary>
abstract record ReadResult<T>
{
    ReadResult() { }

    public sealed record Found(T Value) : ReadResult<T>;

    /// <summary>AWS says that there is no such thing.</summary>
    public sealed record Missing : ReadResult<T>;

    /// <summary>Nobody here may look.</summary>
    public sealed record Unknown(string Why) : ReadResult<T>;
}
