using Build.Projects;
using Build.Tools;

namespace Build.Steps;

/// <summary>The steps of a subproject, each with what it reads and writes.</summary>
static class ProjectSteps
{
    /// <summary>What TypeScript sources consist of.</summary>
    static readonly string[] sources =
    [
        "src/**",
        "test/**",
        ".projenrc.ts",
        "package.json",
        "yarn.lock",
        "**/tsconfig.json",
    ];

    public static Step Install(BuildContext context, Project project, bool immutable) =>
        new(
            "Install",
            project,
            $"the packages of {project}",
            new(["package.json", "yarn.lock", ".yarnrc.yml"], ["node_modules/.yarn-state.yml"]),
            () => PackageInstallation.RunAsync(context, project, immutable)
        );

    public static Step Projen(BuildContext context, Project project) =>
        new(
            "Projen",
            project,
            $"the generated files of {project}",
            new(
                [".projenrc.ts", "package.json", "yarn.lock", "../build/settings.json"],
                [".projen/**", "package.json", "cdk.json"]
            ),
            () => GeneratedFiles.RegenerateAsync(context, project)
        );

    public static Step TypeCheck(BuildContext context, Project project) =>
        new(
            "Build",
            project,
            $"the type check of {project}",
            new(sources, []),
            () =>
                NodePackages.RunAsync(
                    context,
                    project,
                    "the type check",
                    "typescript/bin/tsc",
                    "--project",
                    "test/tsconfig.json"
                )
        );

    public static Step PublishLambdas(BuildContext context, Project project) =>
        new(
            "Build",
            project,
            $"the functions of {project}",
            new(["lambda/*/**", "!lambda/dist/**", "!lambda/*/bin/**", "!lambda/*/obj/**"], ["lambda/dist/**"]),
            () => LambdaFunctions.PublishAsync(context, project)
        );

    public static Step Synth(BuildContext context, Project project) =>
        new(
            "Synth",
            project,
            $"the Cloud Assembly of {project}",
            new([.. sources, "cdk.json", "cdk.context.json", "lambda/dist/**"], ["cdk.out/**"]),
            () => CloudAssemblies.SynthesizeAsync(context, project)
        );
}
