using System.Globalization;
using Benchmarks.Tables;
using Benchmarks.Worlds;

namespace Benchmarks.Deployments;

/// <summary>Calls by API, a column for each contender's last run.</summary>
static class CallTable
{
    public static TextTable Of(IReadOnlyList<(string Name, CallCounts Calls)> contenders)
    {
        var table = new TextTable(["calls", .. contenders.Select(one => one.Name)]);
        foreach (var api in contenders.SelectMany(one => one.Calls.Calls.Keys).Distinct().Order(StringComparer.Ordinal))
            table.Add([api, .. contenders.Select(one => Number(one.Calls, api))]);
        table.Add(["all", .. contenders.Select(one => Number(one.Calls.Total))]);
        table.Add(["throttled", .. contenders.Select(one => Number(one.Calls.TotalThrottled))]);
        table.Add([
            "throttled, share",
            .. contenders.Select(one => Units.Percent(one.Calls.TotalThrottled, one.Calls.Total)),
        ]);
        table.Add(["CPU of the local AWS", .. contenders.Select(one => Units.Seconds(one.Calls.Cpu))]);
        return table;
    }

    static string Number(CallCounts calls, string api) =>
        calls.Throttled.GetValueOrDefault(api) is > 0 and var throttled
            ? $"{Number(calls.Of(api))} ({Number(throttled)} throttled)"
            : Number(calls.Of(api));

    static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
