using Diagnosis.Pipelines;
using Diagnosis.Requirements;

namespace Diagnosis.Access;

/// <summary>Reads a pipeline's steps, with what each will ask for.</summary>
static class PipelineSteps
{
    public static IEnumerable<PipelineStep> Of(PipelineTemplate pipeline, PipelineAccessInput input)
    {
        var steps = pipeline.Actions.SelectMany(action => Orchestration(action, pipeline)).ToList();
        foreach (var group in steps.GroupBy(step => (step.Name, step.Role.LogicalId)).Select(group => group.ToList()))
            yield return group[0] with
            {
                Permissions = [.. group.SelectMany(step => step.Permissions).Distinct()],
            };
        foreach (var action in pipeline.Actions.Where(action => action.ProjectName is not null))
            if (
                pipeline.Builds.FirstOrDefault(build => build.Name == action.ProjectName) is { } build
                && pipeline.Roles.TryGetValue(build.RoleArn, out var role)
            )
                yield return Build(build, action, role, pipeline, input);
    }

    static PipelineStep Build(
        PipelineBuild build,
        PipelineAction action,
        PipelineRole role,
        PipelineTemplate pipeline,
        PipelineAccessInput input
    )
    {
        var (kind, roles) = StepRoles.Of(build, input);
        var assumed = roles
            .Where(needed => needed.AssumedBy is Actor.Caller)
            .SelectMany(needed => needed.Assumption)
            .Select(permission => permission with { Actor = new Actor.Role(role.Arn) });
        var own = BuildPermissions.Of(build, action, pipeline.Environment);
        return new(
            $"{action.Stage}/{action.Name}",
            kind,
            role,
            [RunsAs("codebuild", role, $"CodeBuild runs {action.Stage}/{action.Name} as it"), .. own, .. assumed],
            roles
        );
    }

    /// <summary>The pipeline assumes the action's role, and the action's role starts the build.</summary>
    static IEnumerable<PipelineStep> Orchestration(PipelineAction action, PipelineTemplate pipeline)
    {
        if (!pipeline.Roles.TryGetValue(action.PipelineRoleArn, out var own))
            yield break;
        yield return new(
            "the pipeline",
            StepKind.Pipeline,
            own,
            [RunsAs("codepipeline", own, "CodePipeline runs the pipeline as it")],
            []
        );
        var acting = own;
        if (action.RoleArn is { } arn && arn != own.Arn)
        {
            var assume = new RequiredPermission(
                new Actor.Role(own.Arn),
                "sts:AssumeRole",
                arn,
                $"action {action.Stage}/{action.Name} runs with it"
            );
            yield return new("the pipeline", StepKind.Pipeline, own, [assume], []);
            if (!pipeline.Roles.TryGetValue(arn, out acting))
                yield break;
        }
        if (pipeline.Builds.FirstOrDefault(build => build.Name == action.ProjectName) is not { } project)
            yield break;
        var projectArn =
            $"arn:{pipeline.Environment.Partition}:codebuild:{pipeline.Environment.Region}:{pipeline.Environment.Account}:project/{project.Name}";
        string[] verbs = ["StartBuild", "BatchGetBuilds", "StopBuild"];
        yield return new(
            "the pipeline",
            StepKind.Pipeline,
            acting,
            [
                .. verbs.Select(verb => new RequiredPermission(
                    new Actor.Role(acting.Arn),
                    $"codebuild:{verb}",
                    projectArn,
                    $"action {action.Stage}/{action.Name} is built by it"
                )),
            ],
            []
        );
    }

    static RequiredPermission RunsAs(string service, PipelineRole role, string reason) =>
        new(new Actor.Service($"{service}.amazonaws.com"), "sts:AssumeRole", role.Arn, reason);
}
