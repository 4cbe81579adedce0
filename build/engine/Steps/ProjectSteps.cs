using Fingerprints;
using Settings;
using Settings.Projects;
using Steps.Worlds;
using Tools;

namespace Steps;

/// <summary>The steps of a subproject, each with all that its result depends on and all that it leaves behind.</summary>
public static class ProjectSteps
{
    /// <summary>What TypeScript is resolved by, and what decides how node runs it.</summary>
    static readonly string[] settingsOfTypeScript = ["package.json", "**/tsconfig.json", "cdk.json"];

    /// <summary>What node itself heeds before the first line of a program: whatever else one asks for is seen.</summary>
    static readonly string[] variablesOfNode = ["NODE_OPTIONS", "NODE_PATH", "TZ", "LANG", "LC_ALL"];

    static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The packages of the projects, and of those whose CDK CLI synthesizes one of them; a project twice counts once.</summary>
    public static IEnumerable<ProjectStep> Installations(ProjectContext context, IEnumerable<Project> projects) =>
        projects
            .SelectMany(project => (Project?[])[project, ProjectCli.HostOf(context, project)])
            .OfType<Project>()
            .Where(project => project.Assembly is null)
            .DistinctBy(project => project.Name)
            .Select(project => Install(context, project, immutable: true));

    public static ProjectStep Install(ProjectContext context, Project project, bool immutable) =>
        project.Kind == ProjectKind.Cdk
            ? AppSteps.Install(context, project)
            : InstallByYarn(context, project, immutable);

    static ProjectStep InstallByYarn(ProjectContext context, Project project, bool immutable) =>
        new(
            new(project.Name, "install")
            {
                Inputs = Below(project, "package.json", "yarn.lock", ".yarnrc.yml", ".yarn/**"),
                Arguments = ["yarn", "install", immutable ? "--immutable" : "--no-immutable"],
                Tools = context.Versions.Of(Tool.Node, Tool.Yarn),
                Variables = ["YARN_NODE_LINKER", "YARN_NM_MODE", "YARN_ENABLE_SCRIPTS"],
                // Tools keep caches of their own there.
                Outputs = [.. Below(project, "node_modules/"), $"!{project.Folder}/node_modules/.cache/**"],
            },
            $"the packages of {project}",
            () => PackageInstallation.RunAsync(context, project, immutable)
        );

    public static ProjectStep Projen(ProjectContext context, Project project) =>
        new(
            new(project.Name, "projen")
            {
                Inputs =
                [
                    .. Below(project, ".projenrc.ts", "projenrc/**", "package.json"),
                    SettingsFile.Name,
                    PinnedVersions.Name,
                ],
                // Projen fills the installed versions in.
                Rewrites = Below(project, "package.json"),
                Tools = context.Versions.Of(Tool.Node),
                Variables = variablesOfNode,
                After = [$"{project} install"],
                Outputs =
                [
                    .. Below(project, [.. GeneratedFiles.Of(context, project)]),
                    .. GeneratedFiles.WorkflowsOf(context, project),
                ],
            },
            $"the generated files of {project}",
            () => GeneratedFiles.RegenerateAsync(context, project)
        );

    /// <summary>The steps whose results a Cloud Assembly is made of, in their order.</summary>
    public static IEnumerable<ProjectStep> OfAssembly(ProjectContext context, Project project) =>
        [
            .. Installations(context, [project]),
            .. project.Kind == ProjectKind.Projen ? [Projen(context, project)] : AppSteps.Build(context, project),
            .. PublishLambdas(context, project),
            Synth(context, project),
        ];

    /// <summary>
    /// By the native compiler, which takes a quarter of the time; what runs TypeScript still has the one it knows.
    /// </summary>
    public static ProjectStep TypeCheck(ProjectContext context, Project project) =>
        new(
            new(project.Name, "type-check")
            {
                Inputs = Below(project, ["src/**", "test/**", ".projenrc.ts", .. settingsOfTypeScript]),
                Arguments = TypeChecks.Arguments,
                Tools = context.Versions.Of(Tool.Node),
                After = [$"{project} install"],
                IsShared = true,
            },
            $"the type check of {project}",
            () => TypeChecks.RunAsync(context, project)
        );

    public static ProjectStep Lint(ProjectContext context, Project project) =>
        new(
            new(project.Name, "lint")
            {
                Inputs =
                [
                    .. Below(project, "src/**", "test/**", ".projenrc.ts", ".eslintignore", ".oxlintignore"),
                    "build/engine/cdk-background-validation/**",
                    Linting.Rules,
                ],
                Arguments = Linting.Arguments,
                Tools = context.Versions.Of(Tool.Node),
                After = [$"{project} install"],
                IsShared = true,
            },
            $"the linting of {project}",
            () => Linting.RunAsync(context, project)
        );

