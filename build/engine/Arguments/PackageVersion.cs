using System.Text.RegularExpressions;

namespace Arguments;

/// <summary>The version of a package, as NuGet takes it.</summary>
static partial class PackageVersion
{
    /// <summary>What is wrong with a text; null: it is one.</summary>
    public static string? ProblemWith(string text) =>
        Shape().IsMatch(text) ? null : "it is no version of a package, as in 1.2.3 or 1.2.3-beta.1";

    [GeneratedRegex(@"^\d{1,9}(?:\.\d{1,9}){1,3}(?:-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Shape();
}
