using Build.Settings;

namespace Build.Rehearsal;

/// <summary>The environment variables that point a process at the local AWS, as the CI/CD account's administrator.</summary>
static class LocalAwsVariables
{
    /// <summary>What would lead a process elsewhere.</summary>
    static readonly string[] misleading =
    [
        "AWS_PROFILE",
        "AWS_DEFAULT_PROFILE",
        "AWS_SESSION_TOKEN",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_ROLE_ARN",
    ];

    public static void Add(Dictionary<string, string?> variables, LocalAwsUse local, BuildSettings settings)
    {
        foreach (var name in misleading)
            variables[name] = null;
        variables["AWS_ENDPOINT_URL"] = local.Endpoint.ToString();
        variables["AWS_REGION"] = settings.Cicd.Region;
        variables["AWS_ACCESS_KEY_ID"] = local.Administrator.AccessKeyId;
        variables["AWS_SECRET_ACCESS_KEY"] = local.Administrator.SecretAccessKey;
    }
}
