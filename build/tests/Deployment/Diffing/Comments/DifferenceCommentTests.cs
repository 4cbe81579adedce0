using System.Text;
using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using Build.Tests.Deployment.Texts;
using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;
using Deployment.Diffing.Comments;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Build.Tests.Deployment.Diffing.Comments;

/// <summary>A comment for a pull request, as a renderer of GitHub's Markdown that this project did not write reads it.</summary>
public sealed class DifferenceCommentTests
{
    static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
    static readonly TargetEnvironment _environment = new("111111111111", "eu-west-1");
    static readonly string[] _ownHtml = ["<details>", "</details>", "<summary>", "</summary>", "<code>", "</code>"];

    public static TheoryData<string> Texts =>
        [.. NastyTexts.All, "@octocat, fixes #1, GH-2, 5f1dd0e", "`", "``` a", " "];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Write_NamesAndValuesOfOthers_AreCodeAndNothingElse(string text)
    {
        var document = Markdown.Parse(DifferenceComment.Write(Of(text, stacks: 1, resources: 2), _ => text), _pipeline);

        var inlines = document.Descendants<Inline>().ToList();
        Assert.DoesNotContain(
            inlines,
            inline => inline is LinkInline or AutolinkInline or HtmlInline or HtmlEntityInline
        );
        // What no code holds is the comment's own.
        var own = string.Concat(inlines.OfType<LiteralInline>().Select(literal => literal.Content.ToString()));
        Assert.DoesNotContain("@", own, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", own, StringComparison.Ordinal);
        Assert.Contains("DATA IS LOST", own, StringComparison.Ordinal);
        Assert.All(
            document.Descendants<HtmlBlock>(),
            block =>
                Assert.DoesNotContain('<', Without(block.Lines.ToString(), [DifferenceComment.Marker, .. _ownHtml]))
        );
        Assert.Empty(document.Descendants<FencedCodeBlock>());
        Assert.All(document.Descendants<HeadingBlock>(), heading => Assert.InRange(heading.Level, 3, 4));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5_000)]
    [InlineData(3_000, 2)]
    public void Write_HoweverMuchDiffers_FitsIntoACommentAndClosesWhatItOpens(int stacks, int resources)
    {
        var text = DifferenceComment.Write(Of(new string('\u00E4', 1_000), stacks, resources), _ => null);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, DifferenceComment.Limit);
        Assert.StartsWith(DifferenceComment.Marker, text, StringComparison.Ordinal);
        Assert.Equal(Count(text, "<details>"), Count(text, "</details>"));
        Assert.True(
            stacks * resources == 1 || text.Contains("for which there is no room here", StringComparison.Ordinal)
        );
        // However much is lost, what broadens and what was not read is said.
        foreach (var heading in (string[])["Not read", "Replaced or deleted", "Broadens permissions", "Everything"])
            Assert.Contains($"{heading}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SeveralKindsOfChange_SaysTheWorstFirst()
    {
        var stack = new StackDifference(Stack("One"), IsNew: false)
        {
            Resources =
            [
                Resource("Added", "AWS::S3::Bucket", ResourceChangeKind.Added),
                Resource("Gone", "AWS::SNS::Topic", ResourceChangeKind.Removed),
                Resource("Maybe", "AWS::SNS::Topic", ResourceChangeKind.MayBeReplaced),
                Resource("Kept", "AWS::S3::Bucket", ResourceChangeKind.Replaced) with
                {
                    Data = DataFate.Retained,
                },
                Resource("Perhaps", "AWS::S3::Bucket", ResourceChangeKind.Removed) with
                {
                    Data = DataFate.MayBeLost,
                },
                Resource("Lost", "AWS::DynamoDB::Table", ResourceChangeKind.Replaced) with
                {
                    Data = DataFate.Lost,
                },
            ],
            Iam = [new("Role", "Allow s3:*", IsAdded: true, IsBroadening: true), new("Role", "Deny", true, false)],
        };

        var lines = DifferenceComment.Write(new PlanDifference([stack]), _ => "production").Split('\n');

        Assert.Equal(
            [
                "Stacks: 1 changed.",
                "#### Replaced or deleted",
                "- 🛑 **DATA IS LOST**: `AWS::DynamoDB::Table` `Lost` is replaced (its data is lost, unless a removal policy retains it), in `One` (`production, 111111111111/eu-west-1`)",
                "- 🛑 **DATA MAY BE LOST**: `AWS::S3::Bucket` `Perhaps` is deleted (its data may be lost, unless a removal policy retains it), in `One` (`production, 111111111111/eu-west-1`)",
                "- ⚠️ **holds data**: `AWS::S3::Bucket` `Kept` is replaced (what is there is retained), in `One` (`production, 111111111111/eu-west-1`)",
                "- `AWS::SNS::Topic` `Maybe` may be replaced, in `One` (`production, 111111111111/eu-west-1`)",
                "- `AWS::SNS::Topic` `Gone` is deleted, in `One` (`production, 111111111111/eu-west-1`)",
                "#### Broadens permissions",
                "- added to `Role`: `Allow s3:*`, in `One` (`production, 111111111111/eu-west-1`)",
                "#### Everything",
                "<details><summary><code>One</code> in <code>production, 111111111111/eu-west-1</code>: 6 resources</summary>",
            ],
            lines.SkipWhile(line => line != "Stacks: 1 changed.").Where(line => line.Length > 0).Take(11)
        );
    }

    static PlanDifference Of(string text, int stacks, int resources) =>
        new([
            .. Enumerable
                .Range(0, stacks)
                .Select(index => new StackDifference(Stack($"{text}{index}"), IsNew: false)
                {
                    Resources =
                    [
                        .. Enumerable
                            .Range(0, resources)
                            .Select(number =>
                                Resource($"{text}{number}", text, ResourceChangeKind.Replaced) with
                                {
                                    ConstructPath = text,
                                    Data = DataFate.Lost,
                                    Properties =
                                    [
                                        new(text, JsonValue.Create(text), JsonValue.Create(text))
                                        {
                                            Cause = text,
                                            Effect = ChangeEffect.Replaces,
                                        },
                                    ],
                                }
                            ),
                    ],
                    Others = [new(text, null, null) { Cause = text }],
                    Iam = [new(text, text, IsAdded: true, IsBroadening: true)],
                    SecurityGroups = [new(text, text, IsAdded: false, IsBroadening: true)],
                    Unsure = [text],
                    Notes = [text],
                }),
        ])
        {
            Unread = [new(Stack(text), [new Finding(FindingCodes.AssumeRoleFailed, text, [text], text)])],
        };

    static StackReference Stack(string name) => new(name, name, name, _environment);

    static ResourceDifference Resource(string id, string type, ResourceChangeKind kind) =>
        new(id, null, type, kind, []);

    static string Without(string text, IEnumerable<string> parts) =>
        parts.Aggregate(text, (left, part) => left.Replace(part, "", StringComparison.Ordinal));

    static int Count(string text, string part) => text.Split(part).Length - 1;
}
