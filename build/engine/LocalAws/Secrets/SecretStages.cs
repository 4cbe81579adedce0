using System.Text;
using LocalAws.Protocol;

namespace LocalAws.Secrets;

/// <summary>The versions of a secret and the stages that name them (Secrets Manager User Guide, "What's in a secret").</summary>
static class SecretStages
{
    public const string Current = "AWSCURRENT";
    const string Previous = "AWSPREVIOUS";
    const string Pending = "AWSPENDING";

    /// <summary>So many versions are kept, those without a stage too (Secrets Manager User Guide, "What's in a secret", Version).</summary>
    const int Most = 100;
    const int LongestValue = 65536;

    /// <summary>The secret with a version more; the same request once more changes nothing.</summary>
    public static Secret WithVersion(Secret secret, NewSecret request, IReadOnlyList<string> stages, DateTimeOffset now)
    {
        var (text, binary) = (request.Text, request.Binary);
        if ((text is null ? binary?.Length ?? 0 : Encoding.UTF8.GetByteCount(text)) > LongestValue)
            throw new AwsException("InvalidParameterException", "The secret value is longer than 65536 bytes.");
        var id = request.ClientToken ?? Guid.NewGuid().ToString();
        if (secret.Versions.FirstOrDefault(version => version.Id == id) is { } same)
        {
            return same.HasValue(text, binary)
                ? secret with
                {
                    Versions = [.. secret.Versions.Where(version => version.Id != id), same],
                }
                : throw TokenInUse(secret, id);
        }
        // A secret's first version is its current one, whatever else it is.
        if (secret.Versions.Count == 0 && !stages.Contains(Current))
            stages = [.. stages, Current];
        var kept = secret.Versions.Select(version => version with { Stages = Without(version, stages) });
        var made = new SecretVersion(id, text, binary, stages, now) { KeyId = secret.KeyOfNewVersions };
        return secret with { Changed = now, Versions = Limited([.. kept, made]) };
    }

    /// <summary>The secret with a stage moved from one version to another, or removed where there is no other.</summary>
    public static Secret Move(Secret secret, string stage, string? from, string? to)
    {
        var holder = secret.Versions.FirstOrDefault(version => version.Stages.Contains(stage))?.Id;
        if (to is not null && secret.Versions.All(version => version.Id != to))
        {
            throw new AwsException(
                "ResourceNotFoundException",
                $"Secrets Manager can't find the specified secret version: {to}."
            );
        }
        if (holder is not null && holder != to && from != holder)
        {
            throw new AwsException(
                "InvalidParameterException",
                from is null
                    ? $"The parameter RemoveFromVersionId can't be empty. Staging label {stage} is currently attached to version {holder}, so you must explicitly reference that version in RemoveFromVersionId."
                    : $"Staging label {stage} is currently attached to version {holder}, not to version {from}."
            );
        }
        if (stage == Current && to is null)
        {
            throw new AwsException(
                "InvalidParameterException",
                "You can't remove the staging label AWSCURRENT, only move it."
            );
        }
        // What becomes current is previous no more.
        string[] replaced = stage == Current ? [stage, Previous] : [stage];
        var versions = secret.Versions.Select(version =>
            version with
            {
                Stages = version.Id == to ? [.. version.Stages.Except(replaced), stage] : Without(version, [stage]),
            }
        );
        return secret with { Versions = Limited([.. versions]) };
    }

    /// <summary>The versions without the oldest of those that no stage names, where there are too many.</summary>
    static List<SecretVersion> Limited(List<SecretVersion> versions)
    {
        while (versions.Count > Most && versions.FindIndex(version => version.Stages.Count == 0) is var oldest and >= 0)
            versions.RemoveAt(oldest);
        return versions;
    }

    /// <summary>A token names a version with another value.</summary>
    public static AwsException TokenInUse(Secret secret, string token) =>
        new(
            "ResourceExistsException",
            $"You can't use ClientRequestToken {token} because that value is already in use for a version of secret {secret.Arn}."
        );

    /// <summary>The stages that a version keeps where another gets these; what was current becomes previous.</summary>
    static List<string> Without(SecretVersion version, IReadOnlyList<string> taken)
    {
        var stages = version.Stages.Except(taken).ToList();
        if (!taken.Contains(Current))
            return stages;
        stages.Remove(Previous);
        if (version.Stages.Contains(Current))
        {
            // What was pending when it became current is done with.
            stages.Remove(Pending);
            stages.Add(Previous);
        }
        return stages;
    }
}
