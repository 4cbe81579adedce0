using Build.Fingerprints;
using Build.Projects;
using Build.Settings;
using Build.Tools;

namespace Build.Steps;

/// <summary>The steps of a subproject, each with all that its result depends on and all that it leaves behind.</summary>
static class ProjectSteps
{
    /// <summary>What TypeScript is resolved by, and what decides how node runs it.</summary>
    static readonly string[] settingsOfTypeScript = ["package.json", "**/tsconfig.json", "cdk.json"];

    const string LintRules = ".oxlintrc.json";

    /// <summary>What MSBuild and the analyzers pick up from the folders above a project file.</summary>
    static readonly string[] settingsOfMSBuild =
    [
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "NuGet.config",
        "global.json",
        ".editorconfig",
    ];

    public static ProjectStep Install(BuildContext context, Project project, bool immutable) =>
        new(
            new(project.Name, "install")
            {
                Inputs = Below(project, "package.json", "yarn.lock", ".yarnrc.yml", ".yarn/**"),
                Arguments = ["yarn", "install", immutable ? "--immutable" : "--no-immutable"],
                Tools = context.Versions.Of(Tool.Node, Tool.Yarn),
                Variables = ["YARN_NODE_LINKER", "YARN_NM_MODE", "YARN_ENABLE_SCRIPTS"],
                // Tools keep caches of their own there.
                Outputs = [.. Below(project, "node_modules/"), $"!{project}/node_modules/.cache/**"],
            },
            $"the packages of {project}",
            () => PackageInstallation.RunAsync(context, project, immutable)
        );

    public static ProjectStep Projen(BuildContext context, Project project) =>
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
                Variables = ["NODE_OPTIONS"],
                After = [$"{project} install"],
                Outputs = Below(project, [.. GeneratedFiles.Of(context, project)]),
            },
            $"the generated files of {project}",
            () => GeneratedFiles.RegenerateAsync(context, project)
        );

    /// <summary>
    /// By the native compiler, which takes a quarter of the time; what runs TypeScript still has the one it knows. With one
    /// thread, like the linter: the other cores are for what runs beside.
    /// </summary>
    public static ProjectStep TypeCheck(BuildContext context, Project project)
    {
        string[] arguments = ["--project", "test/tsconfig.json", "--singleThreaded"];
        return new(
            new(project.Name, "type-check")
            {
                Inputs = Below(project, ["src/**", "test/**", ".projenrc.ts", .. settingsOfTypeScript]),
                Arguments = arguments,
                Tools = context.Versions.Of(Tool.Node),
                After = [$"{project} install"],
                IsShared = true,
            },
            $"the type check of {project}",
            () => NodePackages.RunAsync(context, project, "the type check", "typescript-native/bin/tsc", arguments)
        );
    }

    /// <summary>Both apps by the rules of one file.</summary>
    public static ProjectStep Lint(BuildContext context, Project project)
    {
        string[] arguments =
        [
            "--config",
            $"../{LintRules}",
            "--deny-warnings",
            "--disable-nested-config",
            "--threads=1",
            "src",
            "test",
            ".projenrc.ts",
        ];
        return new(
            new(project.Name, "lint")
            {
                Inputs = [.. Below(project, "src/**", "test/**", ".projenrc.ts"), LintRules],
                Arguments = arguments,
                Tools = context.Versions.Of(Tool.Node),
                After = [$"{project} install"],
                IsShared = true,
            },
            $"the linting of {project}",
            () => NodePackages.RunAsync(context, project, "the linter", "oxlint/bin/oxlint", arguments)
        );
    }

    /// <summary>None where the subproject has no functions.</summary>
    public static IEnumerable<ProjectStep> PublishLambdas(BuildContext context, Project project) =>
        LambdaFunctions.In(context, project).Count == 0
            ? []
            :
            [
                new(
                    new(project.Name, "publish")
                    {
                        Inputs =
                        [
                            .. Below(project, "lambda/**"),
                            .. Below(project, settingsOfMSBuild),
                            .. settingsOfMSBuild,
                        ],
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

    public static ProjectStep Synth(BuildContext context, Project project) =>
        new(
            new(project.Name, "synth")
            {
                Inputs =
                [
                    .. Below(project, ["src/**", "cdk.context.json", .. settingsOfTypeScript]),
                    "build/cdk-background-validation/**",
                ],
                IgnoredInputs = Below(project, "lambda/dist/**"),
                // Where lookups are kept.
                Rewrites = Below(project, "cdk.context.json"),
                Arguments = CloudAssemblies.Arguments,
                Settings = new Dictionary<string, string> { ["--profile"] = context.Options.Profile ?? "" },
                Tools = context.Versions.Of(Tool.Node),
                Variables = ["AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "CDK_CONTEXT_JSON", "NODE_OPTIONS"],
                After = [$"{project} install"],
                // Not shared: the constructs' stack traces in it name the folder that the checkout lies in.
                Outputs = Below(project, "cdk.out/"),
                StartsClean = true,
            },
            $"the Cloud Assembly of {project}",
            () => CloudAssemblies.SynthesizeAsync(context, project)
        );

    public static ProjectStep Test(BuildContext context, Project project, Func<Task<string>> test) =>
        new(
            new(project.Name, "test")
            {
                Inputs = Below(project, ["src/**", "test/**", "lambda/**", .. settingsOfTypeScript]),
                Arguments = TestRuns.JestArguments,
                Tools = context.Versions.Of(Tool.Node),
                Variables = ["NODE_OPTIONS"],
                After = [$"{project} install"],
                IsShared = true,
            },
            $"the tests of {project}",
            test
        );

    /// <summary>The tests of the build itself: they start its tools, and read both apps.</summary>
    public static ProjectStep TestOfBuild(BuildContext context, Func<Task<string>> test) =>
        new(
            new("build", "test")
            {
                Inputs = ["**"],
                // Which they deploy in a rehearsal.
                IgnoredInputs = [.. Project.All.Select(project => $"{project}/cdk.out/**")],
                Arguments = TestRuns.DotNetArguments,
                Tools = new Dictionary<string, string>(context.Versions.Of(Tool.Node, Tool.DotNet))
                {
                    // Without it the tests that drive it are skipped.
                    ["aws"] = Programs.Find("aws") ?? "",
                },
                Variables = ["CI"],
                After = [.. Project.All.Select(project => $"{project} install")],
            },
            "the tests of build",
            test
        );

    static string[] Below(Project project, params string[] globs) => [.. globs.Select(glob => $"{project}/{glob}")];
}
