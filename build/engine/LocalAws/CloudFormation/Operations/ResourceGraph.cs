namespace LocalAws.CloudFormation.Operations;

/// <summary>Runs work in the order of its dependencies, what is independent at the same time.</summary>
static class ResourceGraph
{
    /// <summary>
    /// Runs each item after those that it depends on; what depends on an item whose work says false is not run. Items must
    /// not form a cycle.
    /// </summary>
    public static async Task RunAsync(
        IEnumerable<string> items,
        Func<string, IEnumerable<string>> dependenciesOf,
        Func<string, Task<bool>> work
    )
    {
        var tasks = new Dictionary<string, Lazy<Task<bool>>>(StringComparer.Ordinal);
        foreach (var item in items)
            tasks[item] = new Lazy<Task<bool>>(() => RunOneAsync(item));
        await Task.WhenAll(tasks.Values.Select(task => task.Value));

        Task<bool> RunOneAsync(string item)
        {
            var before = dependenciesOf(item)
                .Where(name => name != item && tasks.ContainsKey(name))
                .Select(name => tasks[name].Value)
                .ToList();
            return Task.Run(async () =>
            {
                var done = await Task.WhenAll(before);
                return done.All(ok => ok) && await work(item);
            });
        }
    }
}
