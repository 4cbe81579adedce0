using System.Text.Json;

namespace Iam.Documents;

/// <summary>Reads a policy document by the grammar of its kind and collects every mistake.</summary>
sealed class DocumentParser(PolicyKind kind)
{
    const string SyntaxError = "Syntax errors in policy.";

    readonly List<string> _errors = [];

    public PolicyDocument Parse(string json)
    {
        using var document = Read(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new PolicyDocumentException([SyntaxError]);
        var version = Version(root);
        var id = Text(root, "Id");
        var statements = Statements(root, variables: version == "2012-10-17");
        foreach (var member in root.EnumerateObject())
            if (member.Name is not ("Version" or "Id" or "Statement"))
                _errors.Add($"{SyntaxError} The document has no element {member.Name}.");
        if (_errors.Count > 0)
            throw new PolicyDocumentException([.. _errors.Distinct()]);
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
        new([kind == PolicyKind.RoleTrust ? "This policy contains invalid Json" : $"{SyntaxError} {e.Message}"]);

    string Version(JsonElement root)
    {
        if (!root.TryGetProperty("Version", out var version))
            return "2008-10-17";
        if (version.ValueKind == JsonValueKind.String && version.GetString() is "2012-10-17" or "2008-10-17")
            return version.GetString()!;
        _errors.Add($"{SyntaxError} Version is neither 2012-10-17 nor 2008-10-17.");
        return "2012-10-17";
    }

    string? Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        _errors.Add($"{SyntaxError} {name} is not a string.");
        return null;
    }

    List<PolicyStatement> Statements(JsonElement root, bool variables)
    {
        var statements = new List<PolicyStatement>();
        if (!root.TryGetProperty("Statement", out var element))
        {
            _errors.Add($"{SyntaxError} The document has no Statement.");
            return statements;
        }
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            _errors.Add($"{SyntaxError} Statement is neither an object nor a list of objects.");
            return statements;
        }
        JsonElement[] elements = element.ValueKind == JsonValueKind.Object ? [element] : [.. element.EnumerateArray()];
        if (elements.Length == 0)
            _errors.Add($"{SyntaxError} The policy has no statements.");
        foreach (var statement in elements)
        {
            var parsed = new StatementParser(kind, variables, _errors).Parse(statement, statements.Count);
            statements.Add(parsed);
        }
        CheckSids(statements);
        return statements;
    }

    void CheckSids(List<PolicyStatement> statements)
    {
        var repeated = statements.Where(s => s.Sid is { Length: > 0 }).GroupBy(s => s.Sid).Any(g => g.Count() > 1);
        if (repeated)
            _errors.Add("Statement IDs (SID) in a single policy must be unique.");
    }
}
