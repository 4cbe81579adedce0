namespace Settings;

/// <summary>What credentials are needed for.</summary>
public enum Purpose
{
    Lookup,
    Deploy,
    Publish,
    Bootstrap,
    ReadOnly,
}

public static class Purposes
{
    public static readonly Purpose[] All =
    [
        Purpose.Lookup,
        Purpose.Deploy,
        Purpose.Publish,
        Purpose.Bootstrap,
        Purpose.ReadOnly,
    ];

    /// <summary>Names in the settings.</summary>
    public static readonly string[] InSettings = ["lookup", "deploy", "publish", "bootstrap", "readOnly"];

    /// <summary>Names on the command line.</summary>
    public static readonly string[] Arguments = ["lookup", "deploy", "publish", "bootstrap", "read-only"];

    /// <param name="argument">One of <see cref="Arguments"/>.</param>
    public static Purpose Parse(string argument) => All[Array.IndexOf(Arguments, argument)];

    public static string Setting(this Purpose purpose) => InSettings[(int)purpose];

    public static string Argument(this Purpose purpose) => Arguments[(int)purpose];
}
