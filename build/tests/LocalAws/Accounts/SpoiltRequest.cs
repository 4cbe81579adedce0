using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>Makes requests that lack a member, or have it empty or too long, of one that is whole.</summary>
static class SpoiltRequest
{
    const int Depth = 3;

    static readonly string _long = new('x', 5000);

    /// <summary>Each with what is wrong with it.</summary>
    public static IEnumerable<(string How, string Request)> Of(
        Attempt attempt,
        IReadOnlyDictionary<string, string> names
    )
    {
        if (attempt.Request == "-")
            return [];
        return attempt.Request.StartsWith('{')
            ? OfJson(names.Aggregate(attempt.Request, (text, pair) => text.Replace($"<{pair.Key}>", pair.Value)))
            : OfForm(attempt.Request);
    }

    static IEnumerable<(string, string)> OfForm(string request)
    {
        var members = request.Split('&').Select(member => member.Split('=', 2)).ToList();
        for (var i = 0; i < members.Count; i++)
        {
            yield return ($"without {members[i][0]}", Without(i, null));
            yield return ($"with an empty {members[i][0]}", Without(i, ""));
            yield return ($"with a long {members[i][0]}", Without(i, _long));
        }

        string Without(int index, string? value) =>
            string.Join(
                '&',
                members
                    .Select((member, i) => i == index ? (member[0], value) : (member[0], member[1]))
                    .Where(member => member.Item2 is not null)
                    .Select(member => $"{member.Item1}={member.Item2}")
            )
                is { Length: > 0 } text
                ? text
                : "-";
    }

    static IEnumerable<(string, string)> OfJson(string request)
    {
        foreach (var path in Paths(JsonNode.Parse(request)!, 0).ToList())
        {
            var name = string.Join('.', path);
            yield return ($"without {name}", With(path, null));
            var member = path.Aggregate(JsonNode.Parse(request)!, (node, step) => Child(node, step));
            yield return ($"with an empty {name}", With(path, Empty(member)));
            if (member.GetValueKind() == System.Text.Json.JsonValueKind.String)
                yield return ($"with a long {name}", With(path, JsonValue.Create(_long)));
        }

        string With(IReadOnlyList<string> path, JsonNode? value)
        {
            var whole = JsonNode.Parse(request)!;
            var parent = path.SkipLast(1).Aggregate(whole, (node, step) => Child(node, step));
            if (parent is JsonArray list)
                list.Clear();
            else if (value is null)
                parent.AsObject().Remove(path[^1]);
            else
                parent[path[^1]] = value;
            return whole.ToJsonString();
        }
    }

    /// <summary>Of members, and of those of the first of a list.</summary>
    static IEnumerable<IReadOnlyList<string>> Paths(JsonNode node, int depth)
    {
        if (depth == Depth)
            yield break;
        var members =
            node is JsonObject whole ? whole.Select(member => (member.Key, member.Value))
            : node is JsonArray { Count: > 0 } list ? [("0", list[0])]
            : [];
        foreach (var (step, child) in members)
        {
            yield return [step];
            if (child is not null)
                foreach (var below in Paths(child, depth + 1))
                    yield return [step, .. below];
        }
    }

    static JsonNode Child(JsonNode node, string step) => node is JsonArray list ? list[0]! : node[step]!;

    static JsonNode Empty(JsonNode member) =>
        member.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Array => new JsonArray(),
            System.Text.Json.JsonValueKind.Object => new JsonObject(),
            System.Text.Json.JsonValueKind.Number => JsonValue.Create(-1),
            System.Text.Json.JsonValueKind.String => JsonValue.Create(""),
            _ => JsonValue.Create("neither"),
        };
}
