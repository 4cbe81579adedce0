using Fingerprints;
using FsCheck.Xunit;

namespace Build.Tests.Fingerprints;

public class RandomEditTests
{
    [Property(MaxTest = 60)]
    public void RunAsync_AnyEdits_RunsExactlyWhatDependsOnThemAndEqualsACleanBuild(
        (byte, byte, byte)[] edits,
        bool trustsStatus,
        byte every
    )
    {
        using var world = new EditedWorld();
        var options = world.Checkout.Options with
        {
            RacyWindow = trustsStatus ? TimeSpan.Zero : TimeSpan.FromMinutes(1),
        };
        Assert.Equal(["app first", "app second"], world.Run(options));

        foreach (var some in edits.Select(Edit.From).Chunk(1 + (every % 3)))
        {
            Array.ForEach(some, world.Apply);
            var expected = world.Expected;
            Assert.Equal(expected, world.Run(options));
            Assert.Equal(world.CleanOutputs, world.Outputs);
        }
        Assert.Empty(world.Run(options));
    }

    [Property(MaxTest = 15)]
    public void RunAsync_TwoCheckoutsOfOneCommit_HaveEqualFingerprints((byte, byte, byte)[] edits)
    {
        using var world = new EditedWorld();
        foreach (var edit in edits.Select(Edit.From).Where(edit => edit.Kind != EditKind.Variable))
            world.Apply(edit);
        world.Checkout.Git("add", "--all");
        world.Checkout.Git("commit", "--quiet", "--allow-empty", "-m", "two");
        world.Checkout.Git("checkout", "--quiet", ".");
        using var one = new TemporaryCheckout(withGit: false);
        using var two = new TemporaryCheckout(withGit: false);
        Array.ForEach([one, two], clone => clone.Git("clone", "--quiet", world.Checkout.Root, "."));

        Assert.Equal(Fingerprints(one), Fingerprints(two));

        IEnumerable<Digest> Fingerprints(TemporaryCheckout checkout) =>
            [.. world.Steps.Select(step => checkout.RunOnce(step with { Outputs = [] }).Fingerprint)];
    }
}
