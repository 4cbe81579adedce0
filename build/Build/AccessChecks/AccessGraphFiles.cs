using Build.Projects;
using Build.Reporting;
using Build.Steps;
using Cake.Core.Diagnostics;
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

    /// <summary>Whole or not at all.</summary>
    static void Write(BuildContext context, string name, string text)
    {
        var file = Path.Combine(context.Root, ReportFiles.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText($"{file}.new", text);
        File.Move($"{file}.new", file, overwrite: true);
        context.Log.Information("{0}/{1}", ReportFiles.Folder, name);
    }
}
