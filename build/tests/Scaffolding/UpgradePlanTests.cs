using System.Text;
using Scaffolding.Contents;
using Scaffolding.Records;
using Scaffolding.Upgrades;

namespace Build.Tests.Scaffolding;

public sealed class UpgradePlanTests
{
    /// <summary>The texts of a file: of the version before, of the next one, and in the repository; null where it is not there.</summary>
    [Theory]
    [InlineData("a", "a", "a", null)]
    [InlineData("a", "b", "a", ChangeKind.Changed)]
    [InlineData("a", "b", "a with\r\n", ChangeKind.Left)]
    [InlineData("a\n", "b", "a\r\n", ChangeKind.Changed)]
    [InlineData("a", "b", "b", null)]
    [InlineData("a", "b", "c", ChangeKind.Left)]
    [InlineData("a", "a", "c", null)]
    [InlineData("a", "b", null, ChangeKind.Left)]
    [InlineData("a", "a", null, null)]
    [InlineData("a", null, "a", ChangeKind.Removed)]
    [InlineData("a", null, "c", ChangeKind.Left)]
    [InlineData("a", null, null, null)]
    [InlineData(null, "b", null, ChangeKind.Added)]
    [InlineData(null, "b", "b", null)]
    [InlineData(null, "b", "c", ChangeKind.Left)]
    public void Make_OfAFile_FollowsTheNextVersionUnlessTheTeamEditedIt(
        string? before,
        string? after,
        string? now,
        ChangeKind? expected
    )
    {
        var plan = UpgradePlan.Make(RecordOf(before), ContentOf(after), _ => Bytes(now));

        Assert.Equal(expected, plan.Changes.SingleOrDefault()?.Kind);
        Assert.Equal(expected == ChangeKind.Left, plan.Changes.SingleOrDefault()?.Why is not null);
        Assert.False(plan.Regenerates);
    }

    /// <summary>What projen writes follows from settings that the team edits: where both sides changed, it is written again.</summary>
    [Theory]
    [InlineData("a", "b", "c", true, false)]
    [InlineData("a", "b", "a", false, true)]
    [InlineData("a", "a", "c", false, false)]
    public void Make_OfAFileOfProjen_GeneratesItAgainWhereBothSidesChanged(
        string before,
        string after,
        string now,
        bool regenerates,
        bool changes
    )
    {
        var plan = UpgradePlan.Make(
            RecordOf(before, FileKind.Generated),
            ContentOf(after, FileKind.Generated),
            _ => Bytes(now)
        );

        Assert.Equal(regenerates, plan.Regenerates);
        Assert.Equal(changes, plan.Changes.Count == 1);
    }

    [Fact]
    public void Make_OfAFileThatIsWrittenOnce_LeavesItAlone() =>
        Assert.Empty(
            UpgradePlan.Make(RecordOf("a", FileKind.Started), ContentOf("b", FileKind.Started), _ => Bytes("a")).Changes
        );

    static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    static TemplateRecord RecordOf(string? text, FileKind kind = FileKind.Updated)
    {
        var files = new Dictionary<string, string>();
        if (Bytes(text) is { } bytes)
            files["file"] = RepositoryFile.DigestOf(bytes);
        var none = new Dictionary<string, string>();
        return new(
            "1.0.0",
            null,
            kind == FileKind.Updated ? files : none,
            kind == FileKind.Generated ? files : none,
            kind == FileKind.Started ? files : none
        );
    }

    static TemplateContent ContentOf(string? text, FileKind kind = FileKind.Updated)
    {
        var files = new Dictionary<string, byte[]> { [TemplateRecord.Name] = RecordOf(text, kind).ToBytes() };
        if (Bytes(text) is { } bytes)
            files["file"] = bytes;
        return new(files);
    }
}