    /// <summary>None where the subproject has no functions.</summary>
    public static IEnumerable<ProjectStep> PublishLambdas(ProjectContext context, Project project) =>
        project.Kind != ProjectKind.Projen || LambdaFunctions.In(context, project).Count == 0
            ? []
            :
            [
                new(
                    new(project.Name, "publish")
                    {
                        Inputs = Below(project, "lambda/**"),
                        OutsideInputs = LambdaFunctions.SettingsOfUser,
                        Arguments = LambdaFunctions.Arguments,
                        Tools = context.Versions.Of(Tool.DotNet),
                        Variables = ["Configuration", "Platform", "Version", "ContinuousIntegrationBuild"],
                        Outputs = Below(project, "lambda/dist/"),
                        StartsClean = true,
                        IsShared = true,
                    },
                    $"the functions of {project}",
                    () => LambdaFunctions.PublishAsync(context, project)
                ),
            ];

    /// <summary>In a rehearsal another step, with files of its own: what a local AWS answers stays there.</summary>
    public static ProjectStep Synth(ProjectContext context, Project project) =>
        new(
            new(project.Name, context.World.StepName("synth"))
            {
                Inputs =
                [
                    .. Below(project, ["src/**", "cdk.context.json", .. settingsOfTypeScript]),
                    "build/engine/cdk-background-validation/**",
                ],
                IgnoredInputs =
                [
                    .. Below(project, "lambda/dist/**"),
                    .. context.World.IsLocal ? [context.World.LookupsOf(project)] : (string[])[],
                ],
                OutsideInputs = [Path.Combine(Home, ".cdk.json")],
                // Where lookups are kept.
                Rewrites = [context.World.LookupsOf(project)],
                Arguments = [.. project.Commands.Synth ?? CloudAssemblies.ArgumentsIn(context, project)],
                Settings = new Dictionary<string, string>
                {
                    ["--profile"] = context.Options.Profile ?? "",
                    ["environments"] = EnvironmentsFile.TextOf(context.Settings, project),
                    ["localAws.lookups"] = context.World.IsLocal ? LocalContext.FixturesOf(context.Settings) : "",
                },
                Tools = context.Versions.Of(Tool.Node),
                Variables = ["AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "CDK_*", .. variablesOfNode],
                After =
                [
                    .. (
                        (string[])[$"{ProjectCli.HostOf(context, project) ?? project} install", $"{project} install"]
                    ).Distinct(),
                ],
                // Not shared: the constructs' stack traces in it name the folder that the checkout lies in.
                Outputs = [$"{context.World.AssemblyOf(project)}/"],
                StartsClean = true,
            },
            $"the Cloud Assembly of {project}",
            () => CloudAssemblies.SynthesizeAsync(context, project)
        );

    public static ProjectStep Test(ProjectContext context, Project project, Func<Task<StepOutcome>> test) =>
        new(
            new(project.Name, "test")
            {
                Inputs = Below(
                    project,
                    ["src/**", "test/**", "projenrc/**", "lambda/**", "**/__mocks__/**", .. settingsOfTypeScript]
                ),
                Arguments = TestRuns.JestArguments,
                Tools = context.Versions.Of(Tool.Node),
                Variables = variablesOfNode,
                After = [$"{project} install"],
                IsShared = true,
            },
            $"the tests of {project}",
            test
        );

    /// <summary>The tests of the build itself: they start its tools, and read both apps.</summary>
    public static ProjectStep TestOfBuild(ProjectContext context, Func<Task<StepOutcome>> test) =>
        new(
            new("build", "test")
            {
                Inputs = ["**"],
                // Which they deploy in a rehearsal.
                IgnoredInputs = [.. context.Settings.Projects.Select(project => $"{project.Folder}/cdk.out/**")],
                Arguments = TestRuns.DotNetArguments,
                Tools = new Dictionary<string, string>(context.Versions.Of(Tool.Node, Tool.DotNet))
                {
                    // Without it the tests that drive it are skipped.
                    ["aws"] = Programs.Find("aws") ?? "",
                },
                Variables = ["CI"],
                After = [.. Installed(context).Select(project => $"{project} install")],
            },
            "the tests of build",
            test
        );

    static IEnumerable<Project> Installed(ProjectContext context) =>
        context.Settings.Projects.Where(project => project.Kind == ProjectKind.Projen);

    static string[] Below(Project project, params string[] globs) =>
        [.. globs.Select(glob => $"{project.Folder}/{glob}")];
}
