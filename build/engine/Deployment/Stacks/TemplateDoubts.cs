using System.Text.RegularExpressions;

namespace Deployment.Stacks;

/// <summary>
/// Why a template's text does not tell what it amounts to: values that CloudFormation fetches when it makes a change set.
/// A secret behind a secretsmanager reference is none of them: it is fetched only when the resource changes anyway
/// (User Guide, "Get a secret or secret value from Secrets Manager"), and an export in use cannot change.
/// </summary>
static partial class TemplateDoubts
{
    /// <summary>The one transform that follows from the template's text alone.</summary>
    const string Pure = "AWS::LanguageExtensions";

    /// <summary>Empty when the text tells all.</summary>
    public static IReadOnlyList<string> Of(StackSpecification wanted) =>
        [.. Of(wanted.Template), .. wanted.Nested.SelectMany(nested => Of(nested, nested.LogicalId))];

    /// <summary>What the stack becomes may depend on what other stacks are then.</summary>
    public static bool ReadsOthers(StackSpecification wanted) =>
        Of(wanted).Count > 0 || Imports(wanted.Template) || wanted.Nested.Any(Imports);

    static IEnumerable<string> Of(NestedStack nested, string path) =>
        nested.Template is null
            ? [$"the template of nested stack {path} is not in the Cloud Assembly"]
            :
            [
                .. Of(nested.Template).Select(doubt => $"in nested stack {path}: {doubt}"),
                .. nested.Nested.SelectMany(inner => Of(inner, $"{path}/{inner.LogicalId}")),
            ];

    static IEnumerable<string> Of(TemplateDocument template)
    {
        foreach (var parameter in template.Parameters.Where(parameter => parameter.MayHaveChanged))
            yield return $"parameter {parameter.Name} has its value from the SSM parameter store";
        if (template.DependsOnMacros)
            yield return "macros and included files may give something else than before";
        foreach (
            var name in template.Transforms.Where(name =>
                name.StartsWith("AWS::", StringComparison.Ordinal) && name != Pure
            )
        )
            yield return $"transform {name} may give something else than before";
        if (template.Text.Contains("GetStackOutput", StringComparison.Ordinal))
            yield return "Fn::GetStackOutput reads what another stack gives out";
        foreach (var name in StoreReference().Matches(template.Text).Select(match => match.Value).Distinct())
            yield return $"{name.TrimStart('{')} names no version of an SSM parameter";
    }

    static bool Imports(NestedStack nested) =>
        (nested.Template is { } template && Imports(template)) || nested.Nested.Any(Imports);

    static bool Imports(TemplateDocument template) => template.Text.Contains("ImportValue", StringComparison.Ordinal);

    /// <summary>A reference to the parameter store without a version at its end; names may be put together by functions.</summary>
    [GeneratedRegex(@"\{\{resolve:ssm(-secure)?:(?![^{}""':]+:[0-9]+\}\})[^{}""':]*", RegexOptions.CultureInvariant)]
    private static partial Regex StoreReference();
}
