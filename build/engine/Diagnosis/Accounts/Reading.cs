namespace Diagnosis.Accounts;

/// <summary>What reading something came to.</summary>
abstract record Reading<T>
{
    Reading() { }

    public sealed record Found(T Value) : Reading<T>;

    /// <summary>AWS says that there is no such thing.</summary>
    public sealed record Missing : Reading<T>;

    /// <summary>Nobody here may look.</summary>
    public sealed record Unknown(string Why) : Reading<T>;
}
