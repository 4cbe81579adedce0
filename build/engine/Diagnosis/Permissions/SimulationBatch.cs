using Iam;

namespace Diagnosis.Permissions;

/// <summary>Actions and resources that one simulation asks about, each of these on each of those.</summary>
sealed record SimulationBatch(RequestContext Context, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources)
{
    /// <summary>More resources make IAM's answer slow and long; 20.</summary>
    const int MostResources = 20;

    public int Size => Actions.Count * Resources.Count;

    /// <summary>
    /// Actions of one service on one resource go together, and resources on which the same is asked: IAM refuses to
    /// simulate actions that "require different authorization information" in one call.
    /// </summary>
    public static IReadOnlyList<SimulationBatch> Of(IEnumerable<SimulationQuestion> questions) =>
        [
            .. questions
                .GroupBy(question => (question.Action.Split(':')[0], question.ContextText, question.Resource))
                .Select(group =>
                    (
                        group.First().Context,
                        group.Key,
                        Actions: group
                            .Select(question => question.Action)
                            .Distinct()
                            .Order(StringComparer.Ordinal)
                            .ToList()
                    )
                )
                .GroupBy(entry => (entry.Key.ContextText, string.Join(' ', entry.Actions)))
                .SelectMany(group =>
                    group
                        .Chunk(MostResources)
                        .Select(chunk => new SimulationBatch(
                            chunk[0].Context,
                            chunk[0].Actions,
                            [.. chunk.Select(entry => entry.Key.Resource)]
                        ))
                ),
        ];
}

/// <summary>One action on one resource, with the condition keys that the call will have.</summary>
sealed record SimulationQuestion(string Action, string Resource, RequestContext Context)
{
    /// <summary>The same for the same context.</summary>
    public string ContextText { get; } =
        string.Join(
            ';',
            Context
                .Values.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => $"{entry.Key}={string.Join(',', entry.Value)}")
        );
}
