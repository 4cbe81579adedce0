using Deployment.NextActions;
using Reporting;
using Scaffolding;
using Scaffolding.Contents;
using Scaffolding.Feeds;
using Scaffolding.Upgrades;
using Tools;

namespace Releases.Repositories;

/// <summary>Packs this repository, writes a team's, and upgrades one: what is done is shown line by line.</summary>
public static class TeamRepositories
{
    public static async Task PackAsync(ReleaseContext context)
    {
        foreach (var file in await PackagesAsync(context))
            Terminal.WriteLine($"{PackedPackages.Output}/{Path.GetFileName(file)}");
    }

    static async Task<IReadOnlyList<string>> PackagesAsync(ReleaseContext context)
    {
        var version =
            context.Options.PackageVersion
            ?? PackageVersions.Of(context.Root, await SourceTime.OfAsync(context.Root, context.Processes));
        return await new Packing(context.Root, RunIn(context)).RunAsync(version);
    }

    public static async Task NewAsync(ReleaseContext context)
    {
        var output = Path.GetFullPath(context.Options.Output!, context.Run.CalledFrom ?? context.Root);
        NewRepository.Check(output);
        var feed = FeedOf(context);
        var package = feed is null
            ? (await PackagesAsync(context)).Single(file =>
                Path.GetFileName(file).StartsWith(TemplatePackages.Id, StringComparison.Ordinal)
            )
            : await TemplatePackages.FindAsync(
                feed,
                context.Options.PackageVersion,
                Path.GetTempPath(),
                RunIn(context)
            );
        var content = await new NewRepository(RunIn(context)).WriteAsync(
            package,
            output,
            TemplateContent.IsAddress(feed) ? feed : null
        );
        Terminal.WriteLine($"Wrote {output}: {content.Files.Count} files, version {content.Record.Version}");
        Terminal.WriteLine(
            $"Next: cd {ShellWord.Of(output)} && {new BuildCommand("Deploy", BuildCommand.Local).In(context.Endpoint)}"
        );
    }

    public static async Task UpgradeAsync(ReleaseContext context)
    {
        var result = await new Upgrader(context.Root, RunIn(context)).RunAsync(FeedOf(context), context.Options.To);
        foreach (var line in result.Lines)
            Terminal.WriteLine(line);
    }

    static RunCommand RunIn(ReleaseContext context) =>
        (program, arguments, folder, what) =>
            context.Processes.RunOrFailAsync(
                new Command(program, arguments, folder, what)
                {
                    // What it checks on a build server, it is to write.
                    Environment = new Dictionary<string, string?> { ["CI"] = null },
                },
                what
            );

    /// <summary>The feed that was named: an address, or the path of a folder from where the user stands.</summary>
    static string? FeedOf(ReleaseContext context) =>
        context.Options.Feed is not { } feed ? null
        : TemplateContent.IsAddress(feed) ? feed
        : Path.GetFullPath(feed, context.Run.CalledFrom ?? context.Root);
}
