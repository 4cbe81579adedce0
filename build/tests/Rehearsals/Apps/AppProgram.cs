using Build.Tests.Build;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;

namespace Build.Tests.Rehearsals.Apps;

/// <summary>The program as a process, on a Cloud Assembly that is made elsewhere, on a machine that has no Node.</summary>
sealed class AppProgram : IDisposable
{
    readonly TemporaryFolder elsewhere = new();
    readonly BuildProgram program;

    /// <param name="world">The local AWS that it takes for AWS itself; null for rehearsals.</param>
    /// <param name="registry">The npm registry; null: none that answers.</param>
    public AppProgram(DeploymentWorld? world = null, string? registry = null)
    {
        var variables = new Dictionary<string, string>
        {
            ["BUILD_CALLED_FROM"] = elsewhere.Path,
            ["NPM_CONFIG_REGISTRY"] = registry ?? "http://127.0.0.1:9/",
        };
        if (world is not null)
        {
            var key = world.Server.AdministratorOf(LocalWorld.Management);
            variables["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString();
            variables["AWS_ACCESS_KEY_ID"] = key.AccessKeyId;
            variables["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey;
            variables["AWS_EC2_METADATA_DISABLED"] = "true";
        }
        program = new BuildProgram { Variables = variables, SearchPath = elsewhere.At("no-programs") };
    }

    /// <summary>The repository's root.</summary>
    public string Root => program.Root;

    /// <summary>The folder of the app, from where the user stands.</summary>
    public string Folder => "app/cdk.out";

    /// <summary>Where its Cloud Assembly is written.</summary>
    public string Assembly => elsewhere.At(Folder);

    /// <summary>Replaces text in a file of the assembly.</summary>
    public void Replace(string file, string old, string text)
    {
        var path = Path.Combine(Assembly, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, text, StringComparison.Ordinal));
    }

    public ProgramRun Run(string target, params string[] more) =>
        program.Run([$"--target={target}", $"--app={Folder}", .. more]);

    /// <summary>With other arguments than those of the app.</summary>
    public ProgramRun RunWith(params string[] arguments) => program.Run(arguments);

    /// <summary>With further environment variables.</summary>
    public ProgramRun Run(string[] arguments, params (string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string>(program.Variables);
        foreach (var (name, value) in variables)
            all[name] = value;
        return BuildProgram.End(program.Start(arguments, all));
    }

    public void Dispose()
    {
        program.Dispose();
        elsewhere.Dispose();
    }
}
