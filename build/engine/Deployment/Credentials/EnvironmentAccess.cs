using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Deployment.Assemblies;
using Deployment.NextActions;

namespace Deployment.Credentials;

/// <summary>
/// The roles of all environments of a run. Each is assumed once however many stacks and assets ask at the same time,
/// renewed in time, and never replaced by other credentials.
/// </summary>
/// <param name="environmentName">The name by which the user knows an environment; null where it has none.</param>
/// <param name="sourceOf">What an environment's roles are assumed from; null: the session, for all of them.</param>
/// <param name="recent">The environments that were bootstrapped of late: refusals of their roles are waited for to pass.</param>
public sealed partial class EnvironmentAccess(
    Session session,
    AwsEndpoint endpoint,
    TimeProvider time,
    Func<TargetEnvironment, string?> environmentName,
    SessionSource? sourceOf = null,
    RecentBootstraps? recent = null
) : IDisposable
{
    /// <summary>Waits for refusals of roles that were just bootstrapped; null: none is waited for.</summary>
    internal Propagation? Propagation { get; init; } = recent is null ? null : Propagation.Quiet(recent, time);

    readonly ConcurrentDictionary<Session, Lazy<SecurityTokens>> tokens = new();
    readonly ConcurrentDictionary<(Session Source, string Request), RoleSessionCredentials> roles = new();

    /// <param name="role">As in the manifest, placeholders included; null: the session's own credentials, by the manifest's choice.</param>
    /// <exception cref="BuildException">AssumeRoleFailed, ExpiredCredentials, or WrongAccount.</exception>
    public async Task<Session> OpenAsync(
        RoleReference? role,
        TargetEnvironment environment,
        CancellationToken cancellationToken,
        AccessPurpose purpose = AccessPurpose.Stacks
    )
    {
        var source = sourceOf is null ? session : await sourceOf(purpose, environment, cancellationToken);
        if (role is null)
            return InAccount(source.In(environment.Region), environment);
        var request = RoleRequest.Of(role.In(environment.Placeholders), source.Name);
        request = request with { Hint = HintFor(request.Arn, environment, source) };
        var credentials = roles.GetOrAdd(
            (source, request.Key),
            _ => new RoleSessionCredentials(TokensOf(source), request, time)
        );
        var assumed =
            Propagation is { } propagation && BootstrappedRole().IsMatch(request.Arn)
                ? await propagation.RunAsync(
                    environment,
                    source,
                    credentials.GetSessionAsync,
                    RefusalOfRole,
                    cancellationToken
                )
                : await credentials.GetSessionAsync(cancellationToken);
        return InAccount(
            new Session(
                assumed.Identity,
                credentials,
                source.Asked,
                environment.Region,
                source.Name,
                endpoint,
                owned: []
            ),
            environment
        );
    }

    public void Dispose()
    {
        foreach (var role in roles.Values)
            role.Dispose();
        foreach (var source in tokens.Values)
            source.Value.Dispose();
    }

    /// <summary>Not of credentials that have expired, nor of a session that may not be so long.</summary>
    static string? RefusalOfRole(Exception exception) =>
        exception is BuildException { InnerException: AmazonServiceException { ErrorCode: "AccessDenied" } } refused
            ? refused.Findings[0].What
            : null;

    SecurityTokens TokensOf(Session source) =>
        tokens
            .GetOrAdd(
                source,
                _ =>
                    new(() =>
                        new(source.Credentials, endpoint, source.Region, new CredentialFindings(source.Asked), time)
                    )
            )
            .Value;

    static Session InAccount(Session opened, TargetEnvironment environment) =>
        opened.Identity.Account == environment.Account
            ? opened
            : throw new BuildException(CredentialFindings.WrongAccount(opened.Identity, environment.Account));

    /// <summary>The command that bootstraps an environment, as a user types it.</summary>
    internal string BootstrapCommandOf(TargetEnvironment environment) =>
        BuildCommand.Bootstrap(environment, environmentName).In(endpoint);

    string HintFor(string roleArn, TargetEnvironment environment, Session source) =>
        BootstrapRole().IsMatch(roleArn)
            ? BootstrapCommandOf(environment)
                + $"  (its bootstrap stack is missing or does not trust {source.Identity.Account})"
            : $"let the trust policy of {roleArn} name the caller, and the caller's own policy allow sts:AssumeRole on it";

    /// <summary>The roles that bootstrapping makes: those of CDK's template, and the read-only role under its usual name.</summary>
    [GeneratedRegex(":role/(?:[^:]*/)?cdk-[^/:]*$")]
    private static partial Regex BootstrappedRole();

    /// <summary>The roles that CDK's bootstrap template makes for deployers.</summary>
    [GeneratedRegex(":role/cdk-[A-Za-z0-9_-]+-(deploy|file-publishing|image-publishing|lookup)-role-[0-9]{12}-")]
    private static partial Regex BootstrapRole();
}
