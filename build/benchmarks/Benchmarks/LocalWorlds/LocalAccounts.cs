using System.Globalization;

namespace Benchmarks.LocalWorlds;

/// <summary>Invented account ids.</summary>
static class LocalAccounts
{
    const long First = 100_000_000_000;

    public static IEnumerable<string> Take(int count) =>
        Enumerable.Range(0, count).Select(index => (First + index).ToString(CultureInfo.InvariantCulture));
}
