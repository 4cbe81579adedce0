namespace Cake.Frosting.Internal;

/// <summary>Finds the name that was meant, by edit distance.</summary>
static class CloseMatch
{
    /// <param name="farthest">More characters to insert, delete or replace are no slip of the pen; null: a third of the name's.</param>
    public static string? Of(string name, IEnumerable<string> known, int? farthest = null) =>
        known
            .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(match => match.distance <= (farthest ?? Math.Max(2, name.Length / 3)))
            .OrderBy(match => match.distance)
            .ThenBy(match => match.candidate, StringComparer.Ordinal)
            .Select(match => match.candidate)
            .FirstOrDefault();

    static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
