using System.Globalization;

namespace Mutations;

/// <summary>What the command line asks for.</summary>
/// <param name="Mutants">How many mutants at most.</param>
/// <param name="Seed">Which they are; the same seed chooses the same from the same sources.</param>
/// <param name="Jobs">How many run at once.</param>
/// <param name="Budget">How long the tests of one mutant take at most, as they took without it.</param>
/// <param name="Folders">Where the mutated files are, from the repository's root.</param>
/// <param name="Tests">Namespaces and classes of the tests that run.</param>
/// <param name="Without">Those of them that do not: they test whole programs, each for too long.</param>
/// <param name="Again">A report whose mutants that nobody noticed are tried again; null for new ones.</param>
sealed record MutationsOptions(
    int Mutants,
    int Seed,
    int Jobs,
    TimeSpan Budget,
    IReadOnlyList<string> Folders,
    IReadOnlyList<string> Tests,
    IReadOnlyList<string> Without,
    string? Again = null
)
{
    const string Help =
        "Mutations [--mutants=200] [--seed=N] [--jobs=N] [--budget=SECONDS] [--folders=FOLDER,...] [--tests=NAMESPACE,...] [--without=NAMESPACE,...] [--again=REPORT]";

    static readonly MutationsOptions Usual = new(
        200,
        1,
        Environment.ProcessorCount,
        TimeSpan.FromSeconds(60),
        [
            "build/engine/Iam",
            "build/engine/Deployment",
            "build/engine/Fingerprints",
            "build/engine/LocalAws",
            "build/engine/Diagnosis",
        ],
        [
            "Build.Tests.Iam",
            "Build.Tests.Deployment",
            "Build.Tests.Fingerprints",
            "Build.Tests.LocalAws",
            "Build.Tests.Diagnosis",
            "Build.Tests.Rehearsals.Doctors.EnvironmentChecksTests",
            "Build.Tests.Rehearsals.Doctors.LeastPrivilegeTests",
            "Build.Tests.Rehearsals.PartialFailureTests",
        ],
        [
            "Build.Tests.Fingerprints.RandomEditTests",
            "Build.Tests.Deployment.Diffing.AgreementTests",
            "Build.Tests.Diagnosis.Clocks",
            "Build.Tests.LocalAws.Boto3",
            "Build.Tests.LocalAws.CloudFormation.Clients",
            "Build.Tests.LocalAws.CodePipeline.AwsCliTests",
        ]
    );

    /// <exception cref="MutationsException">An argument is not known.</exception>
    public static MutationsOptions Parse(IEnumerable<string> arguments)
    {
        var options = Usual;
        foreach (var argument in arguments)
        {
            options = argument.Split('=', 2) switch
            {
                ["--mutants", var value] => options with { Mutants = Number(value) },
                ["--seed", var value] => options with { Seed = Number(value) },
                ["--jobs", var value] => options with { Jobs = Math.Max(1, Number(value)) },
                ["--budget", var value] => options with { Budget = TimeSpan.FromSeconds(Number(value)) },
                ["--folders", var value] => options with { Folders = value.Split(',') },
                ["--again", var value] => options with { Again = value },
                ["--tests", var value] => options with { Tests = value.Split(',') },
                ["--without", var value] => options with { Without = value.Split(',') },
                _ => throw new MutationsException($"{argument} is not known. {Help}"),
            };
        }
        return options;
    }

    static int Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new MutationsException($"{value} is no number. {Help}");
}
