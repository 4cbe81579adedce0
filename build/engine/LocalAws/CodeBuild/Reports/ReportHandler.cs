using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CodeBuild.Projects;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Reports;

/// <summary>CodeBuild's operations on reports over JSON.</summary>
sealed class ReportHandler(ReportOperations reports)
{
    public static Dictionary<string, JsonOperation> Operations(ReportOperations reports)
    {
        var face = new ReportHandler(reports);
        return new()
        {
            ["CreateReportGroup"] = JsonService.Do(face.CreateGroup),
            ["DeleteReportGroup"] = JsonService.Do(face.DeleteGroup),
            ["BatchGetReportGroups"] = JsonService.Do(face.GetGroups),
            ["ListReportGroups"] = JsonService.Do(face.ListGroups),
            ["BatchGetReports"] = JsonService.Do(face.GetReports),
            ["ListReportsForReportGroup"] = JsonService.Do(face.ListReports),
            ["DescribeTestCases"] = JsonService.Do(face.DescribeCases),
        };
    }

    JsonObject CreateGroup(AwsRequest request, JsonElement body)
    {
        var group = reports.CreateGroup(
            request.Caller,
            request.Region,
            CodeBuildService.Required(body, "name"),
            CodeBuildService.Required(body, "type"),
            body.Object("exportConfig")?.Text("exportConfigType") ?? "NO_EXPORT",
            body.Tags("tags", "key", "value")
        );
        return new() { ["reportGroup"] = Of(group) };
    }

    JsonObject? DeleteGroup(AwsRequest request, JsonElement body)
    {
        var arn = CodeBuildService.Required(body, "arn");
        reports.DeleteGroup(request.Caller, request.Region, arn, body.Boolean("deleteReports") ?? false);
        return null;
    }

    JsonObject GetGroups(AwsRequest request, JsonElement body)
    {
        var found = reports.GetGroups(request.Caller, request.Region, body.Texts("reportGroupArns"));
        return new()
        {
            ["reportGroups"] = JsonService.Array(found.Select(item => item.Group).OfType<ReportGroup>().Select(Of)),
            ["reportGroupsNotFound"] = JsonService.Array(
                found.Where(item => item.Group is null).Select(item => item.Arn)
            ),
        };
    }

    JsonObject ListGroups(AwsRequest request, JsonElement body) =>
        CodeBuildService.Page(
            body,
            "reportGroups",
            reports.ListGroups(request.Caller, request.Region).Select(group => group.Arn),
            newestFirst: false
        );

    JsonObject GetReports(AwsRequest request, JsonElement body)
    {
        var found = reports.GetReports(request.Caller, request.Region, body.Texts("reportArns"));
        return new()
        {
            ["reports"] = JsonService.Array(found.Select(item => item.Report).OfType<Report>().Select(Of)),
            ["reportsNotFound"] = JsonService.Array(found.Where(item => item.Report is null).Select(item => item.Arn)),
        };
    }

    JsonObject ListReports(AwsRequest request, JsonElement body) =>
        CodeBuildService.Page(
            body,
            "reports",
            reports
                .ListReports(request.Caller, request.Region, CodeBuildService.Required(body, "reportGroupArn"))
                .Select(report => report.Arn),
            newestFirst: true
        );

    JsonObject DescribeCases(AwsRequest request, JsonElement body)
    {
        var arn = CodeBuildService.Required(body, "reportArn");
        var report = reports.DescribeCases(request.Caller, request.Region, arn);
        return new() { ["testCases"] = JsonService.Array(report.Cases.Select(test => Of(report, test))) };
    }

    static JsonObject Of(ReportGroup group) =>
        new()
        {
            ["arn"] = group.Arn,
            ["name"] = group.Name,
            ["type"] = group.Type,
            ["status"] = "ACTIVE",
            ["exportConfig"] = new JsonObject { ["exportConfigType"] = group.ExportType },
            ["created"] = JsonService.Seconds(group.Created),
            ["lastModified"] = JsonService.Seconds(group.Changed),
            ["tags"] = ProjectJson.Tags(group.Tags),
        };

    static JsonObject Of(Report report)
    {
        var counts = new JsonObject();
        foreach (var status in report.Cases.GroupBy(test => test.Status))
            counts[status.Key] = status.Count();
        return new()
        {
            ["arn"] = report.Arn,
            ["name"] = report.Name,
            ["type"] = "TEST",
            ["reportGroupArn"] = report.GroupArn,
            ["executionId"] = report.BuildArn,
            ["status"] = report.Status,
            ["created"] = JsonService.Seconds(report.Created),
            ["testSummary"] = new JsonObject
            {
                ["total"] = report.Cases.Count,
                ["statusCounts"] = counts,
                ["durationInNanoSeconds"] = report.Cases.Sum(test => test.DurationInNanoseconds),
            },
        };
    }

    static JsonObject Of(Report report, TestCase test) =>
        new()
        {
            ["reportArn"] = report.Arn,
            ["testRawDataPath"] = test.RawDataPath,
            ["prefix"] = test.Prefix,
            ["name"] = test.Name,
            ["status"] = test.Status,
            ["durationInNanoSeconds"] = test.DurationInNanoseconds,
            ["message"] = test.Message,
        };
}
