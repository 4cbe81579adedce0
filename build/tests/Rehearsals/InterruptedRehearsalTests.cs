using System.Text;
using Build.Tests.Rehearsals.Doctors;

namespace Build.Tests.Rehearsals;

/// <summary>Ctrl+C while the local AWS of a run executes a change set: the run ends, CloudFormation does as on AWS.</summary>
public sealed class InterruptedRehearsalTests
{
    static readonly string[] deploy = ["--target=Deploy", "--project=infra", "--require-approval=never"];

    [Fact]
    public async Task DeployLocal_InterruptedWhileExecuting_LeavesAStackThatTheNextDeployTakesAsItIs()
    {
        Interrupts.SkipWhereIgnored();
        DoctorTests.SkipWithoutTools();
        await using var world = await DoctorWorld.StartRehearsedAsync(["one"]);
        await world.BootstrapAsync("one", options => options);
        await world.CloseAsync();
        using var program = world.Rehearsal();

        using var process = program.Start([.. deploy, "--local", "--exclusive", "--resource-duration=1s"]);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.AppendLine(line);
            if (line.Contains("deploying", StringComparison.Ordinal))
                break;
        }
        Interrupts.Send(process);
        said.Append(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var next = world.Rehearse(deploy);

        Assert.True(process.ExitCode == 130, said + await errors);
        Assert.Contains("The local CloudFormation finishes its stacks", await errors, StringComparison.Ordinal);
        Assert.True(next.ExitCode == 0, next.Output + next.Errors);
        Assert.Contains("Unchanged", next.Output, StringComparison.Ordinal);
    }
}
