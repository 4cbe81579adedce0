using System.Text.Json.Nodes;
using Iam.ManagedPolicies;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Protocol;
using Serverless;

namespace LocalAws.CloudFormation.Transforms;

/// <summary>
/// Processes a template by AWS's own transforms: what Fn::Transform includes first, then those of the section Transform in its
/// order, each with the caller's cloudformation:CreateChangeSet on it (User Guide, "Perform custom processing on CloudFormation
/// templates with template macros").
/// </summary>
sealed class TemplateTransforms(CloudFormationEnvironment environment, StackRepository repository, Caller caller)
{
    /// <summary>What has nothing to do in a template that does not use it.</summary>
    static readonly string[] secrets = ["AWS::SecretsManager-2020-07-23", "AWS::SecretsManager-2024-09-16"];
    const string BlueGreen = "AWS::CodeDeployBlueGreen";

    public static bool IsKnown(string name) =>
        name is LanguageExtensions.Name or ServerlessTransform.Name or IncludedSnippets.Name or BlueGreen
        || secrets.Contains(name);

    /// <summary>The template's text as CloudFormation processes it.</summary>
    /// <param name="text">The template as it was submitted.</param>
    /// <param name="scope">Its head, with the values of parameters.</param>
    /// <param name="cancellationToken">Stops reading snippets.</param>
    public async Task<string> ProcessAsync(string text, EvaluationScope scope, CancellationToken cancellationToken)
    {
        var root = TemplateText.Read(text);
        var declared = root["Transform"] switch
        {
            null => [],
            JsonArray list => [.. list],
            var one => new List<JsonNode?> { one },
        };
        root.Remove("Transform");
        var snippets = new IncludedSnippets(environment.Services, repository, caller, new Evaluator(scope));
        if (IncludedSnippets.IsIn(root))
        {
            Require(IncludedSnippets.Name);
            root = (JsonObject)(await snippets.ExpandAsync(root, cancellationToken))!;
        }
        var isExtended = false;
        foreach (var transform in declared)
        {
            var name = TemplateParser.TransformName(transform);
            Require(name);
            switch (name)
            {
                case LanguageExtensions.Name:
                    root = TemplateText.Read(LanguageExtensions.Process(root.ToJsonString(), scope));
                    isExtended = true;
                    break;
                case ServerlessTransform.Name:
                    root = Process(root, scope);
                    break;
                case IncludedSnippets.Name:
                    root = await snippets.AddAsync(root, transform, cancellationToken);
                    break;
                case not BlueGreen:
                    RefuseRotation(name, root);
                    break;
            }
        }
        // An empty list is what is left of the transform whose functions stay.
        if (isExtended)
            root["Transform"] = new JsonArray();
        else
            root.Remove("Transform");
        return root.ToJsonString();
    }

    void Require(string name)
    {
        var region = repository.Region;
        var shortName = name["AWS::".Length..];
        try
        {
            environment.Services.Authorizer.Demand(
                caller,
                region,
                "cloudformation:CreateChangeSet",
                $"arn:{Partitions.Of(region)}:cloudformation:{region}:aws:transform/{shortName}"
            );
        }
        catch (AwsException error)
        {
            throw new TransformException(error.Message);
        }
    }

    static JsonObject Process(JsonObject root, EvaluationScope scope)
    {
        try
        {
            return ServerlessTransform.Process(
                root,
                new ServerlessOptions
                {
                    Region = scope.Region,
                    Partition = scope.Partition,
                    Parameters = scope
                        .Parameters.Where(entry => entry.Value is JsonValue)
                        .ToDictionary(entry => entry.Key, entry => entry.Value.AsText(), StringComparer.Ordinal),
                    ManagedPolicyArn = name => ManagedPolicyCatalog.ArnOf(name, scope.Partition),
                }
            );
        }
        catch (ServerlessException error)
        {
            throw new TransformException($"Transform {ServerlessTransform.Name} failed with: {error.Message}");
        }
    }

    /// <summary>The transforms of Secrets Manager make the functions that rotate secrets, whose code is AWS's.</summary>
    static void RefuseRotation(string name, JsonObject root)
    {
        foreach (var (id, resource) in root["Resources"] as JsonObject ?? [])
            if (((resource as JsonObject)?["Properties"] as JsonObject)?.ContainsKey("HostedRotationLambda") == true)
                throw new TransformException(
                    $"Transform {name} failed with: HostedRotationLambda of resource {id} is not simulated"
                );
    }
}
