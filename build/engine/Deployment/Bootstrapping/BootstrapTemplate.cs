using System.Globalization;
using System.Text.Json.Nodes;
using Deployment.NextActions;
using Deployment.Stacks;

namespace Deployment.Bootstrapping;

/// <summary>CDK's bootstrap template with what it says about itself. Read once, it serves every environment.</summary>
public sealed class BootstrapTemplate(TemplateDocument document)
{
    /// <summary>What the template is called that declares no variant.</summary>
    const string DefaultVariant = "AWS CDK: Default Resources";

    public TemplateDocument Document => document;

    /// <summary>From the output, or from the resource that holds it for deployments to read.</summary>
    public int Version =>
        Number(document.Section("Outputs")["BootstrapVersion"]?["Value"])
        ?? Number(document.Section("Resources")["CdkBootstrapVersion"]?["Properties"]?["Value"])
        ?? 0;

    public string Variant =>
        document.Section("Parameters")["BootstrapVariant"]?["Default"]?.ToString() ?? DefaultVariant;

    internal bool Accepts(string parameter) => document.Section("Parameters").ContainsKey(parameter);

    /// <param name="file">lib/api/bootstrap/bootstrap-template.yaml of the installed aws-cdk package.</param>
    /// <exception cref="BuildException">There is no such file.</exception>
    public static async Task<BootstrapTemplate> LoadAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new BuildException(
                new Finding(
                    FindingCodes.BootstrapTemplateNotFound,
                    $"CDK's bootstrap template is not at {file}",
                    $"{BuildCommand.Install()}  (it is part of the aws-cdk package)"
                )
            );
        return new BootstrapTemplate(await TemplateDocument.LoadAsync(file, cancellationToken));
    }

    static int? Number(JsonNode? node) =>
        int.TryParse(node?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
