using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using Build.Reporting.Timelines;
using Deployment;
using Deployment.Files;
using Deployment.Texts;

namespace Build.Reporting;

/// <summary>Keeps a deployment's report: JSON, JUnit and a timeline under build/.reports, Markdown where GitHub asks for a step summary.</summary>
sealed class ReportFiles(string root, Func<string, string?> variables)
{
    /// <summary>Where reports are kept, from the repository's root.</summary>
    public const string Folder = "build/.reports";

    static readonly JsonSerializerOptions format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="target">The target that made it, which names the files.</param>
    public void Write(string target, DeploymentReport report, DeploymentTimeline timeline)
    {
        var name = Path.Combine(root, Folder, target.ToLowerInvariant());
        WholeFile.Write($"{name}.json", Json(target, report.Stacks, report.Assets));
        WholeFile.Write($"{name}.junit.xml", CleanXml.Write(JUnit(target, report.Stacks)));
        WholeFile.Write($"{name}.html", TimelinePage.Of(target, timeline, report.Findings));
        if (variables("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
        {
            using var output = File.AppendText(summary);
            StackTable.WriteMarkdown(output, target, report.Stacks);
        }
    }

    internal static string Json(string target, IReadOnlyList<StackResult> stacks, IReadOnlyList<AssetResult> assets) =>
        ForeignText.ToJson(
            JsonSerializer.Serialize(
                new
                {
                    target,
                    stacks = stacks.Select(stack => new
                    {
                        stack.Stack.Id,
                        name = stack.Stack.StackName,
                        stack.Stack.Environment.Account,
                        stack.Stack.Environment.Region,
                        stack.Outcome,
                        seconds = stack.Elapsed.TotalSeconds,
                        stack.StackId,
                        outputs = stack.Outputs.Count == 0 ? null : stack.Outputs,
                        notes = stack.Notes.Count == 0 ? null : stack.Notes,
                        findings = (stack as StackResult.Failed)?.Findings,
                        becauseOf = (stack as StackResult.Skipped)?.BecauseOf,
                    }),
                    assets = assets.Select(asset => new
                    {
                        name = asset.Asset.DisplayName,
                        asset.Asset.Destination,
                        outcome = asset.Outcome.ToString(),
                        asset.Bytes,
                        seconds = asset.Elapsed.TotalSeconds,
                        findings = asset.Findings.Count == 0 ? null : asset.Findings,
                    }),
                },
                format
            )
        );

    internal static XElement JUnit(string target, IReadOnlyList<StackResult> stacks) =>
        new(
            "testsuite",
            new XAttribute("name", target),
            new XAttribute("tests", stacks.Count),
            new XAttribute("failures", stacks.Count(stack => stack is StackResult.Failed)),
            new XAttribute("skipped", stacks.Count(stack => stack is StackResult.Skipped or StackResult.Interrupted)),
            stacks.Select(stack => new XElement(
                "testcase",
                new XAttribute("classname", $"{stack.Stack.Environment.Account}.{stack.Stack.Environment.Region}"),
                new XAttribute("name", stack.Stack.DisplayName),
                new XAttribute("time", stack.Elapsed.TotalSeconds),
                stack switch
                {
                    StackResult.Failed failed => new XElement(
                        "failure",
                        string.Join(Environment.NewLine, failed.Findings)
                    ),
                    StackResult.Skipped or StackResult.Interrupted => new XElement(
                        "skipped",
                        new XAttribute("message", DeploymentLines.Of(stack))
                    ),
                    _ => null,
                }
            ))
        );
}
