namespace Diagnosis.DeadStatements;

/// <summary>The name that is most like another, by the fewest characters to insert, delete or replace.</summary>
static class NearestNames
{
    /// <param name="farthest">More changes than so many are no mistake in writing.</param>
    public static string? Of(string name, IEnumerable<string> names, int farthest) =>
        names
            .Select(other => (Name: other, Distance: Distance(Fold(name), Fold(other))))
            .Where(entry => entry.Distance <= farthest)
            .OrderBy(entry => entry.Distance)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => entry.Name)
            .FirstOrDefault();

    static string Fold(string text) => text.ToUpperInvariant();

    static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var outer = 1; outer <= first.Length; outer++)
        {
            var (corner, left) = (row[0], outer);
            row[0] = outer;
            for (var inner = 1; inner <= second.Length; inner++)
            {
                var cost = first[outer - 1] == second[inner - 1] ? 0 : 1;
                left = Math.Min(Math.Min(row[inner] + 1, left + 1), corner + cost);
                (corner, row[inner]) = (row[inner], left);
            }
        }
        return row[^1];
    }
}
