using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deployment.Assemblies;

namespace Deployment.Credentials;

/// <summary>
/// The roles of all environments of a run. Each is assumed once however many stacks and assets ask at the same time,
/// renewed in time, and never replaced by other credentials.
/// </summary>
/// <param name="environmentName">The name by which the user knows an environment; null where it has none.</param>
public sealed partial class EnvironmentAccess(
    Session session,
    AwsEndpoint endpoint,
    TimeProvider time,
    Func<TargetEnvironment, string?> environmentName
) : IDisposable
{
    readonly SecurityTokens tokens = new(
        session.Credentials,
        endpoint,
        session.Region,
        new CredentialFindings(session.Asked),
        time
    );

    readonly ConcurrentDictionary<string, RoleSessionCredentials> roles = new(StringComparer.Ordinal);

    /// <param name="role">As in the manifest, placeholders included; null: the session's own credentials, by the manifest's choice.</param>
    /// <exception cref="BuildException">AssumeRoleFailed, ExpiredCredentials, or WrongAccount.</exception>
    public async Task<Session> OpenAsync(
        RoleReference? role,
        TargetEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        if (role is null)
            return InAccount(session.In(environment.Region), environment);
        var request = RoleRequest.Of(role.In(environment.Placeholders), session.Name);
        request = request with { Hint = HintFor(request.Arn, environment) };
        var credentials = roles.GetOrAdd(request.Key, _ => new RoleSessionCredentials(tokens, request, time));
        var assumed = await credentials.GetSessionAsync(cancellationToken);
        return InAccount(
            new Session(
                assumed.Identity,
                credentials,
                session.Asked,
                environment.Region,
                session.Name,
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
        tokens.Dispose();
    }

    static Session InAccount(Session opened, TargetEnvironment environment) =>
        opened.Identity.Account == environment.Account
            ? opened
            : throw new BuildException(CredentialFindings.WrongAccount(opened.Identity, environment.Account));

    string HintFor(string roleArn, TargetEnvironment environment) =>
        BootstrapRole().IsMatch(roleArn)
            ? BootstrapCommand.For(environment, environmentName, endpoint)
                + $"  (its bootstrap stack is missing or does not trust {session.Identity.Account})"
            : $"let the trust policy of {roleArn} name the caller, and the caller's own policy allow sts:AssumeRole on it";

    /// <summary>The roles that CDK's bootstrap template makes for deployers.</summary>
    [GeneratedRegex(":role/cdk-[A-Za-z0-9_-]+-(deploy|file-publishing|image-publishing|lookup)-role-[0-9]{12}-")]
    private static partial Regex BootstrapRole();
}
