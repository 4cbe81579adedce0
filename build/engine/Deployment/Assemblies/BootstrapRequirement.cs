namespace Deployment.Assemblies;

/// <summary>The bootstrap stack that a stack, role or asset manifest needs.</summary>
/// <param name="Version">The lowest version that will do.</param>
/// <param name="SsmParameter">The parameter that holds the version, for example <c>/cdk-bootstrap/hnb659fds/version</c>; null: the output of the CDKToolkit stack.</param>
public sealed record BootstrapRequirement(int Version, string? SsmParameter);

/// <summary>A role with the bootstrap stack that brings it, as the manifest's <c>lookupRole</c>.</summary>
public sealed record BootstrapRole(RoleReference Role, BootstrapRequirement? Bootstrap);
