using System.Text.Json.Nodes;
using LocalAws.CodeBuild.Projects;

namespace LocalAws.CloudFormation.ResourceTypes.CodeBuild;

/// <summary>AWS::CodeBuild::Project by the operations of CodeBuild.</summary>
public sealed class ProjectType()
    : ResourceType("AWS::CodeBuild::Project", PropertySchema.Of("AWS::CodeBuild::Project"))
{
    const int LongestName = 150;

    public override string? NameProperty => "Name";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.NameFrom("Name", "AWS::CodeBuild::Project", LongestName);
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Projects(request).Exists(request.Account, request.Region, physicalId);
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var project = ProjectReader.Read(request.Properties, IdentifierOf(request), request.UserTags());
        return Task.FromResult(Outcome(Projects(request).Create(request.Caller, request.Region, project)));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var project = ProjectReader.Read(request.Properties, request.PhysicalId, request.UserTags());
        return Task.FromResult(
            Outcome(Projects(request).Update(request.Caller, request.Region, request.PhysicalId, _ => project))
        );
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Projects(request).Delete(request.Caller, request.Region, request.PhysicalId)
            ? Task.CompletedTask
            : throw ResourceException.NotFound(Name, request.PhysicalId);
    }

    static ResourceOutcome Outcome(Project project) =>
        new(project.Name, new JsonObject { ["Arn"] = project.Arn, ["Id"] = project.Name });

    static ProjectOperations Projects(ResourceRequest request) => request.Services.CodeBuild.Projects;
}
