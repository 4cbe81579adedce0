using System.Globalization;
using Deployment;
using Fingerprints.Files;
using Fingerprints.Observations;
using Fingerprints.Patterns;
using Fingerprints.Stores;

namespace Fingerprints;

/// <summary>Reads what a step depends on.</summary>
internal sealed class IngredientCollector(ContentCache contents, StepRecords records, StepRunnerOptions options)
{
    public Fingerprint Collect(Step step, WorkingTree tree) =>
        Fingerprint.Of(
            step.Id,
            [
                .. step.Outputs.Select(glob => new Ingredient(IngredientKind.Output, glob, Digest.Of(glob))),
                .. Files(step, tree),
                .. step.Arguments.Select(Argument),
                .. Settings(step),
                .. Tools(step),
                .. step.Variables.SelectMany(Named).Distinct().Select(Variable),
                .. step.After.Distinct().Select(Preceding),
            ]
        );

    private IEnumerable<Ingredient> Files(Step step, WorkingTree tree)
    {
        try
        {
            var paths = new SortedSet<string>(StringComparer.Ordinal);
            if (step.Inputs.Count > 0)
                paths.UnionWith(tree.Tracked(new GlobSet(step.Inputs)));
            if (step.IgnoredInputs.Count > 0)
                paths.UnionWith(tree.Any(new GlobSet(step.IgnoredInputs)));
            paths.UnionWith(step.OutsideInputs);
            return contents
                .Hash(paths)
                .Select(file => new Ingredient(IngredientKind.File, file.Path, file.Content, ModeOf(file.Status.Kind)));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new BuildException(
                new Finding(
                    FingerprintCodes.InputUnreadable,
                    $"Step {step.Id} cannot read what it depends on",
                    [exception.Message],
                    "let the current user read the file, or delete it"
                ),
                innerException: exception
            );
        }
    }

    private static string ModeOf(FileKind kind) =>
        kind switch
        {
            FileKind.Executable => "100755",
            FileKind.Link => "120000",
            _ => "100644",
        };

    private static Ingredient Argument(string argument, int index) =>
        new(
            IngredientKind.Argument,
            (index + 1).ToString("D3", CultureInfo.InvariantCulture),
            Digest.Of(argument),
            argument
        );

    private static IEnumerable<Ingredient> Settings(Step step)
    {
        foreach (var (name, value) in step.Settings)
            yield return new(IngredientKind.Setting, name, Digest.Of(value));
    }

    private IEnumerable<Ingredient> Tools(Step step)
    {
        yield return Tool("platform", options.Platform);
        foreach (var (name, version) in step.Tools)
            yield return Tool(name, version);
    }

    private static Ingredient Tool(string name, string version) =>
        new(IngredientKind.Tool, name, Digest.Of(version), version);

    /// <summary>Of a beginning those that are set.</summary>
    private IEnumerable<string> Named(string name) =>
        name.EndsWith('*')
            ? options.VariableNames().Where(one => one.StartsWith(name[..^1], StringComparison.Ordinal))
            : [name];

    private Ingredient Variable(string name) =>
        new(IngredientKind.Variable, name, options.Variable(name) is { } value ? Digest.Of(value) : default);

    private Ingredient Preceding(string stepId) =>
        new(IngredientKind.Step, stepId, records.Find(stepId) is { } record ? ResultOf(record) : default);

    /// <summary>Of a step that may come to another result from the same, what it came to counts too.</summary>
    private static Digest ResultOf(StepRecord record) =>
        ObservedIngredients.Doubts(record.Fingerprint.Ingredients).Any()
            ? Digest.Of($"{record.Fingerprint.Digest} {record.Outputs.Content}")
            : record.Fingerprint.Digest;

    /// <summary>The preceding steps of which no success is known.</summary>
    public static IEnumerable<Change> Unfinished(Fingerprint fingerprint) =>
        fingerprint
            .Ingredients.Where(ingredient => ingredient.Kind == IngredientKind.Step && ingredient.Value == default)
            .Select(ingredient => new Change.StepUnfinished(ingredient.Name));
}
