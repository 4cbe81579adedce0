namespace Settings.Roles;

/// <summary>The names of what bootstrapping makes where the settings ask for the least privilege.</summary>
public static class LeastPrivilege
{
    public static bool IsAskedFor(BuildSettings settings, EnvironmentSettings environment) =>
        environment.Bootstrap.Over(settings.Bootstrap).IsLeastPrivilege;

    /// <summary>What the names of its policies begin with.</summary>
    public static string PoliciesOf(BuildSettings settings, EnvironmentSettings environment) =>
        RoleChains.Fill("cdk-{qualifier}-cfn-exec-policy-{account}-{region}", settings.Qualifier, environment);

    /// <summary>The execution role that CDK's bootstrap stack makes.</summary>
    /// <remarks>aws-cdk, lib/api/bootstrap/bootstrap-template.yaml: CloudFormationExecutionRole.</remarks>
    public static string RoleOf(BuildSettings settings, EnvironmentSettings environment) =>
        RoleChains.ArnOf("cdk-{qualifier}-cfn-exec-role-{account}-{region}", settings.Qualifier, environment);
}
