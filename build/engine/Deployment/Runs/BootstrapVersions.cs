using System.Globalization;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.NextActions;
using Deployment.Stacks;

namespace Deployment.Runs;

/// <summary>Finds the version of an environment's bootstrap stack and holds it against what the app needs.</summary>
sealed class BootstrapVersions(
    StackEnvironment stacks,
    AwsEndpoint endpoint,
    TargetEnvironment environment,
    Func<TargetEnvironment, string?> environmentName
)
{
    /// <summary>The bootstrap stack's usual name, asked for its output where the app names no parameter.</summary>
    public const string ToolkitStackName = "CDKToolkit";

    /// <exception cref="BuildException">There is no bootstrap stack, or its version may not be read.</exception>
    public async Task<int> FindAsync(BootstrapRequirement requirement, CancellationToken cancellationToken) =>
        requirement.SsmParameter is { } name
            ? await ReadParameterAsync(name, cancellationToken)
            : await ReadOutputAsync(cancellationToken);

    public void Require(BootstrapRequirement requirement, int version)
    {
        if (version < requirement.Version)
            throw new BuildException(
                new Finding(
                    FindingCodes.OutdatedBootstrapStack,
                    $"The bootstrap stack of {environment} is version {version}, and the app needs {requirement.Version}",
                    Next
                )
            );
    }

    async Task<int> ReadParameterAsync(string name, CancellationToken cancellationToken)
    {
        var session = stacks.Calls.Session;
        var config = endpoint.Configure(new AmazonSimpleSystemsManagementConfig { MaxErrorRetry = 0 }, session.Region);
        using var client = new ParameterStoreClient(session.Credentials, config);
        var retry = new Retry(stacks.Time);
        try
        {
            var request = new GetParameterRequest { Name = name };
            var answer = await stacks.Calls.PatientAsync(
                within => retry.RunAsync(cancel => client.GetParameterAsync(request, cancel), within),
                cancellationToken
            );
            return Number(name, answer.Parameter.Value);
        }
        catch (ParameterNotFoundException e)
        {
            throw NotBootstrapped($"SSM parameter {name} is missing", e);
        }
        catch (AmazonServiceException e)
        {
            throw new BuildException(
                AwsRefusals.Of(
                    e,
                    $"The bootstrap version of {environment}, SSM parameter {name}, was not read",
                    endpoint
                ),
                innerException: e
            );
        }
    }

    async Task<int> ReadOutputAsync(CancellationToken cancellationToken)
    {
        var stack = await stacks.Lookup.FindAsync(ToolkitStackName, cancellationToken);
        var output = stack?.Outputs.FirstOrDefault(o => o.Key == "BootstrapVersion")?.Value;
        return output is null
            ? throw NotBootstrapped($"Stack {ToolkitStackName} is missing or has no output BootstrapVersion", null)
            : Number(ToolkitStackName, output);
    }

    int Number(string source, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NotBootstrapped($"{source} holds {text}, which is not a version", null);

    BuildException NotBootstrapped(string why, Exception? inner) =>
        new(
            new Finding(
                FindingCodes.BootstrapStackNotFound,
                $"The bootstrap version of {environment} was not read",
                [why],
                Next
            ),
            innerException: inner
        );

    string Next => BuildCommand.Bootstrap(environment, environmentName).In(endpoint);
}
