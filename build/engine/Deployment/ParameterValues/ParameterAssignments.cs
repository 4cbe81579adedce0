using Deployment.Assemblies;
using Deployment.Stacks;

namespace Deployment.ParameterValues;

/// <summary>The values that are given for parameters; a later one goes before an earlier one.</summary>
public sealed class ParameterAssignments(IReadOnlyList<ParameterAssignment> assignments)
{
    readonly Dictionary<string, IReadOnlyList<string>> declared = new(StringComparer.Ordinal);

    public static ParameterAssignments None { get; } = new([]);

    /// <summary>The parameters of a stack: those of the Cloud Assembly, and over them those that are given.</summary>
    /// <param name="environment">Where it is deployed to.</param>
    public IReadOnlyDictionary<string, string> For(StackArtifact stack, TargetEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(stack);
        var mine = assignments.Where(a => a.IsFor(stack) && IsIn(a, environment)).ToList();
        if (mine.Count == 0)
            return stack.Parameters;
        var parameters = new Dictionary<string, string>(stack.Parameters, StringComparer.Ordinal);
        foreach (var assignment in mine.Where(a => Declared(stack).Contains(a.Name)))
            parameters[assignment.Name] = assignment.Value;
        return parameters;
    }

    /// <summary>Everything that is given for what there is not.</summary>
    /// <param name="stacks">All that there are, with where they are deployed to.</param>
    /// <param name="isWhole">Whether they are all of every subproject; else what is given for an environment may be for stacks of one that is left out.</param>
    public IReadOnlyList<Finding> Check(
        IReadOnlyList<(StackArtifact Stack, TargetEnvironment Environment)> stacks,
        bool isWhole
    ) =>
        [
            .. assignments
                .Where(a => isWhole || a.Environment is null)
                .Select(a => Problem(a, [.. stacks.Where(s => IsIn(a, s.Environment)).Select(s => s.Stack)]))
                .OfType<Finding>()
                .DistinctBy(finding => finding.ToString(), StringComparer.Ordinal),
        ];

    Finding? Problem(ParameterAssignment assignment, IReadOnlyList<StackArtifact> stacks)
    {
        var mine = stacks.Where(assignment.IsFor).ToList();
        if (mine.Count == 0)
            return assignment.Stack is null && assignment.Environment is not null
                ? null
                : new Finding(
                    FindingCodes.NoSuchStack,
                    $"{assignment.Origin} is for stack {assignment.Stack ?? "any"}, which there is not",
                    [$"Stacks: {Names(stacks.Select(stack => stack.StackName))}"],
                    "name one of these"
                );
        return mine.Any(stack => Declared(stack).Contains(assignment.Name))
            ? null
            : new Finding(
                FindingCodes.NoSuchParameter,
                $"{assignment.Origin} is for a parameter that {(mine is [var only] ? $"stack {only.DisplayName} does not have" : "no stack has")}",
                [$"Parameters: {Names(mine.SelectMany(Declared))}"],
                "name one of these, or declare it in the app"
            );
    }

    IReadOnlyList<string> Declared(StackArtifact stack)
    {
        if (!declared.TryGetValue(stack.TemplateFile, out var names))
            declared[stack.TemplateFile] = names = [
                .. new TemplateDocument(File.ReadAllText(stack.TemplateFile), stack.TemplateFile).Parameters.Select(p =>
                    p.Name
                ),
            ];
        return names;
    }

    static bool IsIn(ParameterAssignment assignment, TargetEnvironment environment) =>
        assignment.Environment is null || assignment.Environment == environment;

    static string Names(IEnumerable<string> names)
    {
        var all = names.Distinct().Order(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? "none" : string.Join(", ", all);
    }
}
