using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Requests;

/// <summary>Checks the names of a template's exports, which are known before there are resources.</summary>
/// <remarks>CloudFormation User Guide, "Outputs section structure reference".</remarks>
static partial class ExportNames
{
    public static void Check(StackModel model)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var twice = new List<string>();
        foreach (var output in model.Template.Outputs.Values)
        {
            if (output.ExportName is not { } name)
                continue;
            if (DependsOnOthers(model.Template, name))
                throw Malformed(
                    output,
                    "  The Name field of Export must not depend on any resources, imported values, or Fn::GetAZs."
                );
            if (!model.Evaluator.IsIncluded(output.Condition, unknown: false))
                continue;
            var text = model.Evaluator.Evaluate(name)?.AsText() ?? "";
            if (Unknown.IsIn(text))
                continue;
            if (!Name().IsMatch(text))
                throw Malformed(
                    output,
                    " The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens."
                );
            if (!seen.Add(text))
                twice.Add(text);
        }
        if (twice.Count > 0)
            throw new TemplateException(
                $"Template format error: The Outputs section contains duplicate Export names: [{string.Join(", ", twice.Distinct())}]. Specify a unique name for each export."
            );
    }

    static bool DependsOnOthers(Template template, JsonNode name) =>
        TemplateReferences.Of(name).Any(reference => template.Resources.ContainsKey(reference.Name))
        || Calls(name).Any(function => function is "Fn::ImportValue" or "Fn::GetAZs");

    static IEnumerable<string> Calls(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(entry => Calls(entry.Value).Prepend(entry.Key)),
            JsonArray list => list.SelectMany(Calls),
            _ => [],
        };

    static TemplateException Malformed(OutputDeclaration output, string why) =>
        new($"Template format error: Output {output.Name} is malformed.{why}");

    [GeneratedRegex("^[A-Za-z0-9:-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
