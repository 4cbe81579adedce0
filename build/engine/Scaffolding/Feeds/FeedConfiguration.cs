using System.Security;

namespace Scaffolding.Feeds;

/// <summary>The NuGet.config of a team's repository: its feed, beside those that the machine knows.</summary>
public static class FeedConfiguration
{
    /// <summary>The folder of packages, from the file.</summary>
    public const string Folder = "packages";

    /// <param name="feed">An address, or <see cref="Folder"/>.</param>
    public static string Of(string feed) =>
        $"""
            <configuration>
              <packageSources>
                <add key="cdk-deployments" value="{SecurityElement.Escape(feed)}"{Insecure(feed)} />
              </packageSources>
            </configuration>

            """.ReplaceLineEndings("\n");

    /// <summary>Without TLS NuGet asks nobody, this machine aside where it is told so.</summary>
    static string Insecure(string feed) =>
        Uri.TryCreate(feed, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true }
            ? " allowInsecureConnections=\"true\""
            : "";
}
