using Releases.Hosting;

namespace Build;

/// <summary>Before a task with <see cref="AssumesRoleAttribute"/> the role chain of its purpose is assumed; after it the session is dropped.</summary>
public sealed class CredentialsLifetime : SessionLifetime<BuildContext>;
