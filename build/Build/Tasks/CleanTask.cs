using Cake.Frosting;
using Rehearsal;
using Reporting;
using Scaffolding.Feeds;
using Settings.Projects;
using Steps;
using Steps.Worlds;

namespace Build.Tasks;

[TaskName("Clean")]
[TaskDescription("Removes what the build has made, packages aside; with --local, what rehearsals have made")]
public sealed class CleanTask : AsyncFrostingTask<BuildContext>
{
    static readonly string[] ofProjects = [Project.AssemblyFolder, "lambda/dist", "coverage"];
    static readonly string[] ofRehearsals = [RunWorld.LocalAwsFolder, RunWorld.RehearsalFolder, RunWorld.LocalReports];

    public override async Task RunAsync(BuildContext context)
    {
        if (!context.Options.Local)
            await context.Steps.ForgetAsync();
        var made = context.Options.Local
            ? ofRehearsals
            : context
                .Options.Projects.Where(project => project.Assembly is null)
                .SelectMany(project => ofProjects.Select(folder => $"{project.Folder}/{folder}"))
                .Concat(ofRehearsals)
                .Append(ReportFiles.Folder)
                .Append(PackedPackages.Output)
                .Append(EnvironmentsFile.Folder);
        foreach (var path in made.Select(path => Path.Combine(context.Root, path)))
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else if (File.Exists(path))
                File.Delete(path);
        }
    }
}
