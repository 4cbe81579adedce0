using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deployment;
using Deployment.Stacks;

namespace Diagnosis.Secrets;

/// <summary>A secret that a template refers to; CloudFormation reads it as the execution role.</summary>
/// <param name="SecretId">Name or ARN.</param>
/// <param name="ResourceTypes">The types of the resources that refer to it.</param>
sealed record SecretReference(PlannedStack Stack, string SecretId, IReadOnlyList<string> ResourceTypes);

/// <summary>Finds the dynamic references to Secrets Manager in templates.</summary>
static partial class SecretReferences
{
    public static async Task<IReadOnlyList<SecretReference>> OfAsync(
        IEnumerable<PlannedStack> stacks,
        CancellationToken cancellationToken
    )
    {
        var references = new List<SecretReference>();
        foreach (var stack in stacks)
        {
            var template = await TemplateDocument.LoadAsync(stack.Artifact.TemplateFile, cancellationToken);
            references.AddRange(
                template
                    .Section("Resources")
                    .SelectMany(resource => Ids(resource.Value), (resource, id) => (id, resource.Value!["Type"]))
                    .GroupBy(entry => entry.id, entry => entry.Item2?.ToString() ?? "")
                    .Select(group => new SecretReference(stack, group.Key, [.. group.Distinct()]))
            );
        }
        return references;
    }

    static IEnumerable<string> Ids(JsonNode? resource) =>
        Reference().Matches(resource?.ToJsonString() ?? "").Select(match => match.Groups["id"].Value).Distinct();

    /// <summary>resolve:secretsmanager:secret-id:SecretString:json-key:..., where an ARN as the id has colons of its own.</summary>
    [GeneratedRegex(@"\{\{resolve:secretsmanager:(?<id>arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:}]+|[^:}]+)")]
    private static partial Regex Reference();
}
