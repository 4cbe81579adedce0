using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Iam;

namespace Build.Tests.Iam;

public class PolicyDocumentProperties
{
    static readonly string[] Words =
    [
        "Version",
        "2012-10-17",
        "Statement",
        "Effect",
        "Allow",
        "Principal",
        "NotPrincipal",
        "AWS",
        "Action",
        "NotAction",
        "s3:*",
        "Resource",
        "NotResource",
        "*",
        "arn:aws:s3:::a/${aws:username}",
        "arn:aws",
        "${",
        "Condition",
        "StringLike",
        "ForAnyValue:IpAddress",
        "aws:SourceIp",
        "10.0.0.0/99",
        "Sid",
        "\uffff",
        "",
    ];

    [Property(MaxTest = 3000)]
    public Property Parse_AnyJson_ThrowsNothingButItsOwnException() =>
        Prop.ForAll(Json(4).ToArbitrary(), Kinds, (json, kind) => ParsesOrRefuses(json.ToJsonString(), kind));

    [Property(MaxTest = 2000)]
    public Property Parse_AnyStatement_ThrowsNothingButItsOwnException() =>
        Prop.ForAll(
            Json(3).ToArbitrary(),
            Kinds,
            (json, kind) =>
                ParsesOrRefuses($$"""{ "Version": "2012-10-17", "Statement": [{{json.ToJsonString()}}] }""", kind)
        );

    [Property(MaxTest = 2000)]
    public Property Parse_AnyText_ThrowsNothingButItsOwnException(string text) =>
        Prop.ForAll(Kinds, kind => ParsesOrRefuses(text ?? "", kind));

    [Theory]
    [InlineData("""{ "Version": "2012-10-17", "Statement": { "Sid": "\ud800" } }""")]
    [InlineData("""{ "\ud800": 1 }""")]
    [InlineData("\ud800")]
    [InlineData("")]
    public void Parse_TextThatIsNoUnicode_IsRefusedAsASyntaxError(string json)
    {
        var exception = Assert.Throws<PolicyDocumentException>(() => PolicyDocument.Parse(json, PolicyKind.Identity));

        Assert.StartsWith("Syntax errors in policy.", exception.Message, StringComparison.Ordinal);
    }

    static Arbitrary<PolicyKind> Kinds => Gen.Elements(Enum.GetValues<PolicyKind>()).ToArbitrary();

    static bool ParsesOrRefuses(string json, PolicyKind kind)
    {
        try
        {
            return PolicyDocument.Parse(json, kind).Statements.Count > 0;
        }
        catch (PolicyDocumentException e)
        {
            return e.Errors.Count > 0;
        }
    }

    static Gen<JsonNode> Json(int depth)
    {
        var scalar = Gen.OneOf(
            Gen.Elements(Words).Select(w => (JsonNode)JsonValue.Create(w)),
            Gen.Choose(-5, 5).Select(n => (JsonNode)JsonValue.Create(n)),
            Gen.Elements(true, false).Select(b => (JsonNode)JsonValue.Create(b))
        );
        if (depth == 0)
            return scalar;
        var inner = Json(depth - 1);
        var list = Some(inner, 4).Select(l => (JsonNode)new JsonArray([.. l.Select(Copy)]));
        var member = from name in Gen.Elements(Words) from value in inner select (name, value);
        var record = Some(member, 7).Select(Record);
        return Gen.OneOf(scalar, list, record, record);
    }

    static Gen<T[]> Some<T>(Gen<T> item, int atMost) => Gen.Choose(0, atMost).SelectMany(count => item.ArrayOf(count));

    static JsonNode Record(IEnumerable<(string Name, JsonNode Value)> members)
    {
        var record = new JsonObject();
        foreach (var (name, value) in members)
            record[name] = Copy(value);
        return record;
    }

    static JsonNode Copy(JsonNode node) => node.DeepClone();
}
