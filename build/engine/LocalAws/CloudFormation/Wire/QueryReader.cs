using System.Globalization;
using LocalAws.CloudFormation.ChangeSets;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Wire;

/// <summary>Reads the parameters of CloudFormation's actions from a form.</summary>
sealed class QueryReader(QueryPairs pairs)
{
    readonly Dictionary<string, string> _values = Index(pairs);

    static Dictionary<string, string> Index(QueryPairs pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
            values[key] = value;
        return values;
    }

    public string? Optional(string name) => _values.GetValueOrDefault(name);

    public string Required(string name) =>
        Optional(name) is { Length: > 0 } value
            ? value
            : throw Problems.Validation(
                $"1 validation error detected: Value null at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null"
            );

    public bool Flag(string name) =>
        Optional(name) switch
        {
            null => false,
            var text when bool.TryParse(text, out var value) => value,
            var text => throw Problems.Validation($"Value '{text}' of {name} must be true or false"),
        };

    public int? Number(string name) =>
        Optional(name) switch
        {
            null => null,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
            var text => throw Problems.Validation($"Value '{text}' of {name} must be a number"),
        };

    /// <summary>The texts of Name.member.1, Name.member.2 ...; null when the list is absent.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        var found = new List<string>();
        while (Optional(Member(name, found.Count + 1)) is { } value)
            found.Add(value);
        return found.Count > 0 || _values.ContainsKey(name) ? found : null;
    }

    /// <summary>One item for each Name.member.N that has the given member.</summary>
    List<T>? Items<T>(string name, string key, Func<string, T> read)
    {
        var found = new List<T>();
        while (_values.ContainsKey($"{Member(name, found.Count + 1)}.{key}"))
            found.Add(read(Member(name, found.Count + 1)));
        return found.Count > 0 || _values.ContainsKey(name) ? found : null;
    }

    static string Member(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}.member.{number}");

    public StackInput Stack() =>
        new()
        {
            StackName = Required("StackName"),
            TemplateBody = Optional("TemplateBody"),
            TemplateUrl = Optional("TemplateURL"),
            UsePreviousTemplate = Flag("UsePreviousTemplate"),
            Parameters =
                Items(
                    "Parameters",
                    "ParameterKey",
                    at => new ParameterInput(
                        Required($"{at}.ParameterKey"),
                        Optional($"{at}.ParameterValue"),
                        Flag($"{at}.UsePreviousValue")
                    )
                ) ?? [],
            Capabilities = Texts("Capabilities") ?? [],
            RoleArn = Optional("RoleARN"),
            NotificationArns = Texts("NotificationARNs"),
            Tags = Items("Tags", "Key", at => new Tag(Required($"{at}.Key"), Optional($"{at}.Value") ?? "")),
            DisableRollback = Flag("DisableRollback"),
            OnFailure = Optional("OnFailure"),
            TimeoutInMinutes = Number("TimeoutInMinutes"),
            EnableTerminationProtection = Flag("EnableTerminationProtection"),
            StackPolicyBody = Optional("StackPolicyBody"),
            StackPolicyUrl = Optional("StackPolicyURL"),
            StackPolicyDuringUpdateBody = Optional("StackPolicyDuringUpdateBody"),
            StackPolicyDuringUpdateUrl = Optional("StackPolicyDuringUpdateURL"),
            ClientRequestToken = Optional("ClientRequestToken"),
        };

    public ChangeSetInput ChangeSet() =>
        new()
        {
            Stack = Stack(),
            Name = Required("ChangeSetName"),
            Type = Optional("ChangeSetType") ?? "UPDATE",
            Description = Optional("Description"),
            ClientToken = Optional("ClientToken"),
            OnStackFailure = Optional("OnStackFailure"),
            IncludeNestedStacks = Flag("IncludeNestedStacks"),
            ImportExistingResources = Flag("ImportExistingResources"),
            ResourcesToImport = Items("ResourcesToImport", "LogicalResourceId", Import) ?? [],
        };

    ResourceToImport Import(string at)
    {
        var identifier = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var number = 1; ; number++)
        {
            var entry = string.Create(CultureInfo.InvariantCulture, $"{at}.ResourceIdentifier.entry.{number}");
            if (Optional($"{entry}.key") is not { } key)
                break;
            identifier[key] = Required($"{entry}.value");
        }

        return new ResourceToImport(Required($"{at}.LogicalResourceId"), Required($"{at}.ResourceType"), identifier);
    }
}
