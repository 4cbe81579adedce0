using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAws.Protocol;

/// <summary>Answers lists a page at a time, as far as MaxResults and NextToken ask for it; the token says where to go on.</summary>
static class JsonPaging
{
    const int MostByDefault = 100;

    /// <summary>The page of <paramref name="items"/> that a request asks for, as the member <paramref name="name"/>.</summary>
    /// <param name="body">The request.</param>
    /// <param name="name">The member of the answer.</param>
    /// <param name="items">All of them, in an order that does not change.</param>
    /// <param name="describe">One as JSON.</param>
    /// <param name="most">How many a page may have.</param>
    /// <param name="usual">How many a page has where nothing is asked for.</param>
    /// <exception cref="AwsException">MaxResults is out of range, or the token is none.</exception>
    public static JsonObject Page<T>(
        JsonElement body,
        string name,
        IReadOnlyList<T> items,
        Func<T, JsonObject> describe,
        int most = MostByDefault,
        int? usual = null
    )
    {
        var size = body.Integer("MaxResults") ?? usual ?? most;
        if (size < 1 || size > most)
        {
            throw new AwsException(
                "ValidationException",
                size < 1
                    ? $"1 validation error detected: Value '{size}' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1"
                    : $"1 validation error detected: Value '{size}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to {most}"
            );
        }
        var start = Start(body.Text("NextToken"), items.Count);
        var answer = new JsonObject { [name] = JsonService.Array(items.Skip(start).Take(size).Select(describe)) };
        if (start + size < items.Count)
            answer["NextToken"] = (start + size).ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    static int Start(string? token, int count)
    {
        if (string.IsNullOrEmpty(token))
            return 0;
        return int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start <= count
            ? start
            : throw new AwsException("InvalidNextTokenException", "The NextToken is not valid.");
    }
}
