using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Build.Tests.Findings;
using Build.Tests.Rehearsals;
using Deployment;
using Rehearsal;
using Settings;
using Tools;

namespace Build.Tests.Build;

/// <summary>What the program says is to be done about its arguments, its files and its machine, done to the letter.</summary>
public sealed class ProgramActionsTests
{
    [Theory]
    [InlineData("--project=infar")]
    [InlineData("--projct=infra")]
    [InlineData("--environment=acount1")]
    [InlineData("--require-approval=nevr")]
    public void Run_AnArgumentThatIsMisspelt_IsTakenAsTheProgramMeansIt(string wrong)
    {
        using var program = new BuildProgram();

        var finding = PrintedFindings.Single(program.Run("--target=Deploy", "--dryrun", wrong));
        var meant = finding.Next!.Replace("did you mean ", "", StringComparison.Ordinal).TrimEnd('?');
        var mended = program.Run("--target=Deploy", "--dryrun", meant.Contains('=') ? meant : $"{meant}=infra");

        Assert.Equal(FindingCodes.InvalidArguments, finding.Code);
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public void Run_ASettingThatIsMisspelt_IsTakenAsTheProgramMeansIt()
    {
        using var program = new BuildProgram();
        program.Settings = program.Settings.Replace("\"qualifier\"", "\"qualifer\"", StringComparison.Ordinal);

        var findings = PrintedFindings.Of(program.Run("--target=Deploy", "--dryrun"));
        var finding = findings.First(finding => finding.Next is not null);
        var meant = finding.Next!.Replace("did you mean ", "", StringComparison.Ordinal).TrimEnd('?');
        program.Settings = program.Settings.Replace("\"qualifer\"", $"\"{meant}\"", StringComparison.Ordinal);
        var mended = program.Run("--target=Deploy", "--dryrun");

        Assert.All(findings, one => Assert.Equal(SettingsCodes.InvalidSettings, one.Code));
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    [Fact]
    public void Run_VersionsThatCannotBeRead_AreRestored()
    {
        using var program = new BuildProgram();
        var versions = Path.Combine(program.Root, PinnedVersions.Name);
        Shell(
            program,
            "git init -q . && git add build/versions.json && git -c user.name=a -c user.email=a@b commit -qm a"
        );
        File.WriteAllText(versions, "{");

        var run = program.Run("--target=Install", "--project=infra");
        var finding = Assert.Single(PrintedFindings.Of(run).DistinctBy(finding => finding.Next));
        Shell(program, finding.Next!.Split("restore it: ")[1]);

        Assert.Equal(SettingsCodes.InvalidVersions, finding.Code);
        Assert.NotEqual("{", File.ReadAllText(versions));
    }

    [Fact]
    public void LocalAws_PortThatIsTaken_IsServedOnAFreeOne()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var program = new BuildProgram();

        var finding = PrintedFindings.Single(program.Run("--target=LocalAws", $"--port={port}"));
        using var served = ServedLocalAws.Start(program);

        Assert.Equal(RehearsalCodes.PortInUse, finding.Code);
        Assert.EndsWith("or leave --port out to take any free one", finding.Next, StringComparison.Ordinal);
        Assert.NotEqual(port, served.Endpoint.Port);
    }

    [Fact]
    public void LocalAws_AStateFolderThatIsAFile_IsServedOnceThatIsRemoved()
    {
        using var program = new BuildProgram();
        File.WriteAllText(Path.Combine(program.Root, "build", ".local-aws"), "");

        var finding = PrintedFindings.Single(program.Run("--target=LocalAws"));
        var cleaned = program.Run(finding.Next!.Split("  ")[0].Split(' ')[1..]);
        using var served = ServedLocalAws.Start(program);

        Assert.Equal(RehearsalCodes.LocalAwsStateNotWritable, finding.Code);
        Assert.True(cleaned.ExitCode == 0, cleaned.Output + cleaned.Errors);
    }

    [Theory]
    [InlineData("--target=LocalAws")]
    [InlineData("--target=Doctor", "--local")]
    public void LocalAws_WithADamagedJournal_GoesOnWithoutWhatIsDamaged(params string[] arguments)
    {
        using var program = new BuildProgram();
        ServedLocalAws.Start(program).Dispose();
        var journal = Path.Combine(program.Root, "build", ".local-aws", "journal");
        var lines = File.ReadAllLines(journal);
        var users = Array.FindIndex(lines, line => line.Contains("\"iam.users\"", StringComparison.Ordinal));
        lines[users] = lines[users].Replace("administrator", "administratos", StringComparison.Ordinal);
        File.WriteAllLines(journal, lines);

        var refused = program.Run(arguments);
        var finding = PrintedFindings.Single(refused);
        var skips = finding.Next!.Split("  ")[0].Split(' ')[^1];
        var skipped = program.Run("--target=Doctor", "--local", skips);
        using var served = ServedLocalAws.Start(program);

        Assert.Equal(RehearsalCodes.LocalAwsStateDamaged, finding.Code);
        Assert.Contains(
            $"line {users + 1} of build/.local-aws/journal, the record iam.users administratos in ",
            refused.Errors,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(RehearsalCodes.LocalAwsStateDamaged, skipped.Errors, StringComparison.Ordinal);
        Assert.Contains("administratos", File.ReadAllText(journal + ".damaged"), StringComparison.Ordinal);
    }

    [Fact]
    public void LocalAws_WhileAnotherServes_IsServedOnceThatHasEnded()
    {
        using var program = new BuildProgram();
        var first = ServedLocalAws.Start(program);

        var finding = PrintedFindings.Single(program.Run("--target=LocalAws"));
        first.Dispose();
        using var second = ServedLocalAws.Start(program);

        Assert.Equal(
            (RehearsalCodes.LocalAwsInUse, "wait for that run to end, or end it"),
            (finding.Code, finding.Next)
        );
    }

    static void Shell(BuildProgram program, string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            WorkingDirectory = program.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var run = BuildProgram.End(Process.Start(start)!);
        Assert.True(run.ExitCode == 0, command + run.Errors);
    }
}
