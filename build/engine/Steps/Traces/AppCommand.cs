using System.Text.Json;
using System.Text.RegularExpressions;
using Fingerprints.Observations;

namespace Steps.Traces;

/// <summary>What the CDK CLI starts, by cdk.json: a command that a shell runs.</summary>
static partial class AppCommand
{
    const string Validation = "cdk-background-validation";

    /// <summary>The programs that run nothing but programs of node, beside those that say so in their first line.</summary>
    static readonly string[] programsOfNode = ["node", "nodejs", "npx", "npm", "yarn", "pnpm", "tsx", "ts-node"];

    /// <summary>Why it is not known what the CLI's children read, where it is not.</summary>
    /// <param name="app">The command in place of cdk.json's, as <c>CDK_APP</c> says it.</param>
    public static IEnumerable<Observation> Doubts(string project, string? app)
    {
        if (Setting(project, "build") is { } build)
            yield return new Observation.Doubt($"cdk.json's build command, {build}, may read anything");
        app ??= Setting(project, "app");
        if (app is not null && !IsProgramOfNode(project, app))
            yield return new Observation.Doubt(
                $"what {app} reads is not known, since it is more than a program of node"
            );
    }

    /// <summary>What the CLI is preloaded with so that the app's validation is made ready ahead of the app; null for an app without.</summary>
    public static string? ValidationAhead(string project)
    {
        var script = Path.Combine(project, "node_modules", Validation, "ahead.js");
        return Setting(project, "app")?.Contains(Validation, StringComparison.Ordinal) == true && File.Exists(script)
            ? script
            : null;
    }

    static bool IsProgramOfNode(string project, string app)
    {
        if (!OneProgram().IsMatch(app))
            return false;
        var program = app.Trim().Split(' ')[0];
        if (programsOfNode.Contains(Path.GetFileNameWithoutExtension(program)))
            return true;
        var file = Path.Combine(project, program);
        // The CLI starts node for what ends so.
        return File.Exists(file)
            && (
                Path.GetExtension(file) is ".js" or ".mjs" or ".cjs"
                || File.ReadLines(file).FirstOrDefault() is { } line
                    && line.StartsWith("#!", StringComparison.Ordinal)
                    && line.Contains("node", StringComparison.Ordinal)
            );
    }

    static string? Setting(string project, string name)
    {
        var file = Path.Combine(project, "cdk.json");
        if (!File.Exists(file))
            return null;
        using var json = JsonDocument.Parse(
            File.ReadAllBytes(file),
            new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
        );
        return json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }

    [GeneratedRegex("""^[\w@%+=:,./ \\"'-]+$""")]
    private static partial Regex OneProgram();
}
