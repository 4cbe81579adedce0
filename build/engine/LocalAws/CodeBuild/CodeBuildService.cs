using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Projects;
using LocalAws.CodeBuild.Reports;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild;

/// <summary>CodeBuild over JSON 1.1.</summary>
sealed class CodeBuildService(CodeBuildOperations codeBuild)
{
    const int PageSize = 100;

    /// <summary>What a StartBuild may say; overrides that have no effect here are refused rather than ignored.</summary>
    static readonly string[] _startMembers =
    [
        "projectName",
        "environmentVariablesOverride",
        "buildspecOverride",
        "sourceVersion",
        "timeoutInMinutesOverride",
        "idempotencyToken",
    ];

    public static IAwsService Create(CodeBuildOperations codeBuild)
    {
        var service = new CodeBuildService(codeBuild);
        return new JsonService(
            "CodeBuild_20161006",
            "1.1",
            new Dictionary<string, JsonOperation>(ReportHandler.Operations(codeBuild.Reports))
            {
                ["CreateProject"] = JsonService.Do(service.CreateProject),
                ["UpdateProject"] = JsonService.Do(service.UpdateProject),
                ["DeleteProject"] = JsonService.Do(service.DeleteProject),
                ["BatchGetProjects"] = JsonService.Do(service.GetProjects),
                ["ListProjects"] = JsonService.Do(service.ListProjects),
                ["StartBuild"] = JsonService.Do(service.Start),
                ["RetryBuild"] = JsonService.Do(service.Retry),
                ["StopBuild"] = service.StopAsync,
                ["BatchGetBuilds"] = JsonService.Do(service.GetBuilds),
                ["ListBuilds"] = JsonService.Do(service.ListBuilds),
                ["ListBuildsForProject"] = JsonService.Do(service.ListBuildsOf),
            }
        );
    }

    /// <summary>A page of ids, in the order asked for.</summary>
    public static JsonObject Page(JsonElement body, string member, IEnumerable<string> all, bool newestFirst)
    {
        var ascending = body.Text("sortOrder") switch
        {
            null => !newestFirst,
            "ASCENDING" => true,
            "DESCENDING" => false,
            var other => throw CodeBuildFailures.Invalid($"Invalid sortOrder: {other}"),
        };
        var ids = ascending == newestFirst ? all.Reverse().ToList() : [.. all];
        var from = 0;
        if (
            body.Text("nextToken") is { } token
            && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out from)
        )
            throw CodeBuildFailures.Invalid($"Invalid nextToken: {token}");
        var answer = new JsonObject { [member] = JsonService.Array(ids.Skip(from).Take(PageSize)) };
        if (from + PageSize < ids.Count)
            answer["nextToken"] = (from + PageSize).ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    /// <summary>The member, or InvalidInputException.</summary>
    public static string Required(JsonElement body, string name) =>
        body.Text(name) is { Length: > 0 } text ? text : throw CodeBuildFailures.Invalid($"{name} is required");

    JsonObject CreateProject(AwsRequest request, JsonElement body)
    {
        var properties = ProjectReader.WithTemplateNames(JsonObject.Create(body)!);
        var project = ProjectReader.Read(properties, Required(body, "name"), body.Tags("tags", "key", "value"));
        return Told(codeBuild.Projects.Create(request.Caller, request.Region, project));
    }

    JsonObject UpdateProject(AwsRequest request, JsonElement body)
    {
        var changes = ProjectReader.WithTemplateNames(JsonObject.Create(body)!);
        return Told(
            codeBuild.Projects.Update(
                request.Caller,
                request.Region,
                Required(body, "name"),
                present =>
                {
                    var merged = ProjectReader.WithTemplateNames(ProjectJson.Of(present));
                    foreach (var (name, value) in changes)
                        merged[name] = value?.DeepClone();
                    var tags = changes.ContainsKey("Tags") ? body.Tags("tags", "key", "value") : present.Tags;
                    return ProjectReader.Read(merged, present.Name, tags);
                }
            )
        );
    }

    JsonObject? DeleteProject(AwsRequest request, JsonElement body)
    {
        codeBuild.Projects.Delete(request.Caller, request.Region, Required(body, "name"));
        return null;
    }

    JsonObject GetProjects(AwsRequest request, JsonElement body)
    {
        var found = codeBuild.Projects.Get(request.Caller, request.Region, body.Texts("names"));
        return new()
        {
            ["projects"] = JsonService.Array(
                found.Select(item => item.Project).OfType<Project>().Select(ProjectJson.Of)
            ),
            ["projectsNotFound"] = JsonService.Array(
                found.Where(item => item.Project is null).Select(item => item.Name)
            ),
        };
    }

    JsonObject ListProjects(AwsRequest request, JsonElement body) =>
        Page(
            body,
            "projects",
            codeBuild.Projects.List(request.Caller, request.Region).Select(project => project.Name),
            newestFirst: false
        );

    JsonObject Start(AwsRequest request, JsonElement body)
    {
        var others = body.EnumerateObject().Select(member => member.Name).Except(_startMembers).ToList();
        if (others.Count > 0)
            throw CodeBuildFailures.Invalid(
                $"The local CodeBuild does not know of StartBuild: {string.Join(", ", others)}"
            );
        var named = ProjectReader.WithTemplateNames(JsonObject.Create(body)!);
        var asked = new StartBuildRequest(Required(body, "projectName"))
        {
            Variables = ProjectReader.Variables(named, "EnvironmentVariablesOverride"),
            Buildspec = body.Text("buildspecOverride"),
            SourceVersion = body.Text("sourceVersion"),
            TimeoutInMinutes = body.Integer("timeoutInMinutesOverride"),
            IdempotencyToken = body.Text("idempotencyToken"),
        };
        return Told(codeBuild.Builds.Start(request.Caller, request.Region, asked));
    }

    JsonObject Retry(AwsRequest request, JsonElement body) =>
        Told(codeBuild.Builds.Retry(request.Caller, request.Region, Required(body, "id")));

    async Task<JsonObject?> StopAsync(AwsRequest request, JsonElement body, CancellationToken cancellationToken) =>
        Told(await codeBuild.Builds.StopAsync(request.Caller, request.Region, Required(body, "id"), cancellationToken));

    JsonObject GetBuilds(AwsRequest request, JsonElement body)
    {
        var found = codeBuild.Builds.Get(request.Caller, request.Region, body.Texts("ids"));
        return new()
        {
            ["builds"] = JsonService.Array(found.Select(item => item.Build).OfType<BuildRecord>().Select(BuildJson.Of)),
            ["buildsNotFound"] = JsonService.Array(found.Where(item => item.Build is null).Select(item => item.Id)),
        };
    }

    JsonObject ListBuilds(AwsRequest request, JsonElement body) =>
        Page(
            body,
            "ids",
            codeBuild.Builds.List(request.Caller, request.Region).Select(build => build.Id),
            newestFirst: true
        );

    JsonObject ListBuildsOf(AwsRequest request, JsonElement body) =>
        Page(
            body,
            "ids",
            codeBuild
                .Builds.ListOf(request.Caller, request.Region, Required(body, "projectName"))
                .Select(build => build.Id),
            newestFirst: true
        );

    static JsonObject Told(Project project) => new() { ["project"] = ProjectJson.Of(project) };

    static JsonObject Told(BuildRecord build) => new() { ["build"] = BuildJson.Of(build) };
}
