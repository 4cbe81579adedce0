using System.Text.Json;
using LocalAws.CodeBuild.Buildspecs;
using LocalAws.CodeBuild.Projects;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Runs;

/// <summary>Reads the variables of a build that are kept in Systems Manager and Secrets Manager, with the permissions of the service role.</summary>
sealed class SecretVariables(AwsServices services, Caller role, string region, LogMask mask)
{
    /// <summary>All variables by name: those of the buildspec, the project's and the request's over them.</summary>
    /// <param name="secrets">The names of those whose values are secret.</param>
    public Dictionary<string, string> Resolve(
        Buildspec buildspec,
        IReadOnlyList<EnvironmentVariable> given,
        ISet<string> secrets
    )
    {
        var all = buildspec
            .Variables.Select(pair => new EnvironmentVariable(pair.Key, pair.Value))
            .Concat(
                buildspec.Parameters.Select(pair => new EnvironmentVariable(pair.Key, pair.Value, "PARAMETER_STORE"))
            )
            .Concat(buildspec.Secrets.Select(pair => new EnvironmentVariable(pair.Key, pair.Value, "SECRETS_MANAGER")))
            .Concat(given);
        var last = new Dictionary<string, EnvironmentVariable>(StringComparer.Ordinal);
        foreach (var variable in all)
            last[variable.Name] = variable;
        var resolved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in last.Values)
        {
            resolved[variable.Name] = ValueOf(variable);
            if (variable.Type == "PLAINTEXT")
                continue;
            secrets.Add(variable.Name);
            mask.Hide(resolved[variable.Name]);
        }
        return resolved;
    }

    string ValueOf(EnvironmentVariable variable) =>
        variable.Type switch
        {
            "PARAMETER_STORE" => Parameter(variable.Value),
            "SECRETS_MANAGER" => Secret(SecretReference.Parse(variable.Value)),
            _ => variable.Value,
        };

    string Parameter(string name)
    {
        try
        {
            var (_, _, version) = services.Parameters.GetMany(role, region, [name])[0];
            if (version is null)
                throw new AwsException("ParameterNotFound", $"parameter does not exist: {name}");
            return services.Parameters.Decrypt(role, region, version);
        }
        catch (AwsException error)
        {
            throw new PhaseException("Decrypted Variables Error", $"{Code(error)}: {error.Message}");
        }
    }

    string Secret(SecretReference reference)
    {
        try
        {
            var (_, version) = services.Secrets.GetValue(
                role,
                region,
                reference.Id,
                reference.VersionId,
                reference.Stage
            );
            var text = version.Text ?? throw new AwsException("InvalidRequestException", "the secret is not a string");
            return reference.JsonKey is null ? text : Member(text, reference.JsonKey);
        }
        catch (AwsException error)
        {
            throw new PhaseException("Secrets Manager Error Message", $"{Code(error)}: {error.Message}");
        }
    }

    static string Member(string json, string key)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(key, out var member)
            )
                return member.ValueKind == JsonValueKind.String ? member.GetString()! : member.GetRawText();
        }
        catch (JsonException)
        {
            throw new AwsException("InvalidRequestException", "the secret is not JSON");
        }
        throw new AwsException("InvalidRequestException", $"the secret has no key {key}");
    }

    static string Code(AwsException error) => error is AccessDeniedException ? "AccessDeniedException" : error.Code;
}
