using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Build.Tests;

/// <summary>Waits for what another thread or a server does. A wait that would never end fails its test, and says for what it was.</summary>
static class Waiting
{
    /// <summary>Far longer than a busy machine takes.</summary>
    static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    public static async Task UntilAsync(
        Func<Task<bool>> condition,
        [CallerArgumentExpression(nameof(condition))] string what = ""
    )
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < _limit, $"waited {_limit} in vain: {what}");
            await Task.Yield();
        }
    }

    public static Task UntilAsync(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string what = ""
    ) => UntilAsync(() => Task.FromResult(condition()), what);

    /// <summary>What is found, once it is.</summary>
    public static async Task<T> ForAsync<T>(
        Func<Task<T?>> find,
        [CallerArgumentExpression(nameof(find))] string what = ""
    )
        where T : class
    {
        T? found = null;
        await UntilAsync(async () => (found = await find()) is not null, what);
        return found!;
    }
}
