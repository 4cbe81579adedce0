using Endurance.Judges;

namespace Endurance;

/// <summary>Counts what was tried and what went wrong.</summary>
sealed class Tally
{
    readonly SortedDictionary<string, int> _tried = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, int> _wrong = new(StringComparer.Ordinal);

    public int Events { get; private set; }

    public bool IsWhole => _wrong.Count == 0;

    public void Add(string kind, IEnumerable<Defect> defects)
    {
        Events++;
        _tried[kind] = _tried.GetValueOrDefault(kind) + 1;
        foreach (var defect in defects)
            _wrong[defect.Kind] = _wrong.GetValueOrDefault(defect.Kind) + 1;
    }

    public override string ToString() =>
        $"{Events} events ({string.Join(", ", _tried.Select(one => $"{one.Key} {one.Value}"))}): "
        + (IsWhole ? "nothing lost, nothing hung" : string.Join(", ", _wrong.Select(one => $"{one.Key} {one.Value}")));
}
