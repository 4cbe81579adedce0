namespace Fingerprints;

/// <summary>
/// A piece of work on one subproject, with all that its result depends on. Paths and globs are relative to the root of the
/// checkout, with slashes; a glob that ends in a slash means all below, one that starts with `!` takes paths out again.
/// </summary>
public sealed record Step(string Subproject, string Name)
{
    /// <summary>What the store and messages call it: "infra synth".</summary>
    public string Id => $"{Subproject} {Name}";

    /// <summary>Globs of files that git tracks, or would track if they were added.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Globs of files that count even though git ignores them.</summary>
    public IReadOnlyList<string> IgnoredInputs { get; init; } = [];

    /// <summary>Absolute paths of files elsewhere that count, or that there are none.</summary>
    public IReadOnlyList<string> OutsideInputs { get; init; } = [];

    /// <summary>Globs of inputs that the step itself may write, such as cdk.context.json: they count as it leaves them.</summary>
    public IReadOnlyList<string> Rewrites { get; init; } = [];

    /// <summary>What it runs with, as on a command line; never a credential.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The settings it reads, by their path; only their hashes are stored.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Versions of the tools it uses, by name.</summary>
    public IReadOnlyDictionary<string, string> Tools { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of the environment variables it depends on, `CDK_*` for all of a beginning; only hashes of their values are stored.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>The ids of the steps whose results it uses other than as declared inputs.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Globs of what it leaves behind; for each something must be there when it is done.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Whether its outputs are deleted before it runs, because it would leave stale files among them.</summary>
    public bool StartsClean { get; init; }

    /// <summary>Whether its outputs may come from, and go to, the shared store: they must not depend on where the checkout lies.</summary>
    public bool IsShared { get; init; }
}
