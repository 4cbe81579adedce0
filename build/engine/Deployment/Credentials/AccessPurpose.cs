using Deployment.Assemblies;

namespace Deployment.Credentials;

/// <summary>What an environment's role is assumed for.</summary>
public enum AccessPurpose
{
    /// <summary>Working on stacks.</summary>
    Stacks,

    /// <summary>Publishing assets.</summary>
    Assets,
}

/// <summary>Finds the session that an environment's roles are assumed from; it stays the finder's to dispose.</summary>
public delegate Task<Session> SessionSource(
    AccessPurpose purpose,
    TargetEnvironment environment,
    CancellationToken cancellationToken
);
