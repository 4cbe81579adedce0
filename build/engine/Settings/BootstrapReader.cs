using System.Text.Json;

namespace Settings;

/// <summary>Reads how environments are bootstrapped: for all of them, and where one differs.</summary>
static class BootstrapReader
{
    public static BootstrapSettings Read(JsonReader json)
    {
        var settings = ReadOptional(json);
        if (json["executionPolicies"].IsMissing || settings.ExecutionPolicies.Count == 0)
            json.Problems.Add(
                json["executionPolicies"].Path,
                json["executionPolicies"].IsMissing ? "is missing" : "is empty",
                "name what CloudFormation may do: \"leastPrivilege\" for what the Cloud Assemblies need, or policies; "
                    + "arn:{partition}:iam::aws:policy/AdministratorAccess for everything"
            );
        return settings;
    }

    public static BootstrapSettings ReadOverride(JsonReader json) => json.IsMissing ? new() : ReadOptional(json);

    static BootstrapSettings ReadOptional(JsonReader json)
    {
        json = json.WithProperties(
            "executionPolicies",
            "trust",
            "trustForLookup",
            "permissionsBoundary",
            "key",
            "terminationProtection",
            "readOnlyRole",
            "readOnlyPolicies"
        );
        return new()
        {
            ExecutionPolicies = Policies(json["executionPolicies"]) ?? [],
            Trust = Texts(json["trust"], TextFormat.Account),
            TrustForLookup = Texts(json["trustForLookup"], TextFormat.Account),
            PermissionsBoundary = json["permissionsBoundary"].OptionalText(TextFormat.PolicyName),
            Key = json["key"].OptionalText(),
            TerminationProtection = json["terminationProtection"].OptionalFlag(),
            ReadOnlyRole = json["readOnlyRole"].OptionalFlag(),
            ReadOnlyPolicies = Texts(json["readOnlyPolicies"], TextFormat.PolicyArn),
        };
    }

    static IReadOnlyList<string>? Policies(JsonReader json) =>
        json.Element is { ValueKind: JsonValueKind.String }
            ? [json.Text(TextFormat.Word(BootstrapSettings.LeastPrivilege))]
            : Texts(json, TextFormat.PolicyArn);

    static IReadOnlyList<string>? Texts(JsonReader json, TextFormat shape) =>
        json.IsMissing ? null : [.. json.Items().Select(item => item.Text(shape))];
}
