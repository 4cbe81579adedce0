using Build.Tests.Findings;
using Deployment;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>What a failed deployment says is to be done, done to the letter.</summary>
public sealed class DeployMistakesTests
{
    static readonly string[] deploy = ["--target=Deploy", "--project=infra", "--require-approval=never"];

    [Fact]
    public async Task Deploy_AMistakeInEachEnvironment_SaysWhatTheDoctorSaysAndThatMendsThem()
    {
        DoctorTests.SkipWithoutTools();
        await using var world = await DoctorWorld.StartAsync([.. DeployMistakes.Expected.Keys]);
        await DeployMistakes.MakeAsync(world);

        var failed = world.Run(deploy);
        var findings = PrintedFindings.Of(failed);
        var actions = new NextActions(world);
        foreach (var finding in findings.Where(finding => !IsDoctor(finding)))
            await actions.FollowAsync(finding);
        foreach (var finding in AskDoctor(world, findings.Where(IsDoctor)))
            await actions.FollowAsync(finding);
        var mended = world.Run(deploy);

        Assert.Equal(1, failed.ExitCode);
        Assert.Equal(DeployMistakes.Expected.Values.Order(), findings.Select(finding => finding.Code.Name).Order());
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Errors);
    }

    static bool IsDoctor(Finding finding) =>
        finding.Next!.StartsWith("./build.sh --target=Doctor", StringComparison.Ordinal);

    /// <summary>What the doctor says of the environments whose findings send there.</summary>
    static IEnumerable<Finding> AskDoctor(DoctorWorld world, IEnumerable<Finding> senders)
    {
        var next = Assert.Single(senders.Select(finding => finding.Next!.Split("  ")[0]).Distinct());
        var said = DoctorTests.FindingsByEnvironment(
            world.Run([.. next.Split(' ')[1..], "--project=infra", "--format=json"])
        );
        return senders.SelectMany(sender =>
        {
            var of = said[DeployMistakes.Expected.Single(mistake => mistake.Value == sender.Code.Name).Key].ToList();
            Assert.NotEmpty(of);
            return of;
        });
    }
}
