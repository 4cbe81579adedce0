using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using Deployment;
using Deployment.Assemblies;
using Deployment.Files;
using Deployment.Texts;

namespace Reporting;

/// <summary>Keeps a deployment's report: JSON and JUnit, Markdown where GitHub asks for a step summary, and its times for the next.</summary>
/// <param name="folder">Where they are written.</param>
public sealed class ReportFiles(string folder, Func<string, string?> variables)
{
    /// <summary>Where reports are kept, those of rehearsals in a folder of their own below, from the repository's root.</summary>
    public const string Folder = "build/.reports";

    static readonly JsonSerializerOptions format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="target">The target that made it, which names the files.</param>
    public void Write(string target, DeploymentReport report)
    {
        var name = Path.Combine(folder, target.ToLowerInvariant());
        WholeFile.Write($"{name}.json", Json(target, report.Stacks, report.Assets));
        WholeFile.Write($"{name}.junit.xml", CleanXml.Write(JUnit(target, report.Stacks, report.Assets)));
        StackTimes.Note(folder, target, report.Stacks);
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

    /// <summary>A case for each stack, and for each asset that failed: stacks are skipped because of it.</summary>
    internal static XElement JUnit(string target, IReadOnlyList<StackResult> stacks, IReadOnlyList<AssetResult> assets)
    {
        var failed = assets.Where(asset => asset.Outcome == AssetOutcome.Failed).ToList();
        return new(
            "testsuite",
            new XAttribute("name", target),
            new XAttribute("tests", stacks.Count + failed.Count),
            new XAttribute("failures", stacks.Count(stack => stack is StackResult.Failed) + failed.Count),
            new XAttribute("skipped", stacks.Count(stack => stack is StackResult.Skipped or StackResult.Interrupted)),
            failed.Select(asset =>
                Case(
                    asset.Asset.Environment,
                    $"asset {asset.Asset.DisplayName}",
                    asset.Elapsed,
                    Failure(asset.Findings)
                )
            ),
            stacks.Select(stack =>
                Case(
                    stack.Stack.Environment,
                    stack.Stack.DisplayName,
                    stack.Elapsed,
                    stack switch
                    {
                        StackResult.Failed failure => Failure(failure.Findings),
                        StackResult.Skipped or StackResult.Interrupted => new XElement(
                            "skipped",
                            new XAttribute("message", DeploymentLines.Of(stack))
                        ),
                        _ => null,
                    }
                )
            )
        );
    }

    static XElement Case(TargetEnvironment environment, string name, TimeSpan elapsed, XElement? outcome) =>
        new(
            "testcase",
            new XAttribute("classname", $"{environment.Account}.{environment.Region}"),
            new XAttribute("name", name),
            new XAttribute("time", elapsed.TotalSeconds),
            outcome
        );

    static XElement Failure(IEnumerable<Finding> findings) =>
        new("failure", string.Join(Environment.NewLine, findings));
}
