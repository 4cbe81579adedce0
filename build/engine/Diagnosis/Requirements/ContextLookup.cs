using System.Text.Json;
using Deployment;
using Deployment.Assemblies;

namespace Diagnosis.Requirements;

/// <summary>A value of the app's context that synthesis asks AWS for.</summary>
/// <param name="Key">The key in cdk.context.json.</param>
/// <param name="Provider">The kind of lookup: ssm, vpc-provider, hosted-zone ...</param>
/// <param name="Role">The lookup role, null where the app names none.</param>
public sealed record ContextLookup(string Key, string Provider, TargetEnvironment Environment, RoleReference? Role)
{
    /// <summary>The lookups that an assembly still waits for, and those whose values the context file keeps.</summary>
    /// <param name="contextFile">cdk.context.json's text, null where there is none.</param>
    public static IReadOnlyList<ContextLookup> Of(CloudAssembly assembly, string? contextFile)
    {
        var missing = assembly.Missing.Select(entry => OfMissing(entry, assembly));
        var kept = KeysOf(contextFile).Select(key => OfKey(key, assembly));
        return [.. missing.Concat(kept).OfType<ContextLookup>().DistinctBy(lookup => lookup.Key)];
    }

    static ContextLookup? OfMissing(MissingContext entry, CloudAssembly assembly)
    {
        using var properties = JsonDocument.Parse(entry.Properties);
        if (Text("account") is not { } account || Text("region") is not { } region)
            return null;
        var environment = new TargetEnvironment(account, region);
        var role = Text("lookupRoleArn") is { Length: > 0 } arn
            ? new RoleReference(arn, Text("lookupRoleExternalId"))
            : RoleIn(environment, assembly);
        return new(entry.Key, entry.Provider, environment, role);

        string? Text(string name) =>
            properties.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
    }

    /// <summary>A key is the provider and the lookup's properties: "ssm:account=1:parameterName=/a:region=eu-west-1".</summary>
    static ContextLookup? OfKey(string key, CloudAssembly assembly)
    {
        var parts = key.Split(':');
        if (Value("account") is not { Length: 12 } account || Value("region") is not { Length: > 0 } region)
            return null;
        var environment = new TargetEnvironment(account, region);
        return new(key, parts[0], environment, RoleIn(environment, assembly));

        string? Value(string name) =>
            parts.FirstOrDefault(part => part.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];
    }

    static RoleReference? RoleIn(TargetEnvironment environment, CloudAssembly assembly) =>
        assembly
            .Stacks.FirstOrDefault(stack => stack.Environment == environment && stack.LookupRole is not null)
            ?.LookupRole?.Role;

    static IReadOnlyList<string> KeysOf(string? contextFile)
    {
        if (contextFile is null)
            return [];
        try
        {
            using var document = JsonDocument.Parse(contextFile);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(member => member.Name)]
                : [];
        }
        catch (JsonException exception)
        {
            throw new BuildException(
                new Finding(
                    FindingCodes.InvalidJson,
                    "cdk.context.json is not JSON",
                    [exception.Message],
                    "git checkout cdk.context.json in its folder, or delete it, then synthesize again"
                ),
                innerException: exception
            );
        }
    }
}
