using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Deployment.Assemblies;
using Diagnosis.Access;
using Diagnosis.Requirements;

namespace Build.Tests.Diagnosis.Access;

/// <summary>Both assemblies as this repository's apps synthesize them, the pipeline's template to be changed.</summary>
sealed class SynthesizedRepository : IDisposable
{
    public const string BuildRole = "BuildRole41B77417";
    public const string SelfMutationPolicy = "PipelineUpdatePipelineSelfMutationRoleDefaultPolicyA225DA4E";
    public const string ReleaseProject = "PipelineReleaseInfra99F5DD88";

    readonly TemporaryFolder folder = new();
    readonly string templateFile;

    public SynthesizedRepository()
    {
        var fixtures = Path.Combine(AppContext.BaseDirectory, "Diagnosis/Fixtures");
        foreach (var file in Directory.EnumerateFiles(fixtures, "*", SearchOption.AllDirectories))
            folder.Write(Path.GetRelativePath(fixtures, file), File.ReadAllText(file));
        templateFile = folder.At("pipeline/pipeline.template.json");
        Template = JsonNode.Parse(File.ReadAllText(templateFile))!.AsObject();
    }

    public JsonObject Template { get; }

    public JsonObject Resources => Template[nameof(Resources)]!.AsObject();

    /// <summary>The statements of the builds' own policy.</summary>
    public JsonArray Statements =>
        Resources[BuildRole]!["Properties"]!["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray();

    public JsonObject AssumeRoles => Statement("AssumeEnvironmentRoles");

    public RequirementOptions Options { get; init; } =
        new() { Cicd = new TargetEnvironment("123456789012", "eu-west-1") };

    public string? ReleasedContext { get; init; }

    public long? SourceSize { get; init; }

    public long? AssemblySize { get; init; }

    /// <summary>The stages of the pipeline, the last of which releases.</summary>
    public JsonArray Stages =>
        Resources.Single(resource => resource.Value!["Type"]!.ToString() == "AWS::CodePipeline::Pipeline").Value![
            "Properties"
        ]![nameof(Stages)]!.AsArray();

    public JsonObject Statement(string sid) =>
        Statements.Select(statement => statement!.AsObject()).Single(s => s["Sid"]?.ToString() == sid);

    public static string Role(string name, string account, string region) =>
        $"arn:aws:iam::{account}:role/cdk-hnb659fds-{name}-{account}-{region}";

    /// <summary>Takes a resource out of the list of roles that builds may assume.</summary>
    public void Forbid(string arn)
    {
        var resources = AssumeRoles["Resource"]!.AsArray();
        resources.Remove(resources.Single(item => item!.ToString() == arn));
    }

    public void ReplaceInBuildSpec(string before, string after)
    {
        var text = Resources[ReleaseProject]!.ToJsonString();
        Resources[ReleaseProject] = JsonNode.Parse(text.Replace(before, after, StringComparison.Ordinal));
    }

    public PipelineAccessInput Input()
    {
        File.WriteAllText(templateFile, Template.ToJsonString());
        return new(CloudAssembly.Load(folder.At("pipeline")), CloudAssembly.Load(folder.At("infra")), Options)
        {
            ReleasedContext = ReleasedContext,
            SourceSize = SourceSize,
            AssemblySize = AssemblySize,
            Environments = new Dictionary<string, TargetEnvironment>
            {
                ["account1"] = new("111111111111", "eu-west-1"),
                ["account2"] = new("222222222222", "us-east-1"),
            },
        };
    }

    public PipelineAccess Check() => PipelineAccess.Of(Input());

    public void Dispose() => folder.Dispose();
}
