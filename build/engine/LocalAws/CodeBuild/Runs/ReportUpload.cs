using Guards;
using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Buildspecs;
using LocalAws.CodeBuild.Files;
using LocalAws.CodeBuild.Reports;
using LocalAws.CodeBuild.Sandboxes;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Runs;

/// <summary>Hands in the test results of a build with the permissions of the service role.</summary>
sealed class ReportUpload(ReportOperations reports, Caller role, string region, Sandbox sandbox, Action<string> say)
{
    /// <summary>The ARNs of the reports. What fails is a <see cref="PhaseException"/> that names the group.</summary>
    public IReadOnlyList<string> Run(BuildRecord build, Buildspec buildspec)
    {
        var made = new List<string>();
        foreach (var (group, files) in buildspec.Reports)
        {
            try
            {
                made.Add(Create(build, group, files));
            }
            catch (Exception error) when (error is AwsException or IOException or InvalidDataException)
            {
                var words = error is AccessDeniedException ? $"AccessDeniedException: {error.Message}" : error.Message;
                throw new PhaseException("CLIENT_ERROR", $"[{group}: [{words}]]");
            }
        }
        return made;
    }

    string Create(BuildRecord build, string group, ReportFiles files)
    {
        if (files.Format != "JUNITXML")
            throw new InvalidDataException($"the local CodeBuild reads reports in JUNITXML, not in {files.Format}");
        var found = FileSelection.Of(files.Files, sandbox.Source);
        if (found.Count == 0)
            throw new InvalidDataException("report files not found in build");
        var arn = group.StartsWith("arn:", StringComparison.Ordinal)
            ? group
            : reports.EnsureGroup(role, region, $"{build.Project.Name}-{group}").Arn;
        var report = reports.Create(role, region, arn, build);
        say($"Test report created: {report.Arn}");
        found.ToList().ForEach(file => FileNode.DemandFile(file.Path));
        var cases = found.SelectMany(file => JUnitReader.Read(File.ReadAllText(file.Path), file.Name)).ToList();
        reports.PutCases(role, region, report, cases);
        return reports.Complete(role, region, report, cases).Arn;
    }
}
