using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.CodeBuild.Reports;

namespace LocalAws.CloudFormation.ResourceTypes.CodeBuild;

/// <summary>AWS::CodeBuild::ReportGroup by the operations of CodeBuild.</summary>
public sealed class ReportGroupType()
    : ResourceType("AWS::CodeBuild::ReportGroup", PropertySchema.Of("AWS::CodeBuild::ReportGroup"))
{
    const int LongestName = 128;

    public override string? NameProperty => "Name";

    public override string IdentifierOf(ResourceRequest request) => ArnOf(request);

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Reports(request).Exists(request.Account, request.Region, physicalId);
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var group = Reports(request)
            .CreateGroup(
                request.Caller,
                request.Region,
                request.NameFrom("Name", "AWS::CodeBuild::ReportGroup", LongestName),
                request.Text("Type")!,
                request.Map("ExportConfig")?.Text("ExportConfigType") ?? "NO_EXPORT",
                request.UserTags()
            );
        return Task.FromResult(Outcome(group.Arn));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var arn = Reports(request)
            .UpdateGroup(request.Caller, request.Region, request.PhysicalId, request.UserTags())
            .Arn;
        return Task.FromResult(Outcome(arn));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () =>
                Reports(request)
                    .DeleteGroup(request.Caller, request.Region, request.PhysicalId, request.Flag("DeleteReports")),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static string ArnOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = request.NameFrom("Name", "AWS::CodeBuild::ReportGroup", LongestName);
        return $"arn:{request.Partition}:codebuild:{request.Region}:{request.Account}:report-group/{name}";
    }

    static ResourceOutcome Outcome(string arn) => new(arn, new JsonObject { ["Arn"] = arn, ["Id"] = arn });

    static ReportOperations Reports(ResourceRequest request) => request.Services.CodeBuild.Reports;
}
