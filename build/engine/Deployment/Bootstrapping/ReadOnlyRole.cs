using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Stacks;

namespace Deployment.Bootstrapping;

/// <summary>Deploys the role that lookups go through, with what the CDK CLI's lookups and comparisons read and nothing else.</summary>
/// <param name="session">A session in the role's account.</param>
public sealed class ReadOnlyRole(
    Session session,
    AwsEndpoint endpoint,
    IProgress<DeploymentEvent> progress,
    TimeProvider time,
    ReadOnlyRoleOptions options
)
{
    static readonly Lazy<BootstrapTemplate> template = new(ReadTemplate);

    /// <summary>Deploys it where its stack is already, else into one of the regions that does not depend on their order.</summary>
    /// <param name="regions">Those of the account's environments, at least one.</param>
    /// <param name="wanted">The ARNs of the account's roles that have a stack of their own.</param>
    /// <exception cref="BuildException">WrongAccount, or the stack failed.</exception>
    public async Task<BootstrapOutcome> DeployAsync(
        IReadOnlyList<string> regions,
        IReadOnlyCollection<string> wanted,
        CancellationToken cancellationToken
    )
    {
        RequireAccount(session.Identity.Account);
        var home = await new ReadOnlyRoleHome(session, endpoint, time, options).FindAsync(
            regions,
            wanted,
            cancellationToken
        );
        return await DeployAsync(home, cancellationToken);
    }

    /// <param name="environment">Where the stack is. The role is the whole account's.</param>
    /// <exception cref="BuildException">WrongAccount, or the stack failed.</exception>
    public Task<BootstrapOutcome> DeployAsync(TargetEnvironment environment, CancellationToken cancellationToken)
    {
        RequireAccount(environment.Account);
        var installation = new BootstrapInstallation(session, endpoint, progress, time);
        return installation.RunAsync(
            new BootstrapInstallation.Wanted(ReadOnlyRoleOptions.StackName, template.Value, Parameters)
            {
                OnlyOutdated = options.OnlyOutdated,
                TerminationProtection = options.TerminationProtection,
            },
            environment,
            cancellationToken
        );
    }

    void RequireAccount(string account)
    {
        if (options.Account != account)
            throw new BuildException(
                new Finding(
                    FindingCodes.WrongAccount,
                    $"The read-only role {options.Arn} is not of account {account}",
                    "name it by {account}, or by its name alone: roles.readOnly in build/settings.json"
                ),
                BuildException.WrongInput
            );
    }

    Dictionary<string, string> Parameters(StackDescription? found) =>
        new Dictionary<string, string>
        {
            ["RoleName"] = options.Name,
            ["RolePath"] = options.Path,
            ["TrustedAccounts"] = string.Join(',', options.TrustedAccounts),
            ["ManagedPolicies"] = string.Join(',', options.ManagedPolicies),
        };

    static BootstrapTemplate ReadTemplate()
    {
        const string Name = "Deployment.Bootstrapping.read-only-role.template.json";
        using var stream = typeof(ReadOnlyRole).Assembly.GetManifestResourceStream(Name)!;
        using var reader = new StreamReader(stream);
        return new BootstrapTemplate(new TemplateDocument(reader.ReadToEnd()));
    }
}
