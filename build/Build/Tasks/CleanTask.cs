using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Clean")]
[TaskDescription("Removes what the build has made, the local AWS's state included; packages stay")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    static readonly string[] ofProjects = ["cdk.out", "lambda/dist", "coverage"];
    static readonly string[] ofBuild = [".local-aws", ".fingerprints", ".reports"];

    public override void Run(BuildContext context)
    {
        var folders = context
            .Options.Projects.SelectMany(project =>
                ofProjects.Select(folder => Path.Combine(project.DirectoryIn(context.Root), folder))
            )
            .Concat(ofBuild.Select(folder => Path.Combine(context.Root, "build", folder)));
        foreach (var folder in folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }
}
