using System.Globalization;
using Deployment;

namespace Reporting;

/// <summary>The table that a deployment ends with.</summary>
public static class StackTable
{
    static readonly string[] headers = ["Stack", "Account", "Region", "Outcome", "Time"];

    /// <summary>Of more than a screen, those that are unchanged stand in one line below it.</summary>
    const int Screen = 30;

    public static void Write(TextWriter output, IReadOnlyList<StackResult> stacks)
    {
        var told = stacks.Count > Screen ? [.. stacks.Where(stack => stack is not StackResult.Unchanged)] : stacks;
        if (told.Count > 0)
            Of(told).Write(output);
        if (told.Count < stacks.Count)
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Unchanged: {stacks.Count - told.Count} of {stacks.Count} stacks"
                )
            );
    }

    /// <summary>The same as Markdown.</summary>
    public static void WriteMarkdown(TextWriter output, string title, IReadOnlyList<StackResult> stacks) =>
        Of(stacks).WriteMarkdown(output, title);

    static TextTable Of(IReadOnlyList<StackResult> stacks) => new(headers, [.. stacks.Select(Row)]);

    static string[] Row(StackResult result) =>
        [
            result.Stack.DisplayName,
            result.Stack.Environment.Account,
            result.Stack.Environment.Region,
            result is StackResult.Failed ? result.Outcome : DeploymentLines.Of(result),
            Durations.Text(result.Elapsed),
        ];
}
