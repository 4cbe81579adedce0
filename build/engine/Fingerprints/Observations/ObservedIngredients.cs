using System.Globalization;
using System.Text;
using Fingerprints.Files;
using Fingerprints.Patterns;

namespace Fingerprints.Observations;

/// <summary>What a step was seen to depend on, as ingredients with their present values.</summary>
internal sealed class ObservedIngredients(StepRunnerOptions options, ContentCache contents)
{
    /// <summary>The same things as in an earlier fingerprint, as they are now.</summary>
    public IEnumerable<Ingredient> Now(Step step, IEnumerable<Ingredient> earlier)
    {
        var outputs = new StepOutputs(step);
        return earlier.Where(IsObserved).Select(ingredient => Now(outputs, ingredient.Kind, ingredient.Name));
    }

    /// <summary>As they are now that the step is done.</summary>
    /// <param name="declared">What the step depends on anyway.</param>
    /// <param name="started">When it began, by the file system's clock.</param>
    /// <param name="changes">What changed while it ran, so that nobody knows what the step has seen of it.</param>
    public IReadOnlyList<Ingredient> Collect(
        Step step,
        IEnumerable<Observation> observations,
        Fingerprint declared,
        long started,
        out IReadOnlyList<Change> changes
    )
    {
        var outputs = new StepOutputs(step);
        var known = declared
            .Ingredients.Where(one => one.Kind is IngredientKind.File)
            .Select(one => one.Name)
            .ToHashSet();
        var rewritten = new GlobSet(step.Rewrites);
        var found = new Dictionary<(IngredientKind, string), Ingredient>();
        var changed = new List<Change>();
        foreach (var observation in observations)
        {
            var (kind, name) = Named(observation);
            if (
                (IsPath(kind) && outputs.Holds(name))
                || (IsFile(kind) && known.Contains(name))
                || (kind == IngredientKind.ObservedVariable && step.Variables.Contains(name))
            )
                continue;
            if (!found.TryGetValue((kind, name), out var ingredient))
                found[(kind, name)] = ingredient = Now(outputs, kind, name);
            if (!rewritten.IsMatch(name) && HasChanged(outputs, observation, started))
                changed.Add(new Change.Meanwhile(ingredient));
        }
        changes = changed;
        return [.. found.Values];
    }

    public static IEnumerable<Change> Doubts(IEnumerable<Ingredient> ingredients) =>
        ingredients
            .Where(ingredient => ingredient.Kind == IngredientKind.Doubt)
            .Select(ingredient => new Change.InDoubt(ingredient.Name));

    public static bool IsObserved(Ingredient ingredient) => ingredient.Kind > IngredientKind.Step;

    private static bool IsFile(IngredientKind kind) =>
        kind is IngredientKind.ObservedFile or IngredientKind.ObservedPresence;

    private static bool IsPath(IngredientKind kind) =>
        IsFile(kind) || kind is IngredientKind.ObservedFolder or IngredientKind.ObservedTime;

    private (IngredientKind Kind, string Name) Named(Observation observation) =>
        observation switch
        {
            Observation.File file => (IngredientKind.ObservedFile, Relative(file.Path)),
            Observation.Folder folder => (IngredientKind.ObservedFolder, Relative(folder.Path)),
            Observation.Presence presence => (IngredientKind.ObservedPresence, Relative(presence.Path)),
            Observation.Time time => (IngredientKind.ObservedTime, Relative(time.Path)),
            Observation.Variable variable => (IngredientKind.ObservedVariable, variable.Name),
            Observation.VariableNames => (IngredientKind.ObservedVariables, "*"),
            Observation.Doubt doubt => (IngredientKind.Doubt, doubt.Reason),
            _ => throw new NotSupportedException(observation.ToString()),
        };

    /// <summary>Relative to the root of the checkout, with slashes; absolute where it lies elsewhere.</summary>
    private string Relative(string path)
    {
        var relative = Path.GetRelativePath(options.Root, path).Replace('\\', '/');
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? path.Replace('\\', '/')
            : relative;
    }

    private string Full(string name) => Path.Combine(options.Root, name);

    private Ingredient Now(StepOutputs outputs, IngredientKind kind, string name) =>
        new(
            kind,
            name,
            kind switch
            {
                IngredientKind.ObservedFile => Content(name),
                IngredientKind.ObservedFolder => Names(outputs, name, NamesIn(Full(name))),
                IngredientKind.ObservedPresence => Presence(Full(name)),
                IngredientKind.ObservedTime => Digest.Of(
                    FileStatus.Of(Full(name)).Modified.ToString(CultureInfo.InvariantCulture)
                ),
                IngredientKind.ObservedVariable => options.Variable(name) is { } value ? Digest.Of(value) : default,
                IngredientKind.ObservedVariables => Digest.Of(
                    string.Join('\n', options.VariableNames().Order(StringComparer.Ordinal))
                ),
                _ => default,
            }
        );

    /// <summary>With the mode, as git tells modes apart; of what is no file nothing more than that.</summary>
    private Digest Content(string name)
    {
        var full = Full(name);
        if (FileStatus.Of(full).Kind == FileKind.Link)
            full = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        var file = contents.Hash([Relative(full)]).SingleOrDefault();
        return file is null ? default : Digest.Of($"{file.Status.Kind} {file.Content}");
    }

    private static Digest Presence(string path)
    {
        var kind = FileStatus.Of(path).Kind;
        return kind switch
        {
            FileKind.Missing => default,
            FileKind.Link => Digest.Of($"{new FileInfo(path).LinkTarget} {File.Exists(path)} {Directory.Exists(path)}"),
            _ => Digest.Of(General(kind).ToString()),
        };
    }

    private static FileKind General(FileKind kind) => kind == FileKind.Executable ? FileKind.File : kind;

    private static IEnumerable<string>? NamesIn(string path) =>
        Directory.Exists(path) ? WorkingTree.Entries(path).Select(entry => entry.Name) : null;

    private static Digest Names(StepOutputs outputs, string folder, IEnumerable<string>? names) =>
        names is null
            ? default
            : Digest.Of(
                string.Join(
                    '\n',
                    names
                        .Where(name => !outputs.Holds(folder == "." ? name : $"{folder}/{name}"))
                        .Order(StringComparer.Ordinal)
                )
            );

    private bool HasChanged(StepOutputs outputs, Observation observation, long started) =>
        observation switch
        {
            Observation.File { Path: var path } => FileStatus.Of(path) is { IsTracked: true } status
                && status.LastChange > started,
            Observation.Folder { Path: var path, Names: { } names } => Relative(path) is var name
                && Names(outputs, name, names) != Names(outputs, name, NamesIn(path)),
            Observation.Presence { Path: var path, Kind: { } kind } => General(FileStatus.Of(path).Kind) != kind,
            _ => false,
        };
}
