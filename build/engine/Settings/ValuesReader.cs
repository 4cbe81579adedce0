using System.Text.Json;
using System.Text.Json.Nodes;
using Settings.Projects;

namespace Settings;

/// <summary>
/// Reads the values of projects: those for every environment, which say what there is and of which type, and what an
/// environment has in their place. A value that is not there for every environment is one that each environment has.
/// </summary>
sealed class ValuesReader(JsonReader general, IReadOnlyList<Project> projects)
{
    /// <returns>The environments with their values, by project.</returns>
    public IReadOnlyList<EnvironmentSettings> Read(
        IReadOnlyList<EnvironmentSettings> environments,
        IReadOnlyList<JsonReader> items
    )
    {
        var own = items.Select(item => item["values"]).ToList();
        foreach (var section in own.Prepend(general))
            CheckSection(section);
        foreach (var project in projects.Where(TakesValues).DistinctBy(project => project.Name))
            Compare(project, environments, own);
        if (general.Problems.Findings.Count > 0)
            return environments;
        return
        [
            .. environments.Select(
                (environment, index) =>
                    environment with
                    {
                        Values = projects.ToDictionary(
                            project => project.Name,
                            project => Merge(Of(general, project), Of(own[index], project))
                        ),
                    }
            ),
        ];
    }

    static JsonReader Of(JsonReader section, Project project) => section[project.Name];

    void CheckSection(JsonReader section)
    {
        List<string> known = [.. projects.Where(TakesValues).Select(project => project.Name)];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, values) in section.Entries())
        {
            if (!seen.Add(name))
                section.Problems.Add(values.Path, "stands there twice");
            else if (projects.FirstOrDefault(project => project.Name == name) is not { } project)
            {
                // What the sample has may stay where other projects take its place.
                if (!Project.Defaults.Any(sample => sample.Name == name))
                    section.Problems.AddNoneOf(values.Path, name, "a project", known);
            }
            else if (project.Releases)
                section.Problems.Add(values.Path, "is for the pipeline", "its settings are those of $.pipeline");
            else if (!TakesValues(project))
                section.Problems.Add(values.Path, "is for a project that another build synthesizes", "leave it out");
            else
                CheckValues(values);
        }
    }

    static bool TakesValues(Project project) => !project.Releases && project.Kind != ProjectKind.Assembly;

    static void CheckValues(JsonReader values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in values.Entries())
        {
            if (!seen.Add(name))
                values.Problems.Add(value.Path, "stands there twice");
            else if (name.Length == 0 || TextFormat.EnvironmentName.ProblemWith(name) is not null)
                values.Problems.Add(value.Path, "is not the name of a value: letters, digits, - and _, a letter first");
            else
                CheckValue(value);
        }
    }

    static void CheckValue(JsonReader value)
    {
        if (value.Element?.ValueKind == JsonValueKind.Null)
            value.Problems.Add(value.Path, "is null, not a value", "leave it out");
        if (value.Element?.ValueKind == JsonValueKind.Array)
            foreach (var item in value.Items())
                CheckValue(item);
        if (value.Element?.ValueKind != JsonValueKind.Object)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, inner) in value.Entries())
            if (seen.Add(name))
                CheckValue(inner);
            else
                value.Problems.Add(inner.Path, "stands there twice");
    }

    void Compare(Project project, IReadOnlyList<EnvironmentSettings> environments, List<JsonReader> own)
    {
        var model = Of(general, project);
        var there = environments
            .Select((environment, index) => (Environment: environment, Values: Of(own[index], project)))
            .ToList();
        foreach (var (environment, values) in there.Where(one => !one.Environment.Has(project)))
            if (!values.IsMissing)
                values.Problems.Add(values.Path, $"is for a project that {environment.Name}.projects leaves out");
        there.RemoveAll(one => !one.Environment.Has(project));
        foreach (var name in there.SelectMany(one => NamesIn(one.Values)).Distinct(StringComparer.Ordinal).ToList())
        {
            var holders = there.Where(one => !one.Values[name].IsMissing).ToList();
            var isGeneral = !model[name].IsMissing;
            if (!isGeneral && holders.Count < there.Count)
                holders[0]
                    .Values.Problems.Add(
                        holders[0].Values[name].Path,
                        $"is not in {model.Path}, and {there.First(one => one.Values[name].IsMissing).Environment.Name} has none",
                        CloseMatch.Of(name, NamesIn(model)) is { } meant
                            ? $"did you mean {meant}?"
                            : $"give {model.Path}.{name} the value for every environment, or each environment its own"
                    );
            foreach (var (_, values) in isGeneral ? holders : holders.Skip(1))
                CompareTypes(values[name], isGeneral ? model[name] : holders[0].Values[name]);
        }
    }

    static IReadOnlyList<string> NamesIn(JsonReader values) =>
        values.Element?.ValueKind == JsonValueKind.Object ? [.. values.Entries().Select(entry => entry.Name)] : [];

    static void CompareTypes(JsonReader value, JsonReader model)
    {
        if (TypeOf(value) is not { } type || TypeOf(model) is not { } wanted)
            return;
        if (type != wanted)
        {
            var text = value.Element!.Value.GetRawText().Shorten();
            value.Problems.Add(value.Path, $"is {text}, not {wanted} as {model.Path} is");
            return;
        }
        if (value.Element!.Value.ValueKind == JsonValueKind.Array && model.Items() is [var first, ..])
            foreach (var item in value.Items())
                CompareTypes(item, first);
        if (value.Element.Value.ValueKind != JsonValueKind.Object || NamesIn(model) is not { Count: > 0 } names)
            return;
        foreach (var (name, inner) in value.Entries())
            if (names.Contains(name))
                CompareTypes(inner, model[name]);
            else
                value.Problems.AddNoneOf(inner.Path, name, $"in {model.Path}", names);
    }

    static string? TypeOf(JsonReader json) =>
        json.Element?.ValueKind switch
        {
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            JsonValueKind.Array => "an array",
            JsonValueKind.Object => "an object",
            _ => null,
        };

    /// <summary>Objects name by name, whatever else is there instead; as build/engine/cdk-settings does it.</summary>
    static JsonObject Merge(JsonReader general, JsonReader own) =>
        Merge(NodeOf(general), NodeOf(own)) as JsonObject ?? [];

    static JsonNode? Merge(JsonNode? general, JsonNode? own)
    {
        if (own is null)
            return general?.DeepClone();
        if (general is not JsonObject all || own is not JsonObject some)
            return own.DeepClone();
        var merged = new JsonObject();
        foreach (var name in all.Select(one => one.Key).Union(some.Select(one => one.Key)))
            merged[name] = Merge(all[name], some[name]);
        return merged;
    }

    static JsonNode? NodeOf(JsonReader json) =>
        json.Element is { ValueKind: JsonValueKind.Object } element
            ? JsonNode.Parse(
                element.GetRawText(),
                documentOptions: new() { CommentHandling = JsonCommentHandling.Skip }
            )
            : null;
}
