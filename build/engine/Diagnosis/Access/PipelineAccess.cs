using Deployment;
using Diagnosis.Pipelines;
using Iam;

namespace Diagnosis.Access;

/// <summary>
/// Whether each step of the pipeline may do what it will be asked, from the synthesized assemblies alone: no credentials,
/// nothing called.
/// </summary>
/// <param name="Answers">One for each thing that a step will ask for.</param>
public sealed record PipelineAccess(IReadOnlyList<PipelineStep> Steps, IReadOnlyList<AccessAnswer> Answers)
{
    /// <exception cref="BuildException">A policy of the template is malformed, or the assembly cannot be deployed.</exception>
    public static PipelineAccess Of(PipelineAccessInput input)
    {
        try
        {
            var steps = new List<PipelineStep>();
            var answers = new List<AccessAnswer>();
            var limits = new List<Finding>();
            foreach (var pipeline in PipelineTemplate.In(input.Pipeline))
            {
                limits.AddRange(ServiceLimits.FindingsOf(pipeline.Actions, input.SourceSize, input.AssemblySize));
                var evaluation = new AccessEvaluation(pipeline);
                foreach (var step in PipelineSteps.Of(pipeline, input))
                {
                    steps.Add(step);
                    answers.AddRange(
                        step.Permissions.Select(permission => new AccessAnswer(
                            step,
                            permission,
                            evaluation.Evaluate(step.Role, permission)
                        ))
                    );
                }
            }
            return new(steps, answers) { Limits = limits };
        }
        catch (PolicyDocumentException exception)
        {
            throw new BuildException(
                new Finding(
                    DiagnosisCodes.MalformedPolicyDocument,
                    "A policy of the pipeline's template is none that IAM accepts",
                    exception.Errors,
                    "correct the statement in pipeline/src/pipeline-policy.ts"
                ),
                innerException: exception
            );
        }
    }

    /// <summary>What CodePipeline would refuse to take.</summary>
    public IReadOnlyList<Finding> Limits { get; init; } = [];

    /// <summary>What is missing, forbidden or too much: one finding for each role and each limit.</summary>
    public IReadOnlyList<Finding> Findings => [.. Limits, .. AccessFindings.Of(this)];

    public IReadOnlyList<AccessAnswer> Undecided => [.. Answers.Where(answer => answer.Access is Access.Undecided)];
}
