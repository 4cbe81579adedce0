using System.Globalization;
using System.IO.Enumeration;
using LocalAws.Protocol;

namespace LocalAws.Ec2;

/// <summary>One filter of a Describe action: any of its values has to match, with * and ?, exactly as they are written.</summary>
sealed record Ec2Filter(string Name, IReadOnlyList<string> Values)
{
    /// <summary>The filters of a request: Filter.1.Name, Filter.1.Value.1 and so on.</summary>
    public static IReadOnlyList<Ec2Filter> Parse(QueryPairs parameters) =>
        [
            .. Numbered(parameters, "Filter")
                .Select(prefix => new Ec2Filter(
                    parameters[prefix + ".Name"]
                        ?? throw new AwsException(
                            "MissingParameter",
                            "The request must contain the parameter Filter.Name"
                        ),
                    Texts(parameters, prefix + ".Value")
                )),
        ];

    /// <summary>The texts of a list: name.1, name.2 and so on.</summary>
    public static IReadOnlyList<string> Texts(QueryPairs parameters, string name) =>
        [.. Numbered(parameters, name).Select(key => parameters[key]).OfType<string>()];

    public bool Matches(Described described) =>
        described.Fields.TryGetValue(Name, out var fields)
        && fields.Any(field =>
            Values.Any(value => FileSystemName.MatchesSimpleExpression(value, field, ignoreCase: false))
        );

    static IEnumerable<string> Numbered(QueryPairs parameters, string name) =>
        parameters
            .Where(pair => pair.Key.StartsWith(name + ".", StringComparison.Ordinal))
            .Select(pair => pair.Key[(name.Length + 1)..].Split('.')[0])
            .Select(text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0
            )
            .Where(index => index > 0)
            .Distinct()
            .Order()
            .Select(index => $"{name}.{index.ToString(CultureInfo.InvariantCulture)}");
}
