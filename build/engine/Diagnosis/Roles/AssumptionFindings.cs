using System.Text.Json.Nodes;
using Amazon.Runtime;
using Deployment;

namespace Diagnosis.Roles;

/// <summary>The findings about roles that are not assumed, worded for the user.</summary>
static class AssumptionFindings
{
    const int LongestChained = 3600;

    public static Finding SessionTooLong(Assumption assumption, RoleDescription? role, AmazonServiceException e)
    {
        var asked = Seconds(assumption.Request.Options?.Duration ?? TimeSpan.FromHours(1));
        var most = assumption.IsChained ? LongestChained : Seconds(role?.MaxSession ?? TimeSpan.FromHours(1));
        return new Finding(
            DiagnosisCodes.SessionTooLong,
            $"Role {assumption.Arn} gives no session of {asked} seconds",
            [Words(assumption, e), $"The longest that {By(assumption)} is {most} seconds"],
            assumption.SettingsPath is { } path
                ? $"set {path}.durationSeconds to {most} in build/settings.json"
                : $"aws iam update-role --role-name {RoleDescription.NameOf(assumption.Arn)}"
                    + $" --max-session-duration {asked}"
        ).In(AccountOf(assumption));

        static string By(Assumption a) => a.IsChained ? "one role can ask of another" : "the role gives";
    }

    public static Finding WrongExternalId(
        Assumption assumption,
        RoleDescription role,
        string? accepted,
        AmazonServiceException e
    )
    {
        var given = assumption.Request.ExternalId;
        return new Finding(
            DiagnosisCodes.WrongExternalId,
            $"The trust policy of role {assumption.Arn} wants {Named(accepted)}, not {Named(given)}",
            [Words(assumption, e)],
            assumption.SettingsPath is { } path
                ? accepted is null
                    ? $"remove {path}.externalId from build/settings.json"
                    : $"set {path}.externalId to {accepted} in build/settings.json"
                : TrustCommand(role, PolicyText.With(role.Trust.Document.Json, TrustOf(assumption)))
        ).In(AccountOf(assumption));

        static string Named(string? id) => id is null ? "no external id" : $"external id {id}";
    }

    public static Finding NotTrusted(Assumption assumption, RoleDescription role, AmazonServiceException e) =>
        new Finding(
            DiagnosisCodes.MissingTrust,
            $"The trust policy of role {assumption.Arn} does not let {assumption.CallerPrincipal} assume it",
            [Words(assumption, e)],
            assumption is { BootstrapMendsTrust: true, BootstrapCommand: { } bootstrap }
                ? bootstrap
                : TrustCommand(role, PolicyText.With(role.Trust.Document.Json, TrustOf(assumption)))
        ).In(AccountOf(assumption));

    public static Finding NotAllowedToAssume(Assumption assumption, AmazonServiceException e)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = "sts:AssumeRole",
            ["Resource"] = assumption.Arn,
        };
        var caller = assumption.CallerPrincipal;
        var name = RoleDescription.NameOf(caller);
        var kind = caller.Contains(":role/", StringComparison.Ordinal) ? "role" : "user";
        return new Finding(
            DiagnosisCodes.MissingPermission,
            $"{caller} may not assume role {assumption.Arn}, which trusts it",
            [Words(assumption, e)],
            $"aws iam put-{kind}-policy --{kind}-name {name} --policy-name assume-{RoleDescription.NameOf(assumption.Arn)}"
                + $" --policy-document {ShellCommand.Quote(PolicyText.Of(statement))}"
        ).In(assumption.Caller.Account);
    }

    /// <summary>The statement that a trust policy needs.</summary>
    public static JsonObject TrustOf(Assumption assumption)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = Trusted(assumption) },
            ["Action"] = assumption.Request.Options is { Tags.Count: > 0 }
                ? new JsonArray("sts:AssumeRole", "sts:TagSession")
                : "sts:AssumeRole",
        };
        if (assumption.Request.ExternalId is { } id)
            statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["sts:ExternalId"] = id } };
        return statement;
    }

    /// <summary>Bootstrap roles trust accounts: laptops and pipelines assume them alike. Others trust whoever asked.</summary>
    static string Trusted(Assumption assumption) =>
        assumption.BootstrapCommand is null
            ? assumption.CallerPrincipal
            : $"arn:{Iam.Arns.PartitionOf(assumption.Arn)}:iam::{assumption.Caller.Account}:root";

    static string TrustCommand(RoleDescription role, JsonObject trust) =>
        $"aws iam update-assume-role-policy --role-name {role.Name} --policy-document {ShellCommand.Quote(trust)}";

    static string Words(Assumption assumption, AmazonServiceException e) =>
        $"Caller {assumption.Caller.Arn}: {e.ErrorCode}, {e.Message}";

    static string AccountOf(Assumption assumption) => Iam.Arns.AccountOf(assumption.Arn);

    static int Seconds(TimeSpan span) => (int)span.TotalSeconds;
}
