using System.Diagnostics;
using Build.Tests.Build;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;

namespace Build.Tests.Rehearsals;

/// <summary>The program's targets for stacks, each alone, as a process, against the local AWS as if it were AWS itself.</summary>
sealed class DeployProgram : IDisposable
{
    static readonly string[] deploy = ["--target=Deploy", "--exclusive", "--project=infra", "--require-approval=never"];

    readonly BuildProgram program;

    /// <param name="variables">Environment variables besides those that lead to the local AWS.</param>
    public DeployProgram(DeploymentWorld world, params (string Name, string Value)[] variables)
    {
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        var own = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };
        foreach (var (name, value) in variables)
            own[name] = value;
        program = new BuildProgram { Variables = own };
    }

    /// <summary>Where the Cloud Assembly belongs.</summary>
    public string Assembly => Path.Combine(program.Root, "infra", "cdk.out");

    /// <summary>The text of build/settings.json.</summary>
    public string Settings
    {
        get => program.Settings;
        set => program.Settings = value;
    }

    /// <summary>The repository's root.</summary>
    public string Root => program.Root;

    public Process Start() => program.Start(deploy);

    public ProgramRun Run(params string[] more) => program.Run([.. deploy, .. more]);

    /// <summary>With further environment variables.</summary>
    public ProgramRun RunWith(string variable, string value) =>
        BuildProgram.End(
            program.Start(deploy, new Dictionary<string, string>(program.Variables) { [variable] = value })
        );

    /// <summary>A target of infra, with nothing but what is given.</summary>
    public ProgramRun RunTarget(string target, params string[] more) =>
        program.Run([$"--target={target}", "--exclusive", "--project=infra", .. more]);

    public ProgramRun Destroy(params string[] more) =>
        program.Run(["--target=Destroy", "--exclusive", "--project=infra", "--force", .. more]);

    /// <param name="before">Arguments, also targets that come first.</param>
    public ProgramRun Diff(params string[] before) =>
        program.Run([.. before, "--target=Diff", "--exclusive", "--project=infra"]);

    public void Dispose() => program.Dispose();
}
