using System.Globalization;
using Cake.AWS.CloudFormation.Client;

namespace Diagnosis.Bootstraps;

/// <summary>What a bootstrap stack says of itself.</summary>
sealed record BootstrapFacts(StackDescription Stack)
{
    public const string StackName = "CDKToolkit";

    /// <summary>Null where it has no such output.</summary>
    public int? Version =>
        int.TryParse(Output("BootstrapVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    public string? Qualifier => Parameter("Qualifier");

    public string? BucketName => Output("BucketName");

    public string? RepositoryName => Output("ImageRepositoryName");

    /// <summary>Whether the accounts that may deploy include one; of its own account a role always lets everyone ask.</summary>
    public bool Trusts(string account) =>
        Stack.StackId.Split(':') is [_, _, _, _, var own, ..] && own == account
        || (Parameter("TrustedAccounts") ?? "").Split(',').Contains(account);

    string? Parameter(string key) => Stack.Parameters.FirstOrDefault(parameter => parameter.Key == key)?.Value;

    string? Output(string key) => Stack.Outputs.FirstOrDefault(output => output.Key == key)?.Value;
}
