using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Functions;

/// <summary>FunctionUrlConfig: a URL, and where nobody has to sign for it, the permissions for everybody.</summary>
static class FunctionUrls
{
    static readonly Dictionary<string, string> kinds = new(StringComparer.Ordinal)
    {
        ["AllowOrigins"] = "list",
        ["AllowMethods"] = "list",
        ["AllowCredentials"] = "bool",
        ["AllowHeaders"] = "list",
        ["ExposeHeaders"] = "list",
        ["MaxAge"] = "int",
    };

    public static void Add(
        SourceResource source,
        GeneratedResource function,
        GeneratedResource? alias,
        List<GeneratedResource> made
    )
    {
        if (source.Map("FunctionUrlConfig") is not { Count: > 0 } config)
            return;
        Check(source, config);
        var target = (alias ?? function).Reference;
        made.Add(
            new GeneratedResource($"{source.LogicalId}Url", "AWS::Lambda::Url", source.PassedAttributes).With(
                ("TargetFunctionArn", target),
                ("AuthType", config["AuthType"]),
                ("Cors", config["Cors"].IsGiven() ? config["Cors"] : null),
                ("InvokeMode", config["InvokeMode"])
            )
        );
        if (config["AuthType"].Text() != "NONE" || config.IsCall())
            return;
        made.Add(Permission("UrlPublicPermissions", "lambda:InvokeFunctionUrl").With(("FunctionUrlAuthType", "NONE")));
        made.Add(
            Permission("URLInvokeAllowPublicAccess", "lambda:InvokeFunction").With(("InvokedViaFunctionUrl", true))
        );

        GeneratedResource Permission(string suffix, string action) =>
            new GeneratedResource(source.LogicalId + suffix, "AWS::Lambda::Permission", source.PassedAttributes).With(
                ("Action", action),
                ("FunctionName", target),
                ("Principal", "*")
            );
    }

    static void Check(SourceResource source, JsonObject config)
    {
        if (config.IsCall())
            return;
        if (!config["AuthType"].IsCall() && config["AuthType"].Text() is not ("AWS_IAM" or "NONE"))
            throw source.Error(
                "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE."
            );
        if (!config["Cors"].IsGiven() || config["Cors"].IsCall())
            return;
        foreach (var (name, value) in source.RequireMap(config["Cors"], "FunctionUrlConfig.Cors"))
        {
            if (!kinds.TryGetValue(name, out var kind))
                throw source.Error($"{name} is not a valid property for configuring Cors.");
            var isRight = kind switch
            {
                "list" => value is JsonArray,
                "bool" => value.Flag() is not null,
                _ => value?.GetValueKind() is JsonValueKind.Number,
            };
            if (!isRight && !value.IsCall())
                throw source.Error($"{name} must be of type {kind}.");
        }
    }
}
