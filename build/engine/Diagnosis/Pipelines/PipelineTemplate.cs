using System.Text.Json.Nodes;
using Deployment.Assemblies;
using Deployment.Stacks;
using Diagnosis.Templates;

namespace Diagnosis.Pipelines;

/// <summary>A stack with a CodePipeline, as far as access matters: roles, builds, and the actions that start them.</summary>
public sealed record PipelineTemplate(
    TargetEnvironment Environment,
    IReadOnlyDictionary<string, PipelineRole> Roles,
    IReadOnlyList<PipelineBuild> Builds,
    IReadOnlyList<PipelineAction> Actions,
    IReadOnlyDictionary<string, UncertainPolicy> BucketPolicies
)
{
    const string PipelineType = "AWS::CodePipeline::Pipeline";

    /// <summary>The pipelines of an assembly.</summary>
    /// <exception cref="Iam.PolicyDocumentException">A policy is malformed.</exception>
    public static IReadOnlyList<PipelineTemplate> In(CloudAssembly assembly) =>
        [
            .. assembly
                .Stacks.Select(stack =>
                    (
                        stack.Environment,
                        stack.StackName,
                        Template: new TemplateDocument(File.ReadAllText(stack.TemplateFile), stack.TemplateFile)
                    )
                )
                .Where(stack => stack.Template.Text.Contains(PipelineType, StringComparison.Ordinal))
                .Select(stack => Read(stack.Template.Content, stack.Environment, stack.StackName)),
        ];

    public static PipelineTemplate Read(JsonObject template, TargetEnvironment environment, string stackName)
    {
        var values = new TemplateValues(template, environment, stackName);
        var pipelines = values.Resources.Where(resource => resource.Type == PipelineType).ToList();
        return new(
            environment,
            new RoleReader(values).Read(),
            [
                .. values
                    .Resources.Where(r => r.Type == "AWS::CodeBuild::Project")
                    .Select(p => BuildReader.Read(p, values)),
            ],
            [.. pipelines.SelectMany(pipeline => ActionReader.ReadAll(pipeline, values))],
            BucketPolicyReader.Read(values)
        );
    }
}
