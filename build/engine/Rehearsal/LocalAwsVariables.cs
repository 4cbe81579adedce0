using Deployment.Credentials;
using Deployment.Credentials.Profiles;
using Deployment.Processes;
using Settings;

namespace Rehearsal;

/// <summary>The environment variables that point a process at the local AWS, as the CI/CD account's administrator.</summary>
public static class LocalAwsVariables
{
    public static void Add(Dictionary<string, string?> variables, LocalAwsUse local, BuildSettings settings)
    {
        foreach (var name in CredentialVariables.All)
            variables[name] = null;
        // No profile, instance role or other endpoint leads a script of the app to AWS itself.
        foreach (var (name, value) in ToolEnvironment.WithoutAws)
            variables[name] = value;
        foreach (var name in ToolEnvironment.Endpoints(Environment.GetEnvironmentVariables().Keys.Cast<string>()))
            variables[name] = null;
        // A local AWS has one endpoint, whatever the machine asks of AWS itself.
        variables[EndpointVariants.FipsVariable] = "false";
        variables[EndpointVariants.DualStackVariable] = "false";
        variables["AWS_ENDPOINT_URL"] = local.Endpoint.ToString();
        variables["AWS_REGION"] = settings.Cicd.Region;
        variables["AWS_ACCESS_KEY_ID"] = local.Administrator.AccessKeyId;
        variables["AWS_SECRET_ACCESS_KEY"] = local.Administrator.SecretAccessKey;
    }
}
