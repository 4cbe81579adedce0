using Deployment;

namespace Diagnosis.Pipelines;

/// <summary>CodePipeline's limits (CodePipeline User Guide, "Quotas"), which a deployment would only meet at its end.</summary>
public static class ServiceLimits
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

    /// <summary>The most that an action takes as its input, whatever left it.</summary>
    static readonly Dictionary<string, long> inputs = new(StringComparer.Ordinal)
    {
        ["CloudFormation"] = Gigabyte / 4,
        ["ElasticBeanstalk"] = Gigabyte / 2,
    };

    /// <summary>The smallest artifact that some action does not take is larger than that, in bytes.</summary>
    public static long SmallestInput => inputs.Values.Min();

    /// <param name="sourceSize">The bytes of the repository's files; null where they are not known.</param>
    /// <param name="assemblySize">The bytes of the Cloud Assembly as an artifact; null where they are not known.</param>
    internal static IReadOnlyList<Finding> FindingsOf(
        IReadOnlyList<PipelineAction> actions,
        long? sourceSize,
        long? assemblySize
    ) =>
        [
            .. actions
                .GroupBy(action => action.Pipeline)
                .SelectMany(pipeline => Of([.. pipeline], sourceSize).Concat(OfInputs(pipeline, assemblySize))),
        ];

    /// <summary>The stages that the app adds to its pipeline take their templates out of the Cloud Assembly.</summary>
    static IEnumerable<Finding> OfInputs(IEnumerable<PipelineAction> actions, long? assemblySize) =>
        actions
            .Where(action =>
                action.HasInput && inputs.TryGetValue(action.Provider, out var most) && assemblySize > most
            )
            .GroupBy(action => action.Provider)
            .Select(over =>
                Exceeded(
                    $"The Cloud Assembly of pipeline {over.First().Pipeline} is an artifact of {assemblySize / (1L << 20)} MB, and an action of {over.Key} takes {inputs[over.Key] >> 20} MB: {string.Join(", ", over.Select(action => $"{action.Stage}/{action.Name}"))}",
                    "keep large files out of the assets of the pipeline's app, or release what needs them from infra"
                )
            );

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
