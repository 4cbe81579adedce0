namespace LocalAws.Worlds;

/// <summary>The moment as of which a call reads a service's tables: a stale read sees the world as it was.</summary>
sealed record Moment(string Service, DateTimeOffset At)
{
    static readonly AsyncLocal<Moment?> _current = new();

    /// <summary>The moment of this call, or null where it reads what is now. It ends with the asynchronous method that set it.</summary>
    public static Moment? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }
}
