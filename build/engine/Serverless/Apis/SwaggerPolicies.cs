using System.Text.Json.Nodes;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>ResourcePolicy of a REST API: which accounts, addresses and networks may call a path.</summary>
static class SwaggerPolicies
{
    const string Action = "execute-api:Invoke";

    public static void Add(SwaggerDocument document, JsonObject policy, string path, JsonNode? stage)
    {
        var written = document.PolicyDocument;
        var resources = Resources(document, path, stage);
        Accounts(policy["AwsAccountWhitelist"], "Allow");
        Accounts(policy["AwsAccountBlacklist"], "Deny");
        Addresses(policy["IpRangeWhitelist"], "NotIpAddress");
        Addresses(policy["IpRangeBlacklist"], "IpAddress");
        Networks("Blacklist", "StringEquals");
        Networks("Whitelist", "StringNotEquals");

        void Accounts(JsonNode? accounts, string effect)
        {
            if (!accounts.IsGiven())
                return;
            if (accounts is not (JsonObject or JsonArray))
                throw ApiDocument.Invalid($"Type of '{accounts.Written()}' must be a list or dictionary");
            var statement = Map(
                ("Effect", effect),
                ("Action", Action),
                ("Resource", resources),
                ("Principal", Map(("AWS", ListOf(accounts.AsList()))))
            );
            written["Version"] = "2012-10-17";
            if (written["Statement"] is null)
                written["Statement"] = statement;
            else
                Append(written, [statement], isOnce: false);
        }

        void Addresses(JsonNode? addresses, string condition)
        {
            if (addresses.IsGiven())
                Deny(Map((condition, Map(("aws:SourceIp", ListOf(addresses.AsList()))))));
        }

        void Networks(string list, string condition)
        {
            var given = policy[$"SourceVpc{list}"];
            if (given is not null && given.AsList().Any(one => one.Text() is null))
                throw ApiDocument.Invalid(
                    $"SourceVpc{list} must be a list of strings. Use IntrinsicVpc{list} instead for values that use Intrinsic Functions"
                );
            var networks = given
                .AsList()
                .Where(one => Begins(one, "vpc-"))
                .Concat(policy[$"IntrinsicVpc{list}"].AsList());
            var endpoints = given
                .AsList()
                .Where(one => Begins(one, "vpce-"))
                .Concat(policy[$"IntrinsicVpce{list}"].AsList());
            var keys = new JsonObject();
            if (ListOf(networks) is { Count: > 0 } all)
                keys["aws:SourceVpc"] = all;
            if (ListOf(endpoints) is { Count: > 0 } others)
                keys["aws:SourceVpce"] = others;
            if (keys.Count > 0)
                Deny(Map((condition, keys)));
        }

        void Deny(JsonObject condition)
        {
            written["Version"] = "2012-10-17";
            var allow = Map(("Effect", "Allow"), ("Action", Action), ("Resource", resources), ("Principal", "*"));
            var deny = Map(
                ("Effect", "Deny"),
                ("Action", Action),
                ("Resource", resources),
                ("Principal", "*"),
                ("Condition", condition)
            );
            Append(written, [allow, deny], isOnce: true);
        }
    }

    public static void AddCustom(SwaggerDocument document, JsonNode? statements)
    {
        if (!statements.IsGiven())
            return;
        var written = document.PolicyDocument;
        written["Version"] = "2012-10-17";
        if (written["Statement"] is null)
            written.Put("Statement", statements);
        else
            Append(written, statements.AsList(), isOnce: true);
    }

    static void Append(JsonObject written, IReadOnlyList<JsonNode?> added, bool isOnce)
    {
        var all = written["Statement"].AsList().ToList();
        foreach (var statement in added)
            if (!isOnce || !all.Exists(other => Same(other, statement)))
                all.Add(statement);
        written["Statement"] = ListOf(all);
    }

    static bool Begins(JsonNode? node, string prefix) => node.Text()!.StartsWith(prefix, StringComparison.Ordinal);

    static JsonArray Resources(SwaggerDocument document, string path, JsonNode? stage) =>
        ListOf(
            document
                .ItemsOf(path)
                .SelectMany(item => item.Select(entry => entry.Key).ToList())
                .Select(method =>
                    Calls.Sub(
                        $"execute-api:/${{__Stage__}}/{(ApiDocument.Normalized(method) == ApiDocument.AnyMethod ? "*" : method.ToUpperInvariant())}{SwaggerDocument.Starred(path)}",
                        Map(("__Stage__", stage))
                    )
                )
        );
}
