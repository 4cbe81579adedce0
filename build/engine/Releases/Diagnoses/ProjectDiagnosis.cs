using Arguments;
using Deployment;
using Diagnosis;
using Diagnosis.Checks;
using Reporting;
using Steps;

namespace Releases.Diagnoses;

/// <summary>Diagnoses the machine and the settings' environments and writes what was found.</summary>
public static class ProjectDiagnosis
{
    public static async Task RunAsync(ReleaseContext context)
    {
        await context.Aws.StartAsync();
        var tools = ToolVersionChecks.RunAsync(context);
        var found = await new Doctor(DoctorInput.Of(context)).RunAsync(context.Cancellation);
        var report = new DiagnosisReport([.. await tools, .. found.Checks]);
        context.Record.Diagnosis = report;
        if (context.Options.Format == OutputFormat.Json)
        {
            await context.Run.Output.WriteLineAsync(CheckJson.Write(report));
            if (report.HasFailures)
                throw Failed(report, []);
            return;
        }
        CheckTable.Write(context.Run.Output, report);
        var failures = report.Checks.Where(check => check.Status == CheckStatus.Failure).ToList();
        CheckTable.WriteFindings(context.Run.Output, report.Findings.Except(failures.SelectMany(c => c.Findings)));
        if (report.HasFailures)
            throw Failed(report, [.. report.Findings.Intersect(failures.SelectMany(check => check.Findings))]);
    }

    static BuildException Failed(DiagnosisReport report, IReadOnlyList<Finding> findings) =>
        new(
            findings.Count > 0
                ? findings
                :
                [
                    new Finding(
                        ReleaseCodes.ChecksFailed,
                        $"{report.CountOf(CheckStatus.Failure)} of {report.Checks.Count} checks failed"
                    ),
                ]
        );
}
