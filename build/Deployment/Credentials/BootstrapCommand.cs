using Deployment.Assemblies;

namespace Deployment.Credentials;

/// <summary>The command that bootstraps an environment, as a user types it.</summary>
public static class BootstrapCommand
{
    public static string For(
        TargetEnvironment environment,
        Func<TargetEnvironment, string?> environmentName,
        AwsEndpoint endpoint
    ) =>
        $"./build.sh --target=Bootstrap --environment={environmentName(environment) ?? environment.ToString()}"
        + (endpoint.IsLocal ? " --local" : "");
}
