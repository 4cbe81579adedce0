using System.Text.Json.Nodes;
using Serverless.Functions;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Translations;

/// <summary>AWS::Serverless::Application: a nested stack. Those of the AWS Serverless Application Repository are refused by name.</summary>
static class ApplicationTranslation
{
    public static IReadOnlyList<GeneratedResource> Translate(SourceResource source)
    {
        if (source["Location"] is JsonObject location)
        {
            foreach (var key in new[] { "ApplicationId", "SemanticVersion" })
                if (!location.ContainsKey(key))
                    throw source.Error($"Resource is missing the required [{key}] property.");
            throw source.Error(
                $"Application {location["ApplicationId"].Written()} is of the AWS Serverless Application Repository, which is not simulated"
            );
        }
        return
        [
            new GeneratedResource(
                source.LogicalId,
                "AWS::CloudFormation::Stack",
                source.PassedAttributes,
                source.DependsOn
            ).With(
                ("TemplateURL", source["Location"]),
                ("Parameters", source["Parameters"]),
                ("NotificationARNs", source["NotificationARNs"]),
                ("TimeoutInMinutes", source["TimeoutInMinutes"]),
                ("Tags", FunctionTranslation.TagsOf(source))
            ),
        ];
    }
}
