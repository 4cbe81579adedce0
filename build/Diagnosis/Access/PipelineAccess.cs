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
            foreach (var pipeline in PipelineTemplate.In(input.Pipeline))
            {
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
            return new(steps, answers);
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

    /// <summary>What is missing or forbidden: one finding for each role that has to be mended.</summary>
    public IReadOnlyList<Finding> Findings => AccessFindings.Of(this);

    public IReadOnlyList<AccessAnswer> Undecided => [.. Answers.Where(answer => answer.Access is Access.Undecided)];
}
