using System.Text.Json;
using Deployment;
using Deployment.NextActions;
using Diagnosis.Accounts;
using Diagnosis.Checks;
using Settings.Projects;
using Steps;
using Tools;

namespace Releases.Diagnoses;

/// <summary>Whether the tools that the targets need are there, in versions that will do.</summary>
static class ToolVersionChecks
{
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(ReleaseContext context)
    {
        // What is made elsewhere is deployed by none of them.
        if (!context.Synthesizes)
            return [];
        var checks = await Task.WhenAll(
            ToolAsync(context, "node", Tool.Node),
            ToolAsync(context, "dotnet", Tool.DotNet),
            ToolAsync(context, "npm", Tool.Npm),
            GitAsync(context)
        );
        return
        [
            .. checks,
            Yarn(context),
            .. context
                .Settings.Projects.Where(project => project.Kind == ProjectKind.Projen)
                .Select(project => CdkCli(context, project)),
        ];
    }

    static async Task<CheckResult> ToolAsync(ReleaseContext context, string name, Tool tool)
    {
        var problems = await ToolChecks.FindProblemsAsync([new NeedsAttribute(tool)], context.Versions.OfAsync);
        return problems.Count > 0
            ? CheckResult.Failure(CheckScopes.Machine, name, problems)
            : CheckResult.Ok(CheckScopes.Machine, name, await VersionAsync(context, name));
    }

    /// <summary>Without git the build works, and computes more anew.</summary>
    static async Task<CheckResult> GitAsync(ReleaseContext context) =>
        Programs.Find("git") is null
            ? CheckResult.Warning(
                CheckScopes.Machine,
                "git",
                new Finding(ToolCodes.MissingTool, "git is not on the PATH", "install git from https://git-scm.com")
            )
            : CheckResult.Ok(CheckScopes.Machine, "git", await VersionAsync(context, "git"));

    static async Task<string> VersionAsync(ReleaseContext context, string name) =>
        await context.Versions.OfAsync(Programs.Find(name)!) ?? "of an unknown version";

    static CheckResult Yarn(ReleaseContext context)
    {
        try
        {
            var version = context.Yarn.Version;
            return CheckResult.Ok(
                CheckScopes.Machine,
                "yarn",
                $"{version}, which the build obtains where it is missing"
            );
        }
        catch (BuildException exception)
        {
            return CheckResult.Failure(CheckScopes.Machine, "yarn", exception.Findings);
        }
    }

    /// <summary>The CDK CLI of a subproject, held against its package.json, which pins it.</summary>
    static CheckResult CdkCli(ReleaseContext context, Project project)
    {
        var name = $"CDK CLI of {project.Name}";
        try
        {
            return CdkCli(context, project, name);
        }
        catch (Exception e) when (ReadFailures.Findings(e, $"package.json of {project.Name}") is [{ } finding, ..])
        {
            return CheckResult.Unknown(CheckScopes.Machine, name, finding);
        }
    }

    static CheckResult CdkCli(ReleaseContext context, Project project, string name)
    {
        var folder = project.DirectoryIn(context.Root);
        var installed = Text(Path.Combine(folder, "node_modules", "aws-cdk", "package.json"), "version");
        var pinned = Text(Path.Combine(folder, "package.json"), "devDependencies", "aws-cdk");
        if (installed is not null && (pinned is null || installed == pinned))
            return CheckResult.Ok(CheckScopes.Machine, name, installed);
        var finding = new Finding(
            installed is null ? ToolCodes.MissingTool : ToolCodes.WrongToolVersion,
            installed is null
                ? $"The CDK CLI of {project.Name} is not installed"
                : $"The CDK CLI of {project.Name} is {installed}, and package.json pins {pinned}",
            BuildCommand.Install(project.Name)
        );
        // Whatever needs it installs it first.
        return CheckResult.Unknown(CheckScopes.Machine, name, finding);
    }

    static string? Text(string file, params string[] path)
    {
        if (!File.Exists(file))
            return null;
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var element = document.RootElement;
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element))
                return null;
        }
        return element.GetString();
    }
}
