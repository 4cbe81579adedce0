using System.Text.Json;
using Iam.Conditions;
using Iam.Matching;

namespace Iam.Documents;

/// <summary>Reads one statement; mistakes go to the list, and what is returned then counts for nothing.</summary>
sealed class StatementParser(PolicyKind kind, bool variables, Mistakes mistakes)
{
    static readonly HashSet<string> Elements =
    [
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ];

    /// <summary>Stands for what was reported already.</summary>
    const string Invalid = "*";

    int _index;

    public PolicyStatement Parse(JsonElement statement, int index)
    {
        _index = index;
        if (statement.ValueKind != JsonValueKind.Object)
        {
            Syntax("is not an object");
            statement = JsonElement.Parse("{}");
        }
        foreach (var member in statement.EnumerateObject())
            if (!Elements.Contains(member.Name))
                Syntax($"has no element {member.Name}", PolicyMistakeKind.UnknownField, member.Name);
        var actions = new ActionPattern(Actions(statement, out var exceptActions));
        var resources = Resources(statement, out var exceptResources);
        var body = new StatementBody(
            Effect(statement),
            Principals(statement),
            actions,
            exceptActions,
            resources,
            exceptResources,
            Conditions(statement)
        );
        return new PolicyStatement(index, Sid(statement), statement.GetRawText(), body);
    }

    bool IsAttachedToPrincipal =>
        kind is PolicyKind.Identity or PolicyKind.Boundary or PolicyKind.Session or PolicyKind.ServiceControl;

    void Syntax(string why, PolicyMistakeKind kind = PolicyMistakeKind.Syntax, string subject = "") =>
        mistakes.Syntax($"Statement {_index + 1} {why}.", kind, subject);

    void Prohibited(string field) =>
        mistakes.Add(PolicyMistakeKind.ProhibitedField, $"Has prohibited field {field}", field);

    void Action(string text, string action) => mistakes.Add(PolicyMistakeKind.Action, text, action);

    string? Sid(JsonElement statement)
    {
        if (!statement.TryGetProperty("Sid", out var element))
            return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Syntax("has a Sid that is not a string");
            return null;
        }
        var sid = element.GetString()!;
        if (IsAttachedToPrincipal && !sid.All(char.IsAsciiLetterOrDigit))
            mistakes.Add(
                PolicyMistakeKind.Sid,
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
            );
        return sid;
    }

    PolicyEffect Effect(JsonElement statement)
    {
        if (!statement.TryGetProperty("Effect", out var element))
        {
            Syntax("has no Effect", PolicyMistakeKind.MissingField, "Effect");
            return PolicyEffect.Deny;
        }
        var effect = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        if (effect is "Allow" or "Deny")
            return effect == "Allow" ? PolicyEffect.Allow : PolicyEffect.Deny;
        if (effect?.ToUpperInvariant() is "ALLOW" or "DENY")
            mistakes.Legacy(PolicyMistakeKind.EffectCase, effect);
        else
            Syntax("has an Effect that is neither Allow nor Deny", PolicyMistakeKind.Effect, effect ?? "");
        return PolicyEffect.Deny;
    }

    PrincipalElement? Principals(JsonElement statement)
    {
        var positive = statement.TryGetProperty("Principal", out var element);
        var negative = statement.TryGetProperty("NotPrincipal", out var other);
        if (IsAttachedToPrincipal)
        {
            if (positive || negative)
                mistakes.Add(
                    PolicyMistakeKind.ProhibitedField,
                    "Policy document should not specify a principal.",
                    "Principal"
                );
            return null;
        }
        if (positive && negative)
            Syntax("has both Principal and NotPrincipal");
        else if (!positive && !negative)
            mistakes.Add(PolicyMistakeKind.MissingField, "Missing required field Principal", "Principal");
        if (kind == PolicyKind.RoleTrust && negative)
            Prohibited("NotPrincipal");
        var entries = new PrincipalParser(kind, mistakes).Parse(positive ? element : other);
        return new PrincipalElement(entries, except: negative && !positive);
    }

    List<string> Actions(JsonElement statement, out bool except)
    {
        var actions = OneOf(statement, "Action", "NotAction", out except);
        if (actions is null || actions.Count == 0)
        {
            mistakes.Add(PolicyMistakeKind.NoActions, "Policy statement must contain actions.");
            return [];
        }
        foreach (var action in actions.Where(a => a != "*"))
        {
            var colon = action.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                Action("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.", action);
            else if (action.AsSpan(colon + 1).Contains(':'))
                Action("Actions/Condition can contain only one colon.", action);
            else if (!action.AsSpan(0, colon).IsVendor())
                Action($"Vendor {action[..colon]} is not valid", action);
            if (kind == PolicyKind.RoleTrust && !action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase))
                Action("AssumeRole policy may only specify STS AssumeRole actions.", action);
        }
        return actions;
    }

    List<PolicyText>? Resources(JsonElement statement, out bool except)
    {
        var resources = OneOf(statement, "Resource", "NotResource", out except);
        if (kind == PolicyKind.RoleTrust)
        {
            if (resources is not null)
                Prohibited("Resource");
            return null;
        }
        if (resources is null || resources.Count == 0)
        {
            mistakes.Add(PolicyMistakeKind.NoResources, "Policy statement must contain resources.");
            return [];
        }
        if (IsAttachedToPrincipal)
            foreach (var resource in resources)
                ResourceMistakes.Find(resource, kind, mistakes);
        return [.. resources.Select(r => PolicyText.Resource(ResourceMistakes.Completed(r), variables))];
    }

    /// <summary>The strings of an element or of its negation; null when the statement has neither.</summary>
    List<string>? OneOf(JsonElement statement, string name, string negation, out bool except)
    {
        var positive = statement.TryGetProperty(name, out var element);
        except = statement.TryGetProperty(negation, out var other) && !positive;
        if (positive && other.ValueKind != JsonValueKind.Undefined)
            Syntax($"has both {name} and {negation}");
        if (!positive && !except)
            return null;
        var strings = Strings.Of(positive ? element : other, skipsNulls: name == "Resource");
        if (strings is null)
            Syntax($"has an element {(positive ? name : negation)} that is neither a string nor a list of strings");
        return strings ?? [Invalid];
    }

    List<Condition> Conditions(JsonElement statement) =>
        statement.TryGetProperty("Condition", out var element)
            ? new ConditionParser(variables, mistakes, _index + 1).Parse(element)
            : [];
}
