using Cake.Core.Diagnostics;
using Deployment;
using Deployment.Files;
using Diagnosis.Access;
using Diagnosis.Graphs;
using Diagnosis.Graphs.Pictures;
using Reporting.Pages;
using Settings;
using Steps;

namespace Releases.AccessChecks;

/// <summary>Synthesizes both subprojects and writes the picture of their access. What is missing is drawn, and fails nothing.</summary>
public static class AccessGraphFiles
{
    public static async Task WriteAsync(ReleaseContext context)
    {
        await context.Steps.RunAsync(
            context
                .Settings.Projects.Where(project => project is { HasAssembly: true, Assembly: null })
                .Select(project => ProjectSteps.Synth(context, project))
        );
        if (context.Settings.PipelineProject is not { } pipeline || context.Settings.ReleasedProjects.Count == 0)
            throw new BuildException(
                new Finding(
                    SettingsCodes.InvalidSettings,
                    "build/settings.json: $.projects has none that releases others by CodePipeline, so there is no access to draw",
                    "write \"releases\": true for the project whose app is the pipeline"
                ),
                BuildException.WrongInput
            );
        // A picture for each would repeat the pipeline: one shows the project that goes first.
        var input = AccessInputs.Of(context, pipeline, context.Settings.ReleasedProjects[0]);
        var graph = GraphBuilder.Build(PipelineAccess.Of(input), input);
        Write(context, "access-graph.svg", GraphPicture.Of(graph));
        Write(context, "access-graph.mmd", MermaidText.Of(graph));
        Write(context, "access-graph.html", GraphPage.Of(graph));
        context.Log.Information("{0} ways, {1} of them missing", graph.Edges.Count, graph.Missing.Count);
    }

    static void Write(ReleaseContext context, string name, string text)
    {
        WholeFile.Write(Path.Combine(context.Root, context.World.ReportFolder, name), text);
        context.Log.Information("{0}/{1}", context.World.ReportFolder, name);
    }
}
