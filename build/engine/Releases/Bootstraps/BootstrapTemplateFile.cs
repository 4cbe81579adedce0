using System.Security.Cryptography;
using System.Text;
using Deployment;
using Deployment.Files;
using Deployment.NextActions;
using Settings;
using Settings.Projects;
using Steps;
using Tools.Packages;

namespace Releases.Bootstraps;

/// <summary>
/// CDK's own bootstrap template: that of an installed CDK CLI, or, where nothing is synthesized and none is installed, the same
/// file out of the CLI's archive in the npm registry, which takes no Node.
/// </summary>
static class BootstrapTemplateFile
{
    const string Package = "aws-cdk";
    const string InPackage = "lib/api/bootstrap/bootstrap-template.yaml";
    const string Digest = "aws-cdk-bootstrap-sha256";

    /// <summary>Where it is, or is to be.</summary>
    /// <exception cref="BuildException">It could not be obtained.</exception>
    public static async Task<string> FindAsync(ReleaseContext context)
    {
        List<string> installed =
        [
            .. context
                .Options.Projects.Reverse()
                .Where(project => project.Assembly is null)
                .Union(context.Settings.Projects.Reverse().Where(project => project.Kind != ProjectKind.Assembly))
                .Select(project => Path.Combine(project.DirectoryIn(context.Root), "node_modules", Package, InPackage)),
        ];
        if (installed.Find(File.Exists) is { } found)
            return found;
        return context.Synthesizes && installed is [var first, ..] && context.Settings.Projects.Any(IsManaged)
            ? first
            : await ObtainAsync(context);
    }

    static bool IsManaged(Project project) => project.Kind == ProjectKind.Projen;

    static async Task<string> ObtainAsync(ReleaseContext context)
    {
        var version = PinnedVersions.Of(Package, context.Root);
        var file = Path.Combine(context.Root, "build", ".tools", $"bootstrap-template-{version}.yaml");
        if (File.Exists(file) && IsAsPinned(await File.ReadAllTextAsync(file, context.Cancellation), context.Root))
            return file;
        var place = "the npm registry";
        string? text;
        try
        {
            var registry = NpmRegistry.Find(
                Environment.GetEnvironmentVariable,
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)
            );
            place = registry.Shown;
            text = await registry.ReadFileAsync(Package, version, InPackage, context.Cancellation);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or UriFormatException or InvalidDataException
                || (exception is OperationCanceledException && !context.Cancellation.IsCancellationRequested)
            )
        {
            throw NotObtained(place, exception.Message, exception);
        }
        if (text is null || !IsAsPinned(text, context.Root))
            throw NotObtained(place, $"{Package} {version} is not there as {PinnedVersions.Name} knows it: {Digest}");
        WholeFile.Write(file, text);
        return file;
    }

    /// <summary>What it says is deployed with the rights of an administrator.</summary>
    static bool IsAsPinned(string text, string root) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) == PinnedVersions.Of(Digest, root);

    static BuildException NotObtained(string place, string why, Exception? reason = null) =>
        new(
            new Finding(
                FindingCodes.BootstrapTemplateNotFound,
                $"CDK's bootstrap template was not obtained from {place}",
                [why],
                $"{BuildCommand.Install()}  (it is part of the {Package} package); or name another registry in NPM_CONFIG_REGISTRY"
            ),
            innerException: reason
        );
}
