using System.Text;
using System.Text.Json;

namespace Iam.Simulations;

/// <summary>A place in a document: lines and columns from 1.</summary>
public readonly record struct TextPosition(int Line, int Column);

/// <summary>Where a statement stands in its document, as SimulatePrincipalPolicy tells it: just behind each of its two braces.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/APIReference/API_Statement.html; the columns are as recorded on AWS.</remarks>
public static class StatementPositions
{
    const int StatementDepth = 1;

    /// <param name="document">The document as it was written.</param>
    public static (TextPosition Start, TextPosition End) Of(PolicyStatement statement, PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(document);
        var bytes = Encoding.UTF8.GetBytes(document.Json);
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.CurrentDepth != StatementDepth || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isStatement = reader.ValueTextEquals("Statement");
            reader.Read();
            if (!isStatement)
            {
                reader.Skip();
                continue;
            }
            if (reader.TokenType == JsonTokenType.StartArray)
                reader.Read();
            for (var index = 0; index < statement.Index; index++)
            {
                reader.Skip();
                reader.Read();
            }
            var start = reader.TokenStartIndex + 1;
            reader.Skip();
            return (At(bytes, start), At(bytes, reader.BytesConsumed));
        }
        throw new ArgumentException("The statement is not of the document.", nameof(statement));
    }

    static TextPosition At(byte[] bytes, long end)
    {
        var before = bytes.AsSpan(0, (int)end);
        var line = before.LastIndexOf((byte)'\n');
        return new(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(line + 1)..]) + 1);
    }
}
