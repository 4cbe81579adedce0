using Deployment;

namespace Diagnosis.Pipelines;

/// <summary>CodePipeline's limits (CodePipeline User Guide, "Quotas"), which a deployment would only meet at its end.</summary>
static class ServiceLimits
{
    const int MostStages = 50;
    const int MostActions = 1000;
    const int MostParallelActions = 50;
    const int MostSequentialActions = 50;
    const int HighestRunOrder = 999;
    const long Gigabyte = 1L << 30;
    const string Waves = "build/settings.json";

    /// <summary>The most that a source may leave; 7 GB of a bucket, 1 GB of a repository.</summary>
    static readonly Dictionary<string, long> sources = new(StringComparer.Ordinal)
    {
        ["S3"] = 7 * Gigabyte,
        ["GitHub"] = Gigabyte,
        ["CodeCommit"] = Gigabyte,
        ["CodeStarSourceConnection"] = Gigabyte,
    };

    /// <param name="sourceSize">The bytes of the repository's files; null where they are not known.</param>
    public static IReadOnlyList<Finding> FindingsOf(IReadOnlyList<PipelineAction> actions, long? sourceSize) =>
        [.. actions.GroupBy(action => action.Pipeline).SelectMany(pipeline => Of([.. pipeline], sourceSize))];

    static IEnumerable<Finding> Of(IReadOnlyList<PipelineAction> actions, long? sourceSize)
    {
        var pipeline = actions[0].Pipeline;
        var stages = actions.GroupBy(action => action.Stage).ToList();
        if (stages.Count > MostStages)
            yield return Exceeded(
                $"Pipeline {pipeline} has {stages.Count} stages, and CodePipeline takes {MostStages}",
                $"put releases of several waves into one in $.pipeline.waves of {Waves}"
            );
        if (actions.Count > MostActions)
            yield return Exceeded(
                $"Pipeline {pipeline} has {actions.Count} actions, and CodePipeline takes {MostActions}",
                $"have fewer shards or releases in $.pipeline.waves of {Waves}"
            );
        foreach (var stage in stages)
        {
            foreach (
                var parallel in stage.GroupBy(action => action.RunOrder).Where(g => g.Count() > MostParallelActions)
            )
                yield return Exceeded(
                    $"Stage {stage.Key} of pipeline {pipeline} has {parallel.Count()} actions at a time, and CodePipeline takes {MostParallelActions}",
                    $"divide the releases and shards of wave {stage.Key} among several waves in $.pipeline.waves of {Waves}"
                );
            var orders = stage.Select(action => action.RunOrder).Distinct().ToList();
            if (orders.Count > MostSequentialActions || orders.Max() > HighestRunOrder)
                yield return Exceeded(
                    $"Stage {stage.Key} of pipeline {pipeline} has {orders.Count} actions one after the other, up to run order {orders.Max()}, and CodePipeline takes {MostSequentialActions}, up to {HighestRunOrder}",
                    "divide them among several stages"
                );
        }
        foreach (var source in actions.Where(action => !action.HasInput))
            if (sourceSize is { } size && sources.TryGetValue(source.Provider, out var most) && size > most)
                yield return Exceeded(
                    $"The repository has {size / (double)Gigabyte:0.0} GB, and a source action of {source.Provider} takes {most / Gigabyte} GB",
                    "keep large files elsewhere, and fetch them in the build"
                );
    }

    static Finding Exceeded(string what, string next) => new(DiagnosisCodes.PipelineLimitExceeded, what, next);
}
