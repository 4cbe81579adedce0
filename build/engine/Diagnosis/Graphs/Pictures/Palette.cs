namespace Diagnosis.Graphs.Pictures;

/// <summary>Colors; told apart in gray as well, by dashes and numbers.</summary>
static class Palette
{
    public const string Ink = "#1a202c";
    public const string Faint = "#64748b";
    public const string Paper = "#ffffff";
    public const string FrameFill = "#f8fafc";
    public const string FrameLine = "#cbd5e1";
    public const string CicdFill = "#f1f5f9";
    public const string Missing = "#c53030";
    public const string Undecided = "#b7791f";
    public const string Passes = "#64748b";

    static readonly string[] lanes = ["#2f855a", "#0f766e", "#3f7d20", "#4d7c8a", "#64748b"];

    /// <summary>The green of a lane, so that neighbours are told apart.</summary>
    public static string Lane(int index) => lanes[index % lanes.Length];

    public static string Of(RoleKind kind) =>
        kind switch
        {
            RoleKind.Pipeline => "#4a5568",
            RoleKind.Build => "#2b6cb0",
            RoleKind.ChainLink => "#6b46c1",
            RoleKind.Lookup => "#b7791f",
            RoleKind.Publishing => "#2f855a",
            RoleKind.Deploy => "#0f766e",
            _ => "#9b2c2c",
        };
}
