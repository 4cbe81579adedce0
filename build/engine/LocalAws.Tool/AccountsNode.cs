using System.Text.Json;
using System.Text.RegularExpressions;
using Iam;

namespace LocalAws.Tool;

/// <summary>A place in the file, which may be missing; what is wrong there is noted with its path.</summary>
readonly struct AccountsNode(JsonElement? element, string path, ICollection<string> problems)
{
    public AccountsNode this[string name] =>
        new(
            element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var member)
                ? member
                : null,
            $"{path}.{name}",
            problems
        );

    public bool IsText => element is { ValueKind: JsonValueKind.String };

    public void Refuse(string what) => problems.Add($"{path} {what}");

    /// <summary>Refuses whatever else there is, and what is no object.</summary>
    public void Allow(params string[] names)
    {
        if (element is not { ValueKind: JsonValueKind.Object } found)
        {
            Refuse("is not an object");
            return;
        }
        foreach (var member in found.EnumerateObject().Where(member => !names.Contains(member.Name)))
            problems.Add($"{path}.{member.Name} is not known; known are {string.Join(", ", names)}");
    }

    /// <summary>The items of an array; none where it is missing.</summary>
    public IEnumerable<AccountsNode> Items()
    {
        if (element is { ValueKind: not JsonValueKind.Array })
            Refuse("is not an array");
        var (parent, all) = (path, problems);
        return element is { ValueKind: JsonValueKind.Array } found
            ? [.. found.EnumerateArray().Select((item, index) => new AccountsNode(item, $"{parent}[{index}]", all))]
            : [];
    }

    public string? Text(Regex form, bool isRequired = false)
    {
        if (element is null && !isRequired)
            return null;
        var text = IsText ? element!.Value.GetString() : null;
        if (text is not null && form.IsMatch(text))
            return text;
        Refuse(element is null ? "is missing" : $"is {element}, which does not match {form}");
        return null;
    }

    public bool Flag()
    {
        if (element is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
            Refuse("is neither true nor false");
        return element is { ValueKind: JsonValueKind.True };
    }

    /// <summary>A service control policy as JSON.</summary>
    public string Document()
    {
        if (element is not { } found)
        {
            Refuse("is missing");
            return "";
        }
        try
        {
            PolicyDocument.Parse(found.GetRawText(), PolicyKind.ServiceControl);
        }
        catch (PolicyDocumentException exception)
        {
            foreach (var error in exception.Errors)
                Refuse($"is not a service control policy: {error}");
        }
        return found.GetRawText();
    }
}
