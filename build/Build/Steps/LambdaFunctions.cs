using Build.Projects;
using Build.Tools;

namespace Build.Steps;

/// <summary>The C# functions of a subproject: each folder of lambda/ with a project file is published to lambda/dist.</summary>
static class LambdaFunctions
{
    public static async Task PublishAsync(BuildContext context, Project project)
    {
        var lambda = Path.Combine(project.DirectoryIn(context.Root), "lambda");
        if (!Directory.Exists(lambda))
            return;
        foreach (
            var file in Directory
                .GetFiles(lambda, "*.csproj", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var name = Path.GetFileNameWithoutExtension(file);
            string[] arguments = ["publish", file, "--configuration", "Release", "--nologo", "--verbosity", "quiet"];
            var command = new Command("dotnet", arguments, Path.GetDirectoryName(file)!, project.Name);
            await context.Processes.RunOrFailAsync(command, $"the publishing of function {name}");
        }
    }
}
