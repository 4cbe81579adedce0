using Fingerprints.Observations;

namespace Steps.Traces;

/// <summary>
/// The account and region that the CDK CLI hands to an app that asks for them come from the credentials that it finds
/// (toolkit-lib's prepareDefaultEnvironment): an app that asks depends on these.
/// </summary>
static class DefaultEnvironment
{
    static readonly string[] asked = ["CDK_DEFAULT_ACCOUNT", "CDK_DEFAULT_REGION"];

    static readonly string[] variables =
    [
        "AWS_PROFILE",
        "AWS_DEFAULT_PROFILE",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AMAZON_REGION",
        "AWS_ACCESS_KEY_ID",
        "AWS_ROLE_ARN",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONFIG_FILE",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_STS",
    ];

    /// <summary>What the app depends on, given what it asked for.</summary>
    public static IEnumerable<Observation> Of(
        IReadOnlyList<Observation> seen,
        Func<string, string?> variable,
        string home
    )
    {
        if (!seen.OfType<Observation.Variable>().Any(one => asked.Contains(one.Name)))
            yield break;
        foreach (var name in variables)
            yield return new Observation.Variable(name);
        string[] files =
        [
            variable("AWS_CONFIG_FILE") ?? Path.Combine(home, ".aws", "config"),
            variable("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(home, ".aws", "credentials"),
        ];
        foreach (var file in files.Select(Path.GetFullPath))
        {
            yield return new Observation.File(file);
            if (File.Exists(file) && File.ReadLines(file).Any(IsCommand))
                yield return new Observation.Doubt(
                    $"the account that it asks for may come from a credential_process of {file}"
                );
        }
    }

    static bool IsCommand(string line) => line.TrimStart().StartsWith("credential_process", StringComparison.Ordinal);
}
