using Cake.Frosting;
using Releases.Hosting;

namespace Build;

/// <summary>Starts the build: the tasks are in Tasks, one file each.</summary>
public static class Program
{
    public static int Main(string[] args) =>
        ReleaseHost.Run<BuildContext>(
            args,
            host => host.UseLifetime<BuildLifetime>().UseTaskLifetime<CredentialsLifetime>()
        );
}
