using LocalAws.CodeBuild.Projects;
using LocalAws.Identities;

namespace LocalAws.CodeBuild.Builds;

/// <summary>What a build is going to be: the project, the request over it.</summary>
static class BuildPlan
{
    public static BuildRecord Of(
        Caller caller,
        string region,
        Project project,
        StartBuildRequest request,
        long number,
        DateTimeOffset now
    )
    {
        var id = $"{project.Name}:{Guid.NewGuid()}";
        return new()
        {
            Id = id,
            Arn = $"arn:{Partitions.Of(region)}:codebuild:{region}:{Iam.Arns.AccountOf(project.Arn)}:build/{id}",
            Number = number,
            Project = Override(project, request),
            Initiator =
                request.Initiator
                ?? caller.UserName
                ?? caller.Arn[(caller.Arn.IndexOf('/', StringComparison.Ordinal) + 1)..],
            Pipeline = request.Pipeline,
            Started = now,
            Log = LogOf(project, id),
            IdempotencyToken = request.IdempotencyToken,
        };
    }

    static Project Override(Project project, StartBuildRequest request) =>
        project with
        {
            SourceVersion = request.SourceVersion ?? project.SourceVersion,
            TimeoutInMinutes = request.TimeoutInMinutes ?? project.TimeoutInMinutes,
            Source = project.Source with { Buildspec = request.Buildspec ?? project.Source.Buildspec },
            Environment = project.Environment with
            {
                Variables =
                [
                    .. project.Environment.Variables.ExceptBy(
                        request.Variables.Select(variable => variable.Name),
                        variable => variable.Name
                    ),
                    .. request.Variables,
                ],
            },
        };

    static BuildLog? LogOf(Project project, string id)
    {
        if (project.Logs.Status == "DISABLED")
            return null;
        var uuid = id.Split(':')[1];
        return new(
            project.Logs.Group ?? $"/aws/codebuild/{project.Name}",
            project.Logs.StreamPrefix is { Length: > 0 } prefix ? $"{prefix}/{uuid}" : uuid
        );
    }
}
