using Deployment;
using Deployment.Assemblies;
using Deployment.Stacks;
using Iam.ManagedPolicies;
using Serverless;

namespace Diagnosis.Templates;

/// <summary>
/// Templates as CloudFormation processes them, as far as that is known here: the permissions of a stack are those of the
/// resources that the transform AWS::Serverless-2016-10-31 makes.
/// </summary>
static class ProcessedTemplates
{
    /// <summary>The template itself where it has no such transform, or where the transform fails, as the deployment will tell.</summary>
    public static TemplateDocument Of(TemplateDocument template, PlannedStack stack)
    {
        if (
            !template.Text.Contains(ServerlessTransform.Name, StringComparison.Ordinal)
            || !template.Transforms.Contains(ServerlessTransform.Name)
        )
            return template;
        var environment = stack.Environment;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var declared in template.Parameters)
            if (
                !declared.Type.Contains("List", StringComparison.Ordinal)
                && (stack.Parameters.GetValueOrDefault(declared.Name) ?? declared.Default) is { } value
            )
                parameters[declared.Name] = value;
        try
        {
            var processed = ServerlessTransform.Process(
                template.Content,
                new ServerlessOptions
                {
                    Region = environment.Region,
                    Partition = environment.Partition,
                    Parameters = parameters,
                    ManagedPolicyArn = name => ManagedPolicyCatalog.ArnOf(name, environment.Partition),
                }
            );
            return new TemplateDocument(processed.ToJsonString());
        }
        catch (ServerlessException)
        {
            return template;
        }
    }
}
