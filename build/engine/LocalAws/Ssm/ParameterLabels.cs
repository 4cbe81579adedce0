using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Ssm;

/// <summary>Labels of versions.</summary>
public sealed partial class ParameterOperations
{
    /// <summary>Moves labels to a version, the current one by default; returns its number and the labels that cannot be.</summary>
    public (long Version, IReadOnlyList<string> Invalid) Label(
        Caller caller,
        string region,
        string name,
        long? version,
        IReadOnlyList<string> labels
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(labels);
        Demand(caller, region, name, "ssm:LabelParameterVersion");
        var valid = labels.Where(ParameterRules.IsLabel).ToList();
        var changed = Parameters(caller, region)
            .Update(
                name,
                found =>
                    found is null ? throw new AwsException("ParameterNotFound", "") : found.WithLabels(version, valid)
            )!;
        return (version ?? changed.Current.Number, [.. labels.Except(valid)]);
    }

    /// <summary>Takes labels from a version; returns those that it had, and those that it had not.</summary>
    public (IReadOnlyList<string> Removed, IReadOnlyList<string> Invalid) Unlabel(
        Caller caller,
        string region,
        string name,
        long version,
        IReadOnlyList<string> labels
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(labels);
        Demand(caller, region, name, "ssm:UnlabelParameterVersion");
        IReadOnlyList<string> had = [];
        Parameters(caller, region)
            .Update(
                name,
                found =>
                {
                    var chosen =
                        (found ?? throw new AwsException("ParameterNotFound", "")).Versions.FirstOrDefault(candidate =>
                            candidate.Number == version
                        ) ?? throw ParameterRules.VersionNotFound(found.Name, version);
                    had = [.. chosen.Labels.Intersect(labels)];
                    return found with
                    {
                        Versions =
                        [
                            .. found.Versions.Select(candidate =>
                                candidate == chosen
                                    ? chosen with
                                    {
                                        Labels = [.. chosen.Labels.Except(labels)],
                                    }
                                    : candidate
                            ),
                        ],
                    };
                }
            );
        return (had, [.. labels.Except(had)]);
    }
}
