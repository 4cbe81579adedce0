using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Gives a stack its outputs, exports and imports.</summary>
static class OutputsStep
{
    /// <summary>Throws a <see cref="TemplateException"/> when an export is taken, or still imported where it would change.</summary>
    public static void Run(StackRun run, StackModel model)
    {
        var outputs = model.Outputs();
        var repository = run.Repository;
        var before = run
            .Stack.Outputs.Where(o => o.ExportName is not null)
            .ToDictionary(o => o.ExportName!, StringComparer.Ordinal);
        var after = new Dictionary<string, StackOutput>(StringComparer.Ordinal);
        foreach (var output in outputs.Where(o => o.ExportName is not null))
        {
            after[output.ExportName!] = output;
            if (repository.Exports.Find(output.ExportName!) is { } taken && taken.StackId != run.Stack.Id)
                throw new TemplateException(
                    $"Export with name {output.ExportName} is already exported by stack {NameIn(taken.StackId)}."
                );
        }

        foreach (var (name, output) in before)
        {
            if (after.TryGetValue(name, out var now) && now.Value == output.Value)
                continue;
            var importers = repository.ImportsOf(name).Select(import => import.StackName).ToList();
            if (importers.Count > 0)
                throw new TemplateException(
                    $"Export {name} cannot be {(now is null ? "deleted" : "updated")} as it is in use by {string.Join(", ", importers)}"
                );
        }

        foreach (var name in before.Keys.Where(name => !after.ContainsKey(name)))
            repository.Exports.Remove(name);
        foreach (var (name, output) in after)
            repository.Exports.Put(name, new Export(name, output.Value, run.Stack.Id));
        SetImports(run, model.Imports.ToHashSet(StringComparer.Ordinal));
        run.Update(stack => stack with { Outputs = outputs });
    }

    /// <summary>Takes away what a deleted stack exported and imported.</summary>
    public static void Clear(StackRun run)
    {
        foreach (var output in run.Stack.Outputs)
            if (output.ExportName is { } name && run.Repository.Exports.Find(name)?.StackId == run.Stack.Id)
                run.Repository.Exports.Remove(name);
        SetImports(run, []);
    }

    static void SetImports(StackRun run, HashSet<string> names)
    {
        var imports = run.Repository.Imports;
        foreach (var name in run.Stack.Imports.Where(name => !names.Contains(name)))
            imports.Remove($"{name}/{run.Stack.Uuid}");
        foreach (var name in names.Except(run.Stack.Imports))
            imports.Put($"{name}/{run.Stack.Uuid}", new Import(name, run.Stack.Id, run.Stack.Name));
        if (!names.SetEquals(run.Stack.Imports))
            run.Update(stack => stack with { Imports = [.. names.Order(StringComparer.Ordinal)] });
    }

    static string NameIn(string stackId) => stackId.Split('/')[1];
}
