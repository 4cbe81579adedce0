using Releases.Hosting;

namespace Build;

/// <summary>Before the first task everything that can be known to be wrong is said at once; after the last, all is put away.</summary>
public sealed class BuildLifetime : ReleaseLifetime<BuildContext>;
