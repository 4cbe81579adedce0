using System.Text.Json.Nodes;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>Compares what a stack is with what it is to be; where there is a change set, that decides what changes.</summary>
static class TemplateComparison
{
    /// <param name="before">Null for a stack that is not there yet.</param>
    /// <param name="decided">What a change set says; null where none was made, and then replacements are not known.</param>
    public static StackDifference Compare(
        StackSpecification wanted,
        StackContents? before,
        StackContents after,
        ChangeSetContents? decided
    )
    {
        var resources = ResourceComparison.Compare("", before, after, wanted.ConstructPaths, decided).ToList();
        return new StackDifference(wanted.Stack, IsNew: before is null)
        {
            Resources = resources,
            Others = [.. Others("", before, after, decided, resources.Count > 0)],
            Iam = SecurityComparison.Of(IamStatements.Of, before, after, resources, isDecided: decided is not null),
            SecurityGroups = SecurityComparison.Of(
                SecurityGroupRules.Of,
                before,
                after,
                resources,
                isDecided: decided is not null
            ),
        };
    }

    /// <summary>A stack that is to be deleted.</summary>
    public static StackDifference Removal(StackSpecification wanted, StackContents before)
    {
        var after = new StackContents(
            new ResolvedTemplate([], [], [], new Dictionary<string, string>()),
            new Dictionary<string, StackContents>()
        );
        return Compare(wanted, before, after, decided: null) with { IsRemoved = true };
    }

    static List<ValueDifference> Others(
        string prefix,
        StackContents? before,
        StackContents after,
        ChangeSetContents? decided,
        bool hasOthers
    )
    {
        var (old, now) = (before?.Template, after.Template);
        var found = Values.Compare($"{prefix}Outputs", old?.Outputs ?? [], now.Outputs).ToList();
        // What cannot be decided here is decided by the text, unless a change set did.
        if (decided is null && old is not null)
            found.AddRange(Values.Compare($"{prefix}Conditions", old.Undecided, now.Undecided));
        if (old is not null && (hasOthers || found.Count > 0 || decided is not null))
            found.AddRange(
                old.Values.Where(value =>
                        now.Values.TryGetValue(value.Key, out var other) && !ReadBackText.MayBe(other, value.Value)
                    )
                    .Select(value => new ValueDifference(
                        $"{prefix}parameter {value.Key}",
                        value.Value,
                        now.Values[value.Key]
                    ))
            );
        foreach (var (id, inner) in after.Nested)
            if (decided is null || decided.Nested.ContainsKey(id))
                found.AddRange(
                    Others(
                        $"{prefix}{id}/",
                        before?.Nested.GetValueOrDefault(id),
                        inner,
                        decided?.Nested.GetValueOrDefault(id),
                        hasOthers: false
                    )
                );
        return found;
    }
}
