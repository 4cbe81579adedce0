using Cake.AWS.CloudFormation.Client;

namespace Deployment.Bootstrapping;

/// <summary>The parameters that cdk bootstrap passes (toolkit-lib's bootstrap-environment.ts), from options and what the stack has.</summary>
static class BootstrapParameters
{
    public const string AwsManagedKey = "AWS_MANAGED_KEY";

    /// <exception cref="BuildException">Accounts are trusted and no execution policies are given: the CDK CLI refuses that too.</exception>
    public static IReadOnlyDictionary<string, string> For(
        BootstrapOptions options,
        BootstrapTemplate template,
        StackDescription? found
    )
    {
        var current = found?.Parameters.ToDictionary(p => p.Key, p => p.Value ?? "", StringComparer.Ordinal) ?? [];
        var trusted = Join(options.TrustedAccounts) ?? current.GetValueOrDefault("TrustedAccounts", "");
        var policies =
            Join(options.ExecutionPolicies) ?? current.GetValueOrDefault("CloudFormationExecutionPolicies", "");
        if (trusted.Length > 0 && policies.Length == 0)
            throw new BuildException(
                new Finding(
                    FindingCodes.MissingExecutionPoliciesForTrust,
                    $"Accounts {trusted} are trusted to deploy, and no policies are given for the CloudFormation execution role",
                    "name them in build/settings.json under bootstrap.executionPolicies"
                ),
                BuildException.WrongInput
            );
        var parameters = new Dictionary<string, string?>
        {
            ["TrustedAccounts"] = trusted,
            ["TrustedAccountsForLookup"] =
                Join(options.TrustedAccountsForLookup) ?? current.GetValueOrDefault("TrustedAccountsForLookup", ""),
            ["CloudFormationExecutionPolicies"] = policies,
            ["Qualifier"] = options.Qualifier,
            ["FileAssetsBucketName"] = options.BucketName,
            ["FileAssetsBucketKmsKeyId"] =
                options.KmsKeyId ?? (current.ContainsKey("FileAssetsBucketKmsKeyId") ? null : AwsManagedKey),
            ["PublicAccessBlockConfiguration"] = options.PublicAccessBlock ? "true" : "false",
            ["InputPermissionsBoundary"] = options.PermissionsBoundary,
        };
        return parameters
            .Where(parameter => parameter.Value is not null && template.Accepts(parameter.Key))
            .ToDictionary(parameter => parameter.Key, parameter => parameter.Value!, StringComparer.Ordinal);
    }

    static string? Join(IReadOnlyList<string>? items) => items is null ? null : string.Join(',', items);
}
