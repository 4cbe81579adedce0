using System.Text.Json;
using AwsCatalog.Regions;
using Deployment;

namespace Settings;

/// <summary>A place in a JSON document that reads what is there and notes what is wrong with it, by its JSON path.</summary>
sealed record JsonReader(JsonElement? Element, string Path, SettingsProblems Problems)
{
    public bool IsMissing => Element is null || Element.Value.ValueKind == JsonValueKind.Undefined;

    /// <summary>Notes properties that do not belong, or stand twice.</summary>
    public JsonReader WithProperties(params string[] known)
    {
        if (!Is(JsonValueKind.Object, "an object"))
            return this with { Element = null };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in Element!.Value.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                Problems.Add($"{Path}.{property.Name}", "stands there twice");
            else if (!known.Contains(property.Name))
                Problems.AddUnknown($"{Path}.{property.Name}", property.Name, known);
        }

        return this;
    }

    public JsonReader this[string property] =>
        new(
            Element?.ValueKind == JsonValueKind.Object && Element.Value.TryGetProperty(property, out var value)
                ? value
                : null,
            $"{Path}.{property}",
            Problems
        );

    /// <summary>A string of a shape; an empty one when it is missing or wrong, which is noted.</summary>
    public string Text(TextFormat? shape = null)
    {
        if (!Is(JsonValueKind.String, "a string"))
            return string.Empty;
        var text = Element!.Value.GetString()!;
        if (text.Length == 0)
            Problems.Add(Path, "is empty");
        else if (shape?.ProblemWith(text) is { } problem)
            Problems.Add(Path, problem);
        return text;
    }

    /// <summary>A region that AWS has, or that the settings say it has.</summary>
    public string Region()
    {
        var region = Text(TextFormat.Region);
        if (
            region.Length > 0
            && TextFormat.Region.ProblemWith(region) is null
            && !RegionNames.All.Contains(region)
            && !Problems.MoreRegions.Contains(region)
        )
            Problems.Add(
                Path,
                $"is '{region}', and AWS has no such region as far as this build knows",
                CloseMatch.Of(region, RegionNames.All) is { } meant
                    ? $"did you mean {meant}? A region that is newer than this build goes into $.moreRegions"
                    : "a region that is newer than this build goes into $.moreRegions"
            );
        return region;
    }

    /// <summary>A string, which may be empty.</summary>
    public string TextOrEmpty() => Is(JsonValueKind.String, "a string") ? Element!.Value.GetString()! : string.Empty;

    public string? OptionalText(TextFormat? shape = null) => IsMissing ? null : Text(shape);

    public int? OptionalNumber(int least, int most)
    {
        if (IsMissing || !Is(JsonValueKind.Number, "a number"))
            return null;
        if (Element!.Value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Problems.Add(Path, $"is {Element.Value.GetRawText()}, not a whole number from {least} to {most}");
        return null;
    }

    public bool? OptionalFlag()
    {
        if (IsMissing)
            return null;
        if (Element!.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return Element.Value.GetBoolean();
        Problems.Add(Path, $"is {Element.Value.GetRawText().Shorten()}, not true or false");
        return null;
    }

    public IReadOnlyList<JsonReader> Items(bool optional = false)
    {
        if ((optional && IsMissing) || !Is(JsonValueKind.Array, "an array"))
            return [];
        var items = new List<JsonReader>();
        foreach (var item in Element!.Value.EnumerateArray())
            items.Add(new(item, $"{Path}[{items.Count}]", Problems));
        return items;
    }

    /// <summary>The object's properties, whatever their names.</summary>
    public IReadOnlyList<JsonEntry> Entries(bool required = false)
    {
        if ((IsMissing && !required) || !Is(JsonValueKind.Object, "an object"))
            return [];
        var entries = new List<JsonEntry>();
        foreach (var property in Element!.Value.EnumerateObject())
            entries.Add(new(property.Name, new(property.Value, $"{Path}.{property.Name}", Problems)));
        return entries;
    }

    /// <summary>The object's properties, whatever their names, as texts.</summary>
    public IReadOnlyDictionary<string, string> Texts() =>
        Entries().DistinctBy(entry => entry.Name).ToDictionary(entry => entry.Name, entry => entry.Value.Text());

    /// <summary>A name of the enumeration, as JSON writes it; the first one when it is missing or wrong, which is noted.</summary>
    public T OneOf<T>()
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
        var text = Text();
        if (names.Contains(text))
            return Enum.Parse<T>(text, ignoreCase: true);
        if (text.Length > 0)
            Problems.Add(Path, $"is '{text}', not one of {string.Join(", ", names)}");
        return default;
    }

    /// <summary>A point in time, as RFC 3339 writes it.</summary>
    public DateTimeOffset? OptionalTime()
    {
        if (OptionalText() is not { Length: > 0 } text)
            return null;
        if (Element!.Value.TryGetDateTimeOffset(out var time))
            return time;
        Problems.Add(Path, $"is '{text}', not a time such as 2026-01-31T12:00:00Z");
        return null;
    }

    bool Is(JsonValueKind kind, string wanted)
    {
        if (Element?.ValueKind == kind)
            return true;
        Problems.Add(Path, IsMissing ? "is missing" : $"is {Element!.Value.GetRawText().Shorten()}, not {wanted}");
        return false;
    }
}

/// <summary>A property whose name is free.</summary>
sealed record JsonEntry(string Name, JsonReader Value);

/// <summary>All that is wrong with a settings file.</summary>
sealed class SettingsProblems(string file)
{
    readonly List<Finding> findings = [];

    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>Regions besides those that this build knows.</summary>
    public IReadOnlyList<string> MoreRegions { get; set; } = [];

    public void Add(string path, string problem, string? next = null) =>
        findings.Add(new Finding(SettingsCodes.InvalidSettings, $"{file}: {path} {problem}", next));

    /// <summary>A value that is none of those that there are.</summary>
    /// <param name="what">What it should be, as in "an environment".</param>
    public void AddNoneOf(string path, string value, string what, IReadOnlyList<string> known) =>
        Add(
            path,
            $"is '{value}', not {what}",
            CloseMatch.Of(value, known) is { } meant ? $"did you mean {meant}?" : $"known: {string.Join(", ", known)}"
        );

    public void AddUnknown(string path, string name, IReadOnlyList<string> known) =>
        Add(
            path,
            "is not a setting",
            CloseMatch.Of(name, known) is { } meant
                ? $"did you mean {meant}?"
                : $"known here: {string.Join(", ", known)}"
        );
}

static class Texts
{
    public static string Shorten(this string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
