using System.Globalization;
using System.Text;
using LocalAws.CloudFormation.Parameters;

namespace LocalAws.CloudFormation.Templates;

/// <summary>CloudFormation's quotas of templates (User Guide, "Understand CloudFormation quotas").</summary>
static class TemplateLimits
{
    const int Resources = 500;
    const int Members = 200;
    const int NameLength = 255;
    const int DescriptionBytes = 1024;
    const int ParameterDescriptionLength = 4000;
    const int ParameterBytes = 4096;

    public static void Check(Template template)
    {
        CheckNames("parameters", "Parameter", Members, template.Parameters.Keys);
        CheckNames("mappings", "Mapping", Members, template.Mappings.Keys);
        foreach (var (name, mapping) in template.Mappings)
            CheckNames($"attributes of mapping {name}", "Mapping key", Members, mapping.Select(entry => entry.Key));
        CheckNames("resources", "Resource", Resources, template.Resources.Keys);
        CheckNames("outputs", "Output", Members, template.Outputs.Keys);
        if (Encoding.UTF8.GetByteCount(template.Description ?? "") > DescriptionBytes)
            throw Invalid($"'Description' length is greater than {DescriptionBytes}.");
        foreach (var parameter in template.Parameters.Values)
            if (parameter.Description?.Length > ParameterDescriptionLength)
                throw Invalid(
                    $"Parameter '{parameter.Name}' description length is greater than {ParameterDescriptionLength}."
                );
        foreach (var output in template.Outputs.Values)
            if (Encoding.UTF8.GetByteCount(output.Description ?? "") > DescriptionBytes)
                throw Invalid($"Output '{output.Name}' description length is greater than {DescriptionBytes}.");
    }

    public static void Check(IEnumerable<ParameterSetting> settings)
    {
        foreach (var setting in settings)
            if (Encoding.UTF8.GetByteCount(setting.Value) > ParameterBytes)
                throw new TemplateException($"Parameter '{setting.Key}' must be at most {ParameterBytes} bytes long.");
    }

    static void CheckNames(string what, string kind, int most, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count > most)
            throw Invalid($"Number of {what}, {all.Count}, is greater than maximum allowed, {most}");
        if (all.Find(name => name.Length > NameLength) is { } name)
            throw Invalid($"{kind} name {name} is longer than {NameLength} characters.");
    }

    static TemplateException Invalid(FormattableString problem) =>
        new($"Template format error: {problem.ToString(CultureInfo.InvariantCulture)}");
}
