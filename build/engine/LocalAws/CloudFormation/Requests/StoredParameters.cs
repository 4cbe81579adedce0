using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.Requests;

/// <summary>Looks up the parameters whose values are names in Systems Manager (ssm:GetParameters).</summary>
sealed class StoredParameters(AwsServices services, string region)
{
    public IReadOnlyList<ParameterSetting> LookUp(
        Template template,
        IReadOnlyList<ParameterSetting> settings,
        Func<Caller> reader
    )
    {
        var names = settings
            .Where(setting => ParameterResolution.IsStored(template.Parameters[setting.Key]))
            .Select(setting => setting.Value)
            .Where(name => !Unknown.IsIn(name))
            .Distinct()
            .ToList();
        if (names.Count == 0)
            return settings;
        var found = services
            .Parameters.GetMany(reader(), region, names)
            .Where(entry => entry.Version is not null)
            .ToDictionary(entry => entry.Selector, entry => entry.Version!, StringComparer.Ordinal);
        var missing = names.Where(name => !found.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw new TemplateException(
                $"Unable to fetch parameters [{string.Join(",", missing)}] from parameter store for this account."
            );
        var secure = names.FirstOrDefault(name => found[name].Type == "SecureString");
        if (secure is not null)
            throw new TemplateException(
                $"Parameters [{secure}] referenced by template have types not supported by CloudFormation."
            );
        return
        [
            .. settings.Select(setting =>
                ParameterResolution.IsStored(template.Parameters[setting.Key])
                && found.TryGetValue(setting.Value, out var stored)
                    ? setting with
                    {
                        ResolvedValue = stored.Value,
                    }
                    : setting
            ),
        ];
    }
}
