using Deployment.Credentials;

namespace Deployment.Assemblies;

/// <summary>
/// Marks a Cloud Assembly that was synthesized against a local AWS, whose lookups are made up: with the mark in it, it is
/// refused wherever it would reach AWS itself.
/// </summary>
public static class RehearsalMark
{
    /// <summary>A file in the assembly's folder.</summary>
    public const string FileName = "local-aws.json";

    /// <summary>Marks the folder that an assembly is about to be written into.</summary>
    public static void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(
            Path.Combine(directory, FileName),
            """{ "synthesizedAgainst": "a local AWS", "mayBeDeployedTo": "a local AWS" }""" + "\n"
        );
    }

    /// <summary>Takes the mark off an assembly that was synthesized anew, against AWS itself.</summary>
    public static void Remove(string directory) => File.Delete(Path.Combine(directory, FileName));

    public static bool IsOn(string directory) => File.Exists(Path.Combine(directory, FileName));

    /// <exception cref="BuildException">The assembly is a rehearsal's, and AWS itself is not one.</exception>
    internal static void Check(string directory, AwsEndpoint world, string remake)
    {
        if (IsOn(directory) && !world.IsLocal && !world.IsPointedAtLocal)
            throw new BuildException(
                new Finding(
                    FindingCodes.RehearsedAssembly,
                    $"{directory} was synthesized against a local AWS",
                    ["What it looked up there is made up, and does not exist in AWS"],
                    remake
                )
            );
    }
}
