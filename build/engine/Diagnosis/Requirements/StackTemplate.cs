using System.Text.Json.Nodes;
using Deployment;
using Deployment.Assemblies;
using Deployment.Stacks;
using Diagnosis.Templates;

namespace Diagnosis.Requirements;

/// <summary>A planned stack with what its template says.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Submitted">Its template as it is deployed.</param>
sealed record StackTemplate(PlannedStack Stack, TemplateDocument Submitted)
{
    /// <summary>The template as CloudFormation processes it.</summary>
    public TemplateDocument Document { get; } = ProcessedTemplates.Of(Submitted, Stack);

    /// <summary>The template's values without functions.</summary>
    public TemplateValues Values =>
        field ??= new(Document.Content, Stack.Environment, Stack.Reference.StackName, Stack.Parameters);

    public TargetEnvironment Environment => Stack.Environment;

    public string Name => Stack.Reference.DisplayName;

    public static async Task<StackTemplate> LoadAsync(PlannedStack stack, CancellationToken cancellationToken) =>
        new(stack, await TemplateDocument.LoadAsync(stack.Artifact.TemplateFile, cancellationToken));

    /// <summary>A stack in this one, by the pattern of its name.</summary>
    /// <param name="inner">One whose template there is.</param>
    public StackTemplate Around(NestedStack inner)
    {
        var reference = Stack.Reference;
        var given = Resources.First(resource => resource.LogicalId == inner.LogicalId).Properties["Parameters"];
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given as JsonObject ?? [])
            if (Values.Text(value) is { } text)
                parameters[name] = text;
        return new(
            Stack with
            {
                Reference = reference with
                {
                    DisplayName = $"{reference.DisplayName}/{inner.LogicalId}",
                    StackName = $"{reference.StackName}-{inner.LogicalId}-*",
                },
                Parameters = parameters,
            },
            inner.Template!
        );
    }

    /// <summary>Who acts for the stack: its deploy role, or whoever runs the deployment.</summary>
    public Actor DeployedBy(RequirementOptions options) =>
        Stack.RoleArn is { } arn ? new Actor.Role(arn) : options.ActorFor(RolePurpose.Deploy, Environment);

    /// <summary>What CloudFormation acts as: the execution role, or whoever deploys.</summary>
    public Actor ChangedBy(RequirementOptions options) =>
        ExecutionRoleArn is { } arn ? new Actor.Role(arn) : DeployedBy(options);

    public string? ExecutionRoleArn =>
        Stack.Artifact.CloudFormationExecutionRoleArn is { } arn ? Environment.Placeholders.Apply(arn) : null;

    public IEnumerable<(string LogicalId, string Type, JsonObject Properties)> Resources =>
        Document
            .Section("Resources")
            .Where(resource => resource.Value?["Type"] is not null)
            .Select(resource =>
                (
                    resource.Key,
                    resource.Value!["Type"]!.ToString(),
                    resource.Value["Properties"] as JsonObject ?? new JsonObject()
                )
            );

    /// <summary>The names of the SSM parameters that the template's own parameters are read from.</summary>
    public IEnumerable<string> SsmParameters =>
        Document
            .Section("Parameters")
            .Where(parameter =>
                parameter.Value?["Type"]?.ToString().StartsWith("AWS::SSM::Parameter::", StringComparison.Ordinal)
                == true
            )
            .Select(parameter =>
                Stack.Parameters.GetValueOrDefault(parameter.Key) ?? parameter.Value?["Default"]?.ToString()
            )
            .OfType<string>();
}
