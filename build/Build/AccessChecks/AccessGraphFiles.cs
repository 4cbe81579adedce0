using Build.Projects;
using Build.Steps;
using Cake.Core.Diagnostics;
using Deployment.Files;
using Diagnosis.Access;
using Diagnosis.Graphs;
using Diagnosis.Graphs.Pictures;

namespace Build.AccessChecks;

/// <summary>Synthesizes both subprojects and writes the picture of their access. What is missing is drawn, and fails nothing.</summary>
static class AccessGraphFiles
{
    public static async Task WriteAsync(BuildContext context)
    {
        await context.Steps.RunAsync(Project.All.Select(project => ProjectSteps.Synth(context, project)));
        var input = AccessInputs.Of(context);
        var graph = GraphBuilder.Build(PipelineAccess.Of(input), input);
        Write(context, "access-graph.svg", GraphPicture.Of(graph));
        Write(context, "access-graph.mmd", MermaidText.Of(graph));
        context.Log.Information("{0} ways, {1} of them missing", graph.Edges.Count, graph.Missing.Count);
    }

    static void Write(BuildContext context, string name, string text)
    {
        WholeFile.Write(Path.Combine(context.Root, context.World.ReportFolder, name), text);
        context.Log.Information("{0}/{1}", context.World.ReportFolder, name);
    }
}
