using System.Diagnostics;
using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.LocalAws.CloudFormation.Clients;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>Does literally what findings of a rehearsal say, in a shell that is pointed at the served local AWS as that says.</summary>
sealed class RehearsedActions : IDisposable
{
    const string Organization =
        "in $.localAws.serviceControlPolicies of build/settings.json, add to the condition of the statement that denies it: ";

    readonly DoctorWorld world;
    readonly BuildProgram program;
    readonly ServedLocalAws served;

    public RehearsedActions(DoctorWorld world)
    {
        this.world = world;
        program = world.Rehearsal();
        served = ServedLocalAws.Start(program);
    }

    public void Follow(string next)
    {
        if (next.StartsWith("./build.sh ", StringComparison.Ordinal))
            FollowBuild(next);
        else if (next.StartsWith("aws ", StringComparison.Ordinal))
            FollowAws(next);
        else if (next.StartsWith(Organization, StringComparison.Ordinal))
            EditOrganization((JsonObject)JsonNode.Parse(next[Organization.Length..])!);
        else
            Assert.True(NextActions.TryEdit(world.Settings, next), $"Nobody can follow this literally: {next}");
    }

    public void Dispose()
    {
        served.Dispose();
        program.Dispose();
    }

    /// <summary>As it stands, but for what a target depends on, which installs packages.</summary>
    void FollowBuild(string next)
    {
        using var current = world.Rehearsal();
        var run = current.Run([.. next.Split("  ")[0].Split(' ')[1..], "--exclusive"]);
        Assert.True(run.ExitCode == 0, $"{next}\n{run.Output}{run.Errors}");
    }

    void FollowAws(string next)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", InstalledAwsCli.Script(next)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = world.Root.Path,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfAws).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in served.Variables)
            start.Environment[name] = value;
        start.Environment["AWS_PAGER"] = "";
        var run = BuildProgram.End(Process.Start(start)!);
        Assert.True(run.ExitCode == 0, $"{next}\n{run.Output}{run.Errors}");
    }

    static bool IsOfAws(string name) => name.StartsWith("AWS_", StringComparison.Ordinal);

    void EditOrganization(JsonObject condition)
    {
        var policy = world.Settings["localAws"]!["serviceControlPolicies"]![0]!["policy"]!;
        policy["Statement"]![0]!["Condition"] = condition.DeepClone();
    }
}
