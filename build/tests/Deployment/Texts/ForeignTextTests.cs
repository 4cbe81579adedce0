using System.Globalization;
using System.Text.Json;
using Deployment;
using Deployment.Texts;

namespace Build.Tests.Deployment.Texts;

public sealed class ForeignTextTests
{
    public static TheoryData<string> Texts => NastyTexts.All;

    [Theory]
    [MemberData(nameof(Texts))]
    public void ToLog_OfAnything_IsSafeAndStaysAsItIsWhenCleanedAgain(string text)
    {
        var clean = ForeignText.ToLog(text);

        SafeOutput.AssertLog(clean);
        Assert.Equal(clean, ForeignText.ToLog(clean));
        Assert.DoesNotContain("\n", ForeignText.ToLine(text), StringComparison.Ordinal);
    }

    static readonly JsonSerializerOptions options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void ToJson_OfAJsonText_SaysTheSame(string text)
    {
        var json = JsonSerializer.Serialize(text, options);

        var clean = ForeignText.ToJson(json);

        SafeOutput.AssertLog(clean);
        Assert.Equal(JsonSerializer.Deserialize<string>(json), JsonSerializer.Deserialize<string>(clean));
        Assert.Equal(clean, ForeignText.ToLog(clean));
    }

    [Theory]
    [InlineData("plain text: with :: and a # in it, 100%", "plain text: with :: and a # in it, 100%")]
    [InlineData("\e[1;31mERR\e[0m", "ERR")]
    [InlineData("\e]0;title\aafter", "after")]
    [InlineData("a\u202Eb", "a\\u202Eb")]
    [InlineData("::error::x", ": :error::x")]
    [InlineData("##vso[x]", "# #vso[x]")]
    [InlineData("Grüße, 名前", "Grüße, 名前")]
    [InlineData("one\r\ntwo\rthree", "one\ntwo\nthree")]
    public void ToLog_OfAText_ShowsWhatItIs(string text, string expected) =>
        Assert.Equal(expected, ForeignText.ToLog(text));

    [Fact]
    public void ToString_FindingWithReasonsOfSeveralLines_KeepsThemWithinTheirEntry()
    {
        var finding = new Finding(
            FindingCodes.DiskFull,
            "Stack\nOther. [Code]\n  Next: rm",
            ["reason\n  Next: rm -rf\nB. [Fake]"],
            "do it"
        );

        var lines = finding.ToString().Split(Environment.NewLine);

        Assert.Equal(
            [
                "Stack Other. [Code] Next: rm. [DiskFull]",
                "  reason",
                "      Next: rm -rf",
                "    B. [Fake]",
                "  Next: do it",
            ],
            lines
        );
    }

    [Fact]
    public void CleanWriter_TextInPieces_IsCleanedLineByLine()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var writer = new CleanWriter(output))
        {
            writer.Write("\e[3");
            writer.Write("1mred");
            writer.Write('\n');
            writer.WriteLine("::error::x");
            writer.Write("a question? ");
        }

        Assert.Equal("red\n: :error::x\na question? ", output.ToString());
    }
}
