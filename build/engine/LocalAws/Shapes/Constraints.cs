using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalAws.Shapes;

/// <summary>Holds values to what their shapes say: required members, lengths, counts, ranges, patterns and enums.</summary>
static class Constraints
{
    /// <summary>All that is wrong with an operation's input.</summary>
    public static IReadOnlyList<Violation> Check(Given.Structure given, Shape shape)
    {
        var found = new List<Violation>();
        Structure(given, shape, "", found);
        return found;
    }

    static void Structure(Given.Structure given, Shape shape, string path, List<Violation> found)
    {
        foreach (var name in shape.Required)
        {
            var member = shape.Members.First(member => member.Name == name);
            if (member.Location is not "uri" && given.Members.All(item => item.Member.Name != name))
                found.Add(new(path + Camel(name), Value: null, "Member must not be null"));
        }
        foreach (var (member, value) in given.Members)
            Value(value, member.Shape, path + Camel(member.Name), found);
    }

    static void Value(Given given, Shape shape, string path, List<Violation> found)
    {
        if (Broken(given, shape) is { } broken)
            found.Add(new(path, given.ToString(), broken, IsSensitive(shape)));
        switch (given)
        {
            case Given.Structure structure:
                Structure(structure, shape, path + ".", found);
                break;
            case Given.List list when shape.Item!.Shape is { Kind: ShapeKind.Structure or ShapeKind.List } item:
                for (var index = 0; index < list.Items.Count; index++)
                    Value(list.Items[index], item, $"{path}.{Text(index + 1)}.member", found);
                break;
            case Given.List list when list.Items.Any(item => Broken(item, shape.Item!.Shape) is not null):
                found.Add(new(path, list.ToString(), "Member must satisfy constraint: " + All(shape.Item!.Shape)));
                break;
            case Given.Map map:
                if (map.Entries.Any(entry => Broken(new Given.Text(entry.Key), shape.Key!.Shape) is not null))
                    found.Add(new(path, map.ToString(), "Map keys must satisfy constraint: " + All(shape.Key!.Shape)));
                if (
                    shape.Item!.Shape.Kind is not ShapeKind.Structure
                    && map.Entries.Any(entry => Broken(entry.Value, shape.Item!.Shape) is not null)
                )
                {
                    found.Add(
                        new(path, map.ToString(), "Map value must satisfy constraint: " + All(shape.Item!.Shape))
                    );
                }
                break;
            default:
                break;
        }
    }

    /// <summary>The first constraint of the value itself that does not hold.</summary>
    static string? Broken(Given given, Shape shape)
    {
        if (given is Given.Text { Value: var text } && shape.Choices.Count > 0)
            return shape.Choices.Contains(text) ? null : Choice(shape);
        if (shape.Most < Size(given, shape))
            return Most(shape);
        if (shape.Least > Size(given, shape))
            return Least(shape);
        return given is Given.Text && !Matches(given.ToString(), shape) ? Pattern(shape) : null;
    }

    static decimal? Size(Given given, Shape shape) =>
        given switch
        {
            Given.List list => list.Items.Count,
            Given.Map map => map.Entries.Count,
            Given.Text text when shape.Kind is ShapeKind.Number => decimal.TryParse(
                text.Value,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? number
                : null,
            Given.Text text when shape.Kind is ShapeKind.Blob => text.Value.TrimEnd('=').Length * 3 / 4,
            Given.Text text when shape.Kind is ShapeKind.Text => text.Value.Length,
            _ => null,
        };

    static bool Matches(string text, Shape shape)
    {
        try
        {
            return shape.Kind is not ShapeKind.Text || shape.Expression.Value?.IsMatch(text) != false;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Every constraint of a shape, as AWS lists them for items of lists and maps.</summary>
    static string All(Shape shape)
    {
        var all = new[]
        {
            shape.Choices.Count > 0 ? Choice(shape) : null,
            shape.Most is null ? null : Most(shape),
            shape.Least is null ? null : Least(shape),
            shape.Pattern is null ? null : Pattern(shape),
        };
        return $"[{string.Join(", ", all.OfType<string>())}]";
    }

    static string Choice(Shape shape) => $"Member must satisfy enum value set: [{string.Join(", ", shape.Choices)}]";

    static string Most(Shape shape) =>
        $"Member must have {Measure(shape)} less than or equal to {Text(shape.Most!.Value)}";

    static string Least(Shape shape) =>
        $"Member must have {Measure(shape)} greater than or equal to {Text(shape.Least!.Value)}";

    static string Pattern(Shape shape) => $"Member must satisfy regular expression pattern: {shape.Pattern}";

    static string Measure(Shape shape) => shape.Kind is ShapeKind.Number ? "value" : "length";

    static bool IsSensitive(Shape shape) =>
        shape.IsSensitive || shape.Item?.Shape.IsSensitive == true || shape.Name is "LogGroupIdentifier";

    static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
