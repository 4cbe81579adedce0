using System.Diagnostics;
using Build.Tests.Build;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;

namespace Build.Tests.Rehearsals;

/// <summary>The program's Deploy target alone, as a process, against the local AWS as if it were AWS itself.</summary>
sealed class DeployProgram : IDisposable
{
    static readonly string[] arguments =
    [
        "--target=Deploy",
        "--exclusive",
        "--project=infra",
        "--require-approval=never",
    ];

    readonly BuildProgram program;

    public DeployProgram(DeploymentWorld world)
    {
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        program = new BuildProgram
        {
            Variables = new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString(),
                ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
                ["AWS_EC2_METADATA_DISABLED"] = "true",
            },
        };
    }

    /// <summary>Where the Cloud Assembly belongs.</summary>
    public string Assembly => Path.Combine(program.Root, "infra", "cdk.out");

    /// <summary>The text of build/settings.json.</summary>
    public string Settings
    {
        get => program.Settings;
        set => program.Settings = value;
    }

    public Process Start() => program.Start(arguments);

    public ProgramRun Run() => program.Run(arguments);

    public void Dispose() => program.Dispose();
}
