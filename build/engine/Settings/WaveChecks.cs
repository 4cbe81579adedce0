using Settings.Projects;

namespace Settings;

/// <summary>Holds the waves of the pipeline against the environments that they have to release, and those that they have not.</summary>
static class WaveChecks
{
    /// <returns>The pipeline's settings, as they are.</returns>
    public static PipelineSettings Check(
        JsonReader json,
        PipelineSettings pipeline,
        IReadOnlyList<EnvironmentSettings> environments,
        IReadOnlyList<Project> projects
    )
    {
        if (projects.All(project => project.Releases) || !projects.Any(project => project.Releases))
            return pipeline;
        for (var index = 0; index < environments.Count; index++)
        {
            var environment = environments[index];
            // Without waves, one releases everything.
            var isIn = pipeline.Waves.Count == 0 || pipeline.Waves.Any(wave => wave.Releases.Any(Releases));
            if (environment.IsReleased && environment.Name.Length > 0 && !isIn)
                json.Problems.Add(
                    $"$.environments[{index}]",
                    $"is '{environment.Name}', which no wave of {json.Path} releases",
                    "name it in a wave, or give it \"released\": false where people deploy it by hand"
                );
            if (!environment.IsReleased && isIn)
                json.Problems.Add(
                    $"$.environments[{index}].released",
                    $"is false, and {json.Path} releases '{environment.Name}'",
                    "name in each release the environments that it is for, or leave released out"
                );

            bool Releases(ReleaseSettings release) =>
                (release.Environments.Count == 0 || release.Environments.Contains(environment.Name))
                && projects.Any(project => environment.Has(project) && IsOf(release, project));
        }
        return pipeline;
    }

    static bool IsOf(ReleaseSettings release, Project project) =>
        !project.Releases && (release.Projects.Count == 0 || release.Projects.Contains(project.Name));
}
