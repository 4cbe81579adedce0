using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Signals;

/// <summary>
/// Signals that simulated resources would send, as their template says: an instance whose user data or metadata call cfn-signal,
/// or whatever is told the handle of a wait condition. Nothing runs on them, so that nobody else sends these.
/// </summary>
static partial class SimulatedSignals
{
    const string WaitCondition = "AWS::CloudFormation::WaitCondition";

    /// <summary>Whether other resources of the template, or the resource itself, would send what the resource waits for.</summary>
    public static bool AreFor(Template template, ResourceDeclaration resource)
    {
        if (resource.CreationPolicy is not null)
            return template.Resources.Values.SelectMany(PartsOf).Any(part => Sender().IsMatch(part.ToJsonString()));
        if (resource.Type != WaitCondition)
            return false;
        var handles = NamesIn(resource.Properties["Handle"]).ToHashSet(StringComparer.Ordinal);
        return template
            .Resources.Values.Where(other => other.Type != WaitCondition)
            .SelectMany(PartsOf)
            .SelectMany(NamesIn)
            .Any(handles.Contains);
    }

    static IEnumerable<JsonNode> PartsOf(ResourceDeclaration resource) =>
        resource.Metadata is { } metadata ? [resource.Properties, metadata] : [resource.Properties];

    static IEnumerable<string> NamesIn(JsonNode? node) =>
        TemplateReferences.Of(node).Select(reference => reference.Name);

    /// <summary>What sends signals: the helper script, the command of the AWS CLI, the call of an SDK.</summary>
    [GeneratedRegex("cfn-signal|signal[-_]resource|SignalResource")]
    private static partial Regex Sender();
}
