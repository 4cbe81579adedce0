using System.Text.Json.Nodes;
using Deployment.Stacks;

namespace Deployment.Bootstrapping.WebIdentities;

/// <summary>The template of the roles: each trusts tokens by issuer, audience and subject, and may assume the roles that it names.</summary>
static class WebIdentityTemplate
{
    /// <summary>Whether the stack makes the provider: an account has one of each issuer, which others may have made.</summary>
    public const string MakesProvider = "MakesProvider";

    /// <summary>The most managed policies that a role has without a raised quota.</summary>
    const int MostPolicies = 10;

    /// <exception cref="BuildException">A role is to assume more roles than its policies can name.</exception>
    public static BootstrapTemplate Of(WebIdentityOptions options)
    {
        var resources = new JsonObject
        {
            ["Provider"] = new JsonObject
            {
                ["Type"] = "AWS::IAM::OIDCProvider",
                ["Condition"] = MakesProvider,
                // Others may have come to rely on it.
                ["DeletionPolicy"] = "Retain",
                ["UpdateReplacePolicy"] = "Retain",
                ["Properties"] = new JsonObject
                {
                    ["Url"] = options.Issuer,
                    ["ClientIdList"] = new JsonArray(options.Audience),
                },
            },
        };
        for (var index = 0; index < options.Roles.Count; index++)
            Add(resources, options, options.Roles[index], $"Role{index}");
        var document = new JsonObject
        {
            ["Description"] =
                "The roles of a build system outside AWS: each is opened by tokens of one issuer, for the subjects that it names.",
            ["Parameters"] = new JsonObject
            {
                [MakesProvider] = new JsonObject
                {
                    ["Type"] = "String",
                    ["AllowedValues"] = new JsonArray("true", "false"),
                },
            },
            ["Conditions"] = new JsonObject
            {
                [MakesProvider] = new JsonObject { ["Fn::Equals"] = new JsonArray(Ref(MakesProvider), "true") },
            },
            ["Resources"] = resources,
            ["Outputs"] = new JsonObject
            {
                ["BootstrapVersion"] = new JsonObject
                {
                    ["Description"] = "Rises with every change of this template's form.",
                    ["Value"] = "1",
                },
            },
        };
        var template = new TemplateDocument(document.ToJsonString());
        return template.FitsInBody
            ? new BootstrapTemplate(template)
            : throw TooMany(
                $"The roles of stack {WebIdentityOptions.StackName} are to assume more roles than its template can name"
            );
    }

    static void Add(JsonObject resources, WebIdentityOptions options, WebIdentityRole role, string id)
    {
        resources[id] = new JsonObject
        {
            ["Type"] = "AWS::IAM::Role",
            ["DependsOn"] = new JsonArray("Provider"),
            ["Properties"] = new JsonObject
            {
                ["RoleName"] = role.Name,
                ["Description"] = role.Description,
                ["MaxSessionDuration"] = (int)role.LongestSession.TotalSeconds,
                ["AssumeRolePolicyDocument"] = WebIdentityTrust.Of(
                    options,
                    role,
                    new JsonObject { ["Fn::Sub"] = options.ProviderIn("${AWS::Partition}", "${AWS::AccountId}") }
                ),
            },
        };
        var policies = AssumedRoles.PoliciesOf(role.Assumes);
        if (policies.Count > MostPolicies)
            throw TooMany($"Role {role.Name} is to assume more roles than {MostPolicies} policies can name");
        for (var index = 0; index < policies.Count; index++)
            resources[$"{id}Policy{index}"] = new JsonObject
            {
                ["Type"] = "AWS::IAM::ManagedPolicy",
                ["Properties"] = new JsonObject
                {
                    ["Description"] = role.Description,
                    ["Roles"] = new JsonArray(Ref(id)),
                    ["PolicyDocument"] = Document([.. policies[index]]),
                },
            };
    }

    static BuildException TooMany(string what) =>
        new(
            new Finding(
                FindingCodes.TooManyRoles,
                what,
                "let the chains lead through one role of the CI/CD account: credentials.chains in build/settings.json"
            ),
            BuildException.WrongInput
        );

    static JsonObject Document(JsonArray statements) =>
        new() { ["Version"] = "2012-10-17", ["Statement"] = statements };

    static JsonObject Ref(string name) => new() { ["Ref"] = name };
}
