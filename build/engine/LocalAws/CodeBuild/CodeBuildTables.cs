using System.Text.Json.Serialization;
using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Projects;
using LocalAws.CodeBuild.Reports;
using LocalAws.Worlds;

namespace LocalAws.CodeBuild;

/// <summary>The projects, builds and reports of an account and region.</summary>
static class CodeBuildTables
{
    public static readonly TableDefinition<Project> Projects = new("codebuild.projects", CodeBuildJson.Default.Project);
    public static readonly TableDefinition<BuildRecord> Builds = new(
        "codebuild.builds",
        CodeBuildJson.Default.BuildRecord
    );
    public static readonly TableDefinition<ReportGroup> ReportGroups = new(
        "codebuild.report-groups",
        CodeBuildJson.Default.ReportGroup
    );
    public static readonly TableDefinition<Report> Reports = new("codebuild.reports", CodeBuildJson.Default.Report);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Project))]
[JsonSerializable(typeof(BuildRecord))]
[JsonSerializable(typeof(ReportGroup))]
[JsonSerializable(typeof(Report))]
sealed partial class CodeBuildJson : JsonSerializerContext;
