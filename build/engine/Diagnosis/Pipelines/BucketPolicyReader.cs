using System.Text.Json.Nodes;
using Diagnosis.Templates;
using Iam;

namespace Diagnosis.Pipelines;

static class BucketPolicyReader
{
    /// <summary>The policies of the template's buckets, by the buckets' names.</summary>
    public static IReadOnlyDictionary<string, UncertainPolicy> Read(TemplateValues values)
    {
        var policies = new Dictionary<string, UncertainPolicy>(StringComparer.Ordinal);
        foreach (var resource in values.Resources.Where(resource => resource.Type == "AWS::S3::BucketPolicy"))
            if (
                values.Text(resource.Properties["Bucket"]) is { } bucket
                && values.Resolve(resource.Properties["PolicyDocument"]) is JsonObject document
            )
                policies[bucket] = UncertainPolicy.Parse(resource.LogicalId, PolicyKind.Resource, document);
        return policies;
    }
}
