using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Functions;

/// <summary>Which properties of a function go together.</summary>
static class FunctionRules
{
    static readonly (string One, string Other)[] exclusive =
    [
        ("CapacityProviderConfig", "ProvisionedConcurrencyConfig"),
        ("CapacityProviderConfig", "VpcConfig"),
    ];

    static readonly (string One, string Needed)[] dependent =
    [
        ("FunctionScalingConfig", "CapacityProviderConfig"),
        ("VersionDeletionPolicy", "AutoPublishAlias"),
    ];

    static readonly (string Property, string Name)[] notForTenants =
    [
        ("ProvisionedConcurrencyConfig", "Provisioned concurrency"),
        ("FunctionUrlConfig", "Function URL"),
        ("SnapStart", "SnapStart"),
    ];

    public static void Check(SourceResource source)
    {
        var wrong = exclusive
            .Where(pair => source[pair.One] is not null && source[pair.Other] is not null)
            .Select(pair => $"Cannot specify '{pair.One}' and '{pair.Other}' together.")
            .Concat(
                dependent
                    .Where(pair => source[pair.One] is not null && source[pair.Needed] is null)
                    .Select(pair => $"'{pair.One}' requires '{pair.Needed}'.")
            )
            .ToList();
        if (wrong.Count > 0)
            throw source.Error(string.Join('\n', wrong));
        if (source["VersionDeletionPolicy"].Text() is { } policy && policy is not ("Delete" or "Retain"))
            throw source.Error(
                "Property 'VersionDeletionPolicy' should be a one of the strings: 'Delete' or 'Retain'."
            );
        if (source.Map("DeadLetterQueue") is { Count: > 0 } letters)
            CheckDeadLetters(source, letters);
        if (source["TenancyConfig"].IsGiven())
            CheckTenancy(source);
        if (source["ProvisionedConcurrencyConfig"].IsGiven() && !source["AutoPublishAlias"].IsGiven())
            throw source.Error("To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function");
    }

    static void CheckDeadLetters(SourceResource source, JsonObject letters)
    {
        if (!letters["Type"].IsGiven() || !letters["TargetArn"].IsGiven())
            throw source.Error("'DeadLetterQueue' requires Type and TargetArn properties to be specified.");
        if (letters["Type"].Text() is not { } type)
            throw SpecificationException.Type(source.LogicalId, "DeadLetterQueue.Type", "string");
        if (type is not ("SQS" or "SNS"))
            throw source.Error("'DeadLetterQueue' requires Type of ['SQS', 'SNS']");
    }

    static void CheckTenancy(SourceResource source)
    {
        const string reason = "not supported for functions enabled with tenancy configuration.";
        foreach (var (property, name) in notForTenants)
            if (source[property].IsGiven())
                throw source.Error($"{name} is {reason}");
        foreach (var (_, entry) in source.Map("Events") ?? [])
            if ((entry as JsonObject)?["Type"].Text() is var type && type is not ("Api" or "HttpApi"))
                throw source.Error(
                    $"Event source '{type}' is {reason} Only Api and HttpApi event sources are supported."
                );
    }
}
