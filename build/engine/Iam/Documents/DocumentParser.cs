using System.Text.Json;

namespace Iam.Documents;

/// <summary>Reads a policy document by the grammar of its kind and collects every mistake.</summary>
sealed class DocumentParser(PolicyKind kind, bool demandsVersion)
{
    const string Current = "2012-10-17";
    const string First = "2008-10-17";

    readonly Mistakes _mistakes = new();

    public PolicyDocument Parse(string json)
    {
        using var document = Read(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new PolicyDocumentException([Mistakes.NoObject]);
        var version = Version(root);
        var id = Text(root, "Id");
        var statements = Statements(root, variables: version == Current);
        foreach (var member in root.EnumerateObject())
            if (member.Name is not ("Version" or "Id" or "Statement"))
                _mistakes.Syntax(
                    $"The document has no element {member.Name}.",
                    PolicyMistakeKind.UnknownField,
                    member.Name
                );
        if (_mistakes.InOrder is { Count: > 0 } mistakes)
            throw new PolicyDocumentException(mistakes);
        return new PolicyDocument(json, version, id, statements);
    }

    JsonDocument Read(string json)
    {
        try
        {
            var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            Strings.DemandUnicode(document.RootElement);
            return document;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw Invalid(e);
        }
    }

    PolicyDocumentException Invalid(Exception e) =>
        new([
            new(
                PolicyMistakeKind.Json,
                kind == PolicyKind.RoleTrust
                    ? "This policy contains invalid Json"
                    : $"Syntax errors in policy. {e.Message}"
            ),
        ]);

    string Version(JsonElement root)
    {
        var given = First;
        if (root.TryGetProperty("Version", out var version))
            given = version.ValueKind == JsonValueKind.String ? version.GetString()! : "";
        if (given is not (Current or First))
            _mistakes.Syntax($"Version is neither {Current} nor {First}.", PolicyMistakeKind.UnknownVersion, given);
        else if (demandsVersion && given != Current)
            _mistakes.Add(
                PolicyMistakeKind.OldVersion,
                $"Policy document must be version {Current} or greater.",
                given
            );
        return given == First ? First : Current;
    }

    string? Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        _mistakes.Syntax($"{name} is not a string.");
        return null;
    }

    List<PolicyStatement> Statements(JsonElement root, bool variables)
    {
        var statements = new List<PolicyStatement>();
        if (!root.TryGetProperty("Statement", out var element))
        {
            _mistakes.Syntax("The document has no Statement.", PolicyMistakeKind.MissingField, "Statement");
            return statements;
        }
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            _mistakes.Syntax("Statement is neither an object nor a list of objects.");
            return statements;
        }
        JsonElement[] elements = element.ValueKind == JsonValueKind.Object ? [element] : [.. element.EnumerateArray()];
        if (elements.Length == 0)
            _mistakes.Syntax("The policy has no statements.", PolicyMistakeKind.NoStatements);
        foreach (var statement in elements)
        {
            var parsed = new StatementParser(kind, variables, _mistakes).Parse(statement, statements.Count);
            statements.Add(parsed);
        }
        CheckSids(statements);
        return statements;
    }

    void CheckSids(List<PolicyStatement> statements)
    {
        var repeated = statements.Where(s => s.Sid is { Length: > 0 }).GroupBy(s => s.Sid).Any(g => g.Count() > 1);
        if (repeated)
            _mistakes.Add(PolicyMistakeKind.Sid, "Statement IDs (SID) in a single policy must be unique.");
    }
}
