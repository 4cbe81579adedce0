using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Clean")]
[TaskDescription("Removes what the build has made, the local AWS's state included; packages stay")]
public sealed class CleanTask : AsyncFrostingTask<BuildContext>
{
    static readonly string[] ofProjects = ["cdk.out", "lambda/dist", "coverage"];
    static readonly string[] ofBuild = [".local-aws", ".reports"];

    public override async Task RunAsync(BuildContext context)
    {
        await context.Steps.ForgetAsync();
        var made = context
            .Options.Projects.SelectMany(project =>
                ofProjects.Select(folder => Path.Combine(project.DirectoryIn(context.Root), folder))
            )
            .Concat(ofBuild.Select(folder => Path.Combine(context.Root, "build", folder)));
        foreach (var path in made)
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else if (File.Exists(path))
                File.Delete(path);
        }
    }
}
