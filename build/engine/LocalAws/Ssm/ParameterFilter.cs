using System.Text.Json;
using LocalAws.Protocol;

namespace LocalAws.Ssm;

/// <summary>
/// A filter of DescribeParameters or GetParametersByPath, which passes where one of the values fits (Systems Manager API
/// Reference, ParameterStringFilter).
/// </summary>
sealed record ParameterFilter(string Key, string Option, IReadOnlyList<string> Values)
{
    const string Tag = "tag:";
    static readonly string[] _described = ["Path", "Name", "Type", "KeyId", "Tier", "Label", "DataType"];
    static readonly string[] _ofPath = ["Type", "KeyId", "Label"];

    /// <summary>The filters of a request.</summary>
    /// <exception cref="AwsException">One is unknown, given twice, or has an option that its key does not take.</exception>
    public static IReadOnlyList<ParameterFilter> Read(JsonElement body, bool ofPath)
    {
        List<ParameterFilter> filters =
        [
            .. body.Objects("ParameterFilters")
                .Select(filter => new ParameterFilter(
                    filter.RequiredText("Key"),
                    filter.Text("Option") ?? (filter.Text("Key") == "Path" ? "OneLevel" : "Equals"),
                    filter.Texts("Values")
                )),
            // What clients wrote before ParameterFilters came.
            .. ofPath
                ? []
                : body.Objects("Filters")
                    .Select(filter => new ParameterFilter(
                        filter.RequiredText("Key"),
                        "BeginsWith",
                        filter.Texts("Values")
                    )),
        ];
        if (!ofPath && body.Objects("Filters").Any() && body.Objects("ParameterFilters").Any())
            throw new AwsException(
                "ValidationException",
                "You can use either Filters or ParameterFilters in a single request."
            );
        foreach (var filter in filters)
            filter.Check(ofPath);
        if (filters.GroupBy(filter => filter.Key).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new AwsException(
                "InvalidFilterKey",
                $"The following filters are duplicated in the request: {twice.Key}. A request can contain only one occurrence of a specific filter."
            );
        return filters;
    }

    public bool Takes(Parameter parameter) =>
        Key switch
        {
            "Name" => Any(parameter.Name) || Any(parameter.Path),
            "Path" => Values.Any(path => IsBelow(parameter.Path, path.TrimEnd('/') + "/")),
            "Type" => Any(parameter.Current.Type),
            "KeyId" => parameter.Current.EncryptionKey is { } key && Any(key),
            "Tier" => Any(parameter.Current.Tier),
            "DataType" => Any(parameter.Current.DataType),
            "Label" => parameter.Versions.Any(version => version.Labels.Any(Any)),
            _ => parameter.Tags.TryGetValue(Key[Tag.Length..], out var value) && (Values.Count == 0 || Any(value)),
        };

    bool Any(string text) =>
        Values.Any(value =>
            Option switch
            {
                "BeginsWith" => text.StartsWith(value, StringComparison.Ordinal),
                "Contains" => text.Contains(value, StringComparison.Ordinal),
                _ => text == value,
            }
        );

    bool IsBelow(string name, string path) =>
        name.StartsWith(path, StringComparison.Ordinal)
        && (Option == "Recursive" || !name[path.Length..].Contains('/', StringComparison.Ordinal));

    void Check(bool ofPath)
    {
        var keys = ofPath ? _ofPath : _described;
        if (!keys.Contains(Key) && (ofPath || !Key.StartsWith(Tag, StringComparison.Ordinal)))
        {
            throw new AwsException(
                "InvalidFilterKey",
                $"The following filter key is not valid: {Key}. Valid filter keys include: [{string.Join(", ", keys)}]."
            );
        }
        string[] options = Key switch
        {
            "Path" => ["Recursive", "OneLevel"],
            "Name" => ["BeginsWith", "Equals", "Contains"],
            _ => ["Equals", "BeginsWith"],
        };
        if (!options.Contains(Option))
        {
            throw new AwsException(
                "InvalidFilterOption",
                $"The following filter option is not valid: {Option}. Valid options include: [{string.Join(", ", options)}]."
            );
        }
        if (Values.Count == 0 && !Key.StartsWith(Tag, StringComparison.Ordinal))
            throw new AwsException(
                "InvalidFilterValue",
                "The following filter values are missing : null for filter key " + Key
            );
        foreach (var path in Key == "Path" ? Values : [])
            ParameterRules.CheckFilterPath(path);
    }
}
