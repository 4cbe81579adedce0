using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Build.Tests.Build;

/// <summary>Exit codes and error texts of the program itself.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void Run_AnUnknownTarget_NamesTheCloseOneAndExits2()
    {
        using var program = new BuildProgram();

        var run = program.Run("--target=Deplyo");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "The target 'Deplyo' was not found. Did you mean 'Deploy'?",
            run.Errors,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ATargetWithoutItsOption_SaysTheOption()
    {
        using var program = new BuildProgram();

        var run = program.Run("Deploy");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean --target=Deploy?", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AWrongProjectAndAMisspeltOption_SaysBothAndExits2()
    {
        using var program = new BuildProgram();

        var run = program.Run("--target=Clean", "--project=infar", "--loacl");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'infar' is not a project", run.Errors, StringComparison.Ordinal);
        Assert.Contains("did you mean --project=infra?", run.Errors, StringComparison.Ordinal);
        Assert.Contains("did you mean --local?", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ThreeMistakesInTheSettings_SaysAllThreeWithTheirPathsAndExits2()
    {
        using var program = new BuildProgram();
        program.Settings = program
            .Settings.Replace("\"111111111111\"", "\"1\"", StringComparison.Ordinal)
            .Replace("us-east-1", "mars", StringComparison.Ordinal)
            .Replace("hnb659fds", "HNB", StringComparison.Ordinal);

        var run = program.Run("--target=Clean");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("$.qualifier is 'HNB'", run.Errors, StringComparison.Ordinal);
        Assert.Contains("$.environments[0].account is '1'", run.Errors, StringComparison.Ordinal);
        Assert.Contains("$.environments[1].region is 'mars'", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoNodeOnThePath_SaysWhatToInstallAndExits2()
    {
        using var program = new BuildProgram { SearchPath = "/no/such/folder" };

        var run = program.Run("--target=Install");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("node is not on the PATH. [MissingTool]", run.Errors, StringComparison.Ordinal);
        Assert.Contains("npm is not on the PATH", run.Errors, StringComparison.Ordinal);
        Assert.Contains("https://nodejs.org", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AnOldNode_SaysWhichVersionItIsAndExits2()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for node.");
        var folder = Directory.CreateTempSubdirectory("old-node-");
        var node = Path.Combine(folder.FullName, "node");
        File.WriteAllText(node, "#!/bin/sh\necho v16.20.2\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var program = new BuildProgram { SearchPath = $"{folder.FullName}:/usr/bin:/bin" };

        var run = program.Run("--target=Projen", "--exclusive");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is Node.js v16.20.2. [WrongToolVersion]", run.Errors, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Run_APortInUse_SaysWhichAndExits1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var program = new BuildProgram();

        var run = program.Run("--target=LocalAws", $"--port={port}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"cannot listen on 127.0.0.1:{port}. [PortInUse]", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AStateFolderThatIsAFile_SaysWhichAndExits1()
    {
        using var program = new BuildProgram();
        File.WriteAllText(Path.Combine(program.Root, "build", ".local-aws"), "");

        var run = program.Run("--target=LocalAws");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "cannot be kept in build/.local-aws. [LocalAwsStateNotWritable]",
            run.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Run_LocalAws_ServesUntilInterruptedAndPrintsNoSecret()
    {
        Interrupts.SkipWhereIgnored();
        using var program = new BuildProgram();
        using var process = program.Start("--target=LocalAws");
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Profiles of", StringComparison.Ordinal))
                break;
        }

        Interrupts.Send(process);
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        Assert.Contains(
            lines,
            line => line.StartsWith("  export AWS_ENDPOINT_URL=http://127.0.0.1:", StringComparison.Ordinal)
        );
        var credentials = Path.Combine(program.Root, "build/.local-aws/profiles/credentials");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(credentials));
        var secrets = File.ReadLines(credentials)
            .Where(line => line.StartsWith("aws_secret_access_key", StringComparison.Ordinal))
            .Select(line => line.Split(" = ")[1])
            .ToList();
        Assert.Equal(3, secrets.Count);
        Assert.All(
            secrets,
            secret => Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("--help", "--require-approval=never|any-change|broadening")]
    [InlineData("--help", "OPTIONS OF Deploy, Diff AND Destroy:")]
    [InlineData("--help", "(default: broadening; never with --local)")]
    [InlineData("--version", "1.")]
    [InlineData("--target=Completion", "complete -o nospace -F _cdk_deployments build.sh ./build.sh")]
    [InlineData("--tree", "└─Install")]
    [InlineData("--description", "Regenerates what .projenrc.ts generates")]
    public void Run_WhatOnlyTells_Exits0(string option, string expected)
    {
        using var program = new BuildProgram();

        var run = program.Run(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Piped_HasNoEscapeCodes()
    {
        using var program = new BuildProgram();

        var run = program.Run("--target=Clean");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Output);
    }
}
