using System.Text.RegularExpressions;
using Deployment;

namespace Arguments;

/// <summary>What is wrong with the arguments about packages and the repositories of teams.</summary>
static partial class RepositoryArguments
{
    public static IEnumerable<Finding> Check(BuildArguments arguments, IReadOnlyList<string> targets)
    {
        if (arguments.Output is null && targets.Contains("New"))
            yield return new(
                FindingCodes.InvalidArguments,
                "--target=New needs a folder to write the repository into",
                $"add --{BuildOptions.Output}=<folder>"
            );
        foreach (
            var (option, version) in new[]
            {
                (BuildOptions.To, arguments.To),
                (BuildOptions.PackageVersion, arguments.PackageVersion),
            }
        )
        {
            if (version is not null && !Version().IsMatch(version))
                yield return new(
                    FindingCodes.InvalidArguments,
                    $"--{option}={version}: it is no version of a package",
                    $"give one as in --{option}=1.2.3 or --{option}=1.2.3-beta.1"
                );
        }
    }

    [GeneratedRegex(@"^\d{1,9}(?:\.\d{1,9}){1,3}(?:-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Version();
}
