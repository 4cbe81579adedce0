namespace Build.Settings;

/// <summary>What credentials are needed for.</summary>
public enum Purpose
{
    Lookup,
    Deploy,
    Publish,
    Bootstrap,
    ReadOnly,
}

static class Purposes
{
    /// <summary>Names in the settings.</summary>
    public static readonly string[] InSettings = ["lookup", "deploy", "publish", "bootstrap", "readOnly"];

    /// <summary>Names on the command line.</summary>
    public static readonly string[] Arguments = ["lookup", "deploy", "publish", "bootstrap", "read-only"];

    public static Purpose Parse(string name) =>
        Enum.Parse<Purpose>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    public static string Setting(this Purpose purpose) => InSettings[(int)purpose];

    public static string Argument(this Purpose purpose) => Arguments[(int)purpose];
}
