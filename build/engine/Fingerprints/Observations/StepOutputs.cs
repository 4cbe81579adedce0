using Fingerprints.Patterns;

namespace Fingerprints.Observations;

/// <summary>What is a step's own: that it reads it again says nothing of what it depends on.</summary>
internal sealed class StepOutputs(Step step)
{
    private readonly GlobSet _globs = new(step.Outputs);
    private readonly List<string> _folders =
    [
        .. step.Outputs.Where(glob => glob.EndsWith('/') && !glob.StartsWith('!')).Select(glob => glob[..^1]),
    ];

    /// <param name="path">Relative to the root of the checkout.</param>
    public bool Holds(string path) => _folders.Contains(path) || _globs.IsMatch(path);
}
