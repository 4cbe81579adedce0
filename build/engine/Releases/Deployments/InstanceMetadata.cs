using Settings;

namespace Releases.Deployments;

/// <summary>The metadata service of EC2, which SDKs ask when nothing else is given, and wait for where there is none.</summary>
static class InstanceMetadata
{
    const string Variable = "AWS_EC2_METADATA_DISABLED";

    /// <summary>Keeps this process and its children from asking it, unless credentials are to come from there or somebody has decided already.</summary>
    public static void Heed(CredentialSettings settings)
    {
        if (settings.Base != BaseSource.Instance && Environment.GetEnvironmentVariable(Variable) is null)
            Environment.SetEnvironmentVariable(Variable, "true");
    }
}
