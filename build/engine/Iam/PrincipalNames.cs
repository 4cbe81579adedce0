using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Iam;

/// <summary>Calls what a policy names under "AWS" as its principals otherwise, and leaves every other byte of its text as it is.</summary>
public static class PrincipalNames
{
    static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="json">A document that <see cref="PolicyDocument"/> takes.</param>
    /// <param name="rename">The new name, or the same.</param>
    public static string Replace(string json, Func<string, string> rename)
    {
        ArgumentNullException.ThrowIfNull(rename);
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        var place = new Place();
        var text = new StringBuilder();
        var copied = 0;
        while (reader.Read())
        {
            place.Follow(ref reader);
            if (reader.TokenType != JsonTokenType.String || !place.IsPrincipal)
                continue;
            var name = reader.GetString()!;
            if (rename(name) is var other && other == name)
                continue;
            text.Append(Encoding.UTF8.GetString(bytes.AsSpan(copied..(int)reader.TokenStartIndex)));
            text.Append(JsonSerializer.Serialize(other, _plain));
            copied = (int)reader.BytesConsumed;
        }
        return copied == 0 ? json : text.Append(Encoding.UTF8.GetString(bytes.AsSpan(copied..))).ToString();
    }

    /// <summary>The names of the members that a reader is inside of.</summary>
    sealed class Place
    {
        readonly Stack<(int Depth, string Name)> _members = new();

        public bool IsPrincipal =>
            _members.Select(member => member.Name).SequenceEqual(["AWS", "Principal", "Statement"])
            || _members.Select(member => member.Name).SequenceEqual(["AWS", "NotPrincipal", "Statement"]);

        public void Follow(ref Utf8JsonReader reader)
        {
            var isName = reader.TokenType == JsonTokenType.PropertyName;
            if (!isName && reader.TokenType != JsonTokenType.EndObject)
                return;
            while (_members.TryPeek(out var last) && last.Depth >= reader.CurrentDepth + (isName ? 0 : 1))
                _members.Pop();
            if (isName)
                _members.Push((reader.CurrentDepth, reader.GetString()!));
        }
    }
}
