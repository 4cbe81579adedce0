using System.Text.Json.Nodes;

namespace Deployment.Bootstrapping.WebIdentities;

/// <summary>The trust policies of the roles: tokens of one issuer, for one audience, of the subjects that a role names.</summary>
public static class WebIdentityTrust
{
    /// <summary>The policy's document.</summary>
    /// <param name="provider">The ARN of the issuer's provider, or what CloudFormation makes it of.</param>
    public static JsonObject Of(WebIdentityOptions options, WebIdentityRole role, JsonNode provider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(role);
        var condition = new JsonObject
        {
            ["StringEquals"] = new JsonObject { [$"{options.Name}:aud"] = options.Audience },
        };
        // A subject without * is held against the token letter by letter.
        var isPattern = role.Subjects.Any(subject => subject.IndexOfAny(['*', '?']) >= 0);
        if (isPattern)
            condition["StringLike"] = new JsonObject();
        condition[isPattern ? "StringLike" : "StringEquals"]![$"{options.Name}:sub"] = new JsonArray([
            .. role.Subjects.Select(subject => JsonValue.Create(subject)),
        ]);
        var statement = new JsonObject
        {
            ["Sid"] = "TokensOfTheseSubjects",
            ["Effect"] = "Allow",
            ["Action"] = "sts:AssumeRoleWithWebIdentity",
            ["Principal"] = new JsonObject { ["Federated"] = provider },
            ["Condition"] = condition,
        };
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) };
    }
}
