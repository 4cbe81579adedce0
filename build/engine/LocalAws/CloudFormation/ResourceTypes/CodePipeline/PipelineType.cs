using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Pipelines;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes.CodePipeline;

/// <summary>AWS::CodePipeline::Pipeline by the operations of CodePipeline.</summary>
public sealed class PipelineType()
    : ResourceType("AWS::CodePipeline::Pipeline", PropertySchema.Of("AWS::CodePipeline::Pipeline"))
{
    public override string? NameProperty => "Name";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.NameFrom("Name", 100);
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Pipelines(request).Records(request.Caller, request.Region).Pipelines.Find(physicalId) is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var pipeline = Pipelines(request)
            .Create(
                request.Caller,
                request.Region,
                Definition(request, IdentifierOf(request)),
                request.UserTags(),
                Transitions(request.Properties)
            );
        return Task.FromResult(Outcome(pipeline));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var pipeline = Pipelines(request)
            .Update(request.Caller, request.Region, Definition(request, request.PhysicalId));
        SyncTags(request, pipeline);
        SetTransitions(request, pipeline.Name, Transitions(request.Existing!.Properties).Keys);
        if (request.Flag("RestartExecutionOnUpdate"))
        {
            var records = Pipelines(request)
                .Demand(request.Caller, request.Region, "codepipeline:StartPipelineExecution", pipeline.Name);
            request.Services.CodePipeline.Executions.Begin(
                records,
                pipeline,
                "StartPipelineExecution",
                request.Caller.Arn,
                new()
            );
        }
        return Task.FromResult(Outcome(pipeline));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Pipelines(request).Delete(request.Caller, request.Region, request.PhysicalId);
        return Task.CompletedTask;
    }

    static void SyncTags(ResourceRequest request, Pipeline pipeline)
    {
        foreach (var change in TagChange.Between(pipeline.Tags, request.UserTags()))
            Pipelines(request).Tag(request.Caller, request.Region, pipeline.Arn, change);
    }

    static void SetTransitions(ResourceRequest request, string name, IEnumerable<string> before)
    {
        var disabled = Transitions(request.Properties);
        foreach (var (stage, reason) in disabled)
            Pipelines(request).SetTransition(request.Caller, request.Region, name, stage, reason);
        foreach (var stage in before.Except(disabled.Keys))
            Pipelines(request).SetTransition(request.Caller, request.Region, name, stage, reason: null);
    }

    /// <summary>The stages that nothing may enter, and why.</summary>
    static Dictionary<string, string> Transitions(JsonObject properties)
    {
        var stages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in (properties["DisableInboundStageTransitions"] as JsonArray ?? []).OfType<JsonObject>())
            stages[item.Text("StageName") ?? ""] = item.Text("Reason") ?? "";
        return stages;
    }

    static PipelineDefinition Definition(ResourceRequest request, string name) =>
        DefinitionReader.ReadTemplate(request.Properties, name);

    static ResourceOutcome Outcome(Pipeline pipeline) =>
        new(
            pipeline.Name,
            new JsonObject
            {
                ["Version"] = pipeline.Definition.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
            }
        );

    static PipelineOperations Pipelines(ResourceRequest request) => request.Services.CodePipeline.Pipelines;
}
