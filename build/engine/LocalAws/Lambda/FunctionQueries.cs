using System.Text.Json.Nodes;
using Iam;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Worlds;

namespace LocalAws.Lambda;

/// <summary>What Lambda tells of the functions that CloudFormation made, with their versions, aliases and permissions.</summary>
public sealed class FunctionQueries
{
    const string Function = "AWS::Lambda::Function";
    const string Version = "AWS::Lambda::Version";
    const string Alias = "AWS::Lambda::Alias";
    const string Permission = "AWS::Lambda::Permission";
    const string Latest = "$LATEST";
    readonly World _world;
    readonly Authorizer _authorizer;

    internal FunctionQueries(World world, Authorizer authorizer) => (_world, _authorizer) = (world, authorizer);

    /// <summary>The account's functions.</summary>
    internal IReadOnlyList<RecordedResource> List(Caller caller, string region)
    {
        _authorizer.Demand(
            caller,
            new AccessQuestion("lambda:ListFunctions", "*", region) { ResourceAccount = caller.Account }
        );
        return Of(caller.Account, region, Function, "");
    }

    /// <summary>A function, with the version that it is told as.</summary>
    internal (RecordedResource Function, string Version, string Arn) Get(
        Caller caller,
        string region,
        string action,
        string name,
        string? qualifier = null
    )
    {
        var parsed = FunctionName.Parse(caller.Account, region, name, qualifier);
        var function = _world.HasAccount(parsed.Account)
            ? Records(parsed.Account, parsed.Region).Find($"{Function}/{parsed.Name}")
            : null;
        var arn = parsed.Qualifier is { } part ? $"{parsed.Arn}:{part}" : parsed.Arn;
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, arn, parsed.Region)
            {
                ResourcePolicy =
                    function is not null && PolicyOf(parsed) is { } policy
                        ? new(parsed.Name, PolicyKind.Resource, PolicyDocument.Parse(policy, PolicyKind.Resource))
                        : null,
            }.WithResourceTags(function?.Tags ?? TagChange.None)
        );
        if (function is null || VersionOf(parsed) is not { } version)
            throw LambdaErrors.NotFound($"Function not found: {arn}");
        return (function, version, arn);
    }

    /// <summary>The policy that the permissions of a function are.</summary>
    internal string GetPolicy(Caller caller, string region, string name, string? qualifier)
    {
        Get(caller, region, "lambda:GetPolicy", name, qualifier);
        return PolicyOf(FunctionName.Parse(caller.Account, region, name, qualifier))
            ?? throw LambdaErrors.NotFound("The resource you requested does not exist.");
    }

    /// <summary>The numbers of a function's versions, oldest first.</summary>
    internal IReadOnlyList<string> VersionsOf(RecordedResource function) =>
        [
            .. Of(Arns.AccountOf(function.Arn), Arns.RegionOf(function.Arn), Version, function.Identifier + ":")
                .Select(version => version.Identifier.Split(':')[^1])
                .OrderBy(number => number.Length)
                .ThenBy(number => number, StringComparer.Ordinal),
        ];

    /// <summary>The record of a version of a function, or of the function itself.</summary>
    internal RecordedResource RecordOf(RecordedResource function, string version) =>
        Records(Arns.AccountOf(function.Arn), Arns.RegionOf(function.Arn))
            .Find($"{Version}/{function.Identifier}:{version}")
        ?? function;

    /// <summary>A function's aliases.</summary>
    internal IReadOnlyList<RecordedResource> AliasesOf(RecordedResource function) =>
        Of(Arns.AccountOf(function.Arn), Arns.RegionOf(function.Arn), Alias, function.Identifier + ":");

    Table<RecordedResource> Records(string account, string region) =>
        _world.Table(RecordedTables.Records, account, region);

    IReadOnlyList<RecordedResource> Of(string account, string region, string type, string prefix) =>
        [.. Records(account, region).Range($"{type}/{prefix}", null, int.MaxValue).Select(pair => pair.Value)];

    /// <summary>The version that a qualifier names, itself or as an alias; null where there is none.</summary>
    string? VersionOf(FunctionName name)
    {
        if (name.Qualifier is null or Latest)
            return Latest;
        var records = Records(name.Account, name.Region);
        if (records.Find($"{Version}/{name.Name}:{name.Qualifier}") is not null)
            return name.Qualifier;
        return records.Find($"{Alias}/{name.Name}:{name.Qualifier}")?.Properties.Text("FunctionVersion");
    }

    string? PolicyOf(FunctionName name)
    {
        var resource = name.Qualifier is null ? name.Arn : $"{name.Arn}:{name.Qualifier}";
        var statements = Of(name.Account, name.Region, Permission, "")
            .Where(permission =>
                FunctionName.Parse(name.Account, name.Region, permission.Properties.Text("FunctionName")!, null)
                    is var of
                && of.Name == name.Name
                && of.Qualifier == name.Qualifier
            )
            .Select(permission => PermissionStatement.Of(permission, resource))
            .ToArray<JsonNode?>();
        return statements.Length == 0
            ? null
            : new JsonObject
            {
                ["Version"] = "2012-10-17",
                ["Id"] = "default",
                ["Statement"] = new JsonArray(statements),
            }.ToJsonString();
    }
}
