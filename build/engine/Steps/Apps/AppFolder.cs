using System.Security.Cryptography;
using System.Text;
using Arguments;
using Deployment;
using Guards;

namespace Steps.Apps;

/// <summary>The folder that <c>--app</c> names.</summary>
static class AppFolder
{
    const string Manifest = "manifest.json";
    const string UsualName = "cdk.out";
    const string ParameterBegin = "/cdk-bootstrap/";
    const string ParameterEnd = "/version";

    /// <exception cref="BuildException">There is no Cloud Assembly in it, or no such folder; exit code 2.</exception>
    public static void Check(string typed, string directory)
    {
        if (File.Exists(Path.Combine(directory, Manifest)))
            return;
        var finding =
            File.Exists(Path.Combine(directory, UsualName, Manifest))
                ? NotFound("it is in a folder below", Path.Combine(typed, UsualName))
            : Directory.Exists(directory) ? NotFound($"the folder has no {Manifest}")
            : File.Exists(directory) ? NotFound("it is a file")
            : NotFound("there is no such folder");
        throw new BuildException(finding, BuildException.WrongInput);

        Finding NotFound(string why, string? meant = null) =>
            new(
                FindingCodes.AssemblyNotFound,
                $"--{BuildOptions.App}={typed} is no Cloud Assembly: {why}",
                [$"Looked for {Path.Combine(directory, Manifest)}"],
                meant is null
                    ? $"name the folder that an app was synthesized into, by cdk synth --output={UsualName} or its own build; a command is not taken"
                    : $"run it again with --{BuildOptions.App}={meant}"
            );
    }

    /// <summary>The last parts of the path, for people, and what distinguishes it from other paths with the same.</summary>
    public static string NameOf(string directory)
    {
        var parts = directory.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).TakeLast(2);
        var words = string.Concat(
            string.Join('-', parts).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')
        );
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(RealPath.Of(directory)));
        return $"{(words.Length <= 40 ? words : words[^40..]).TrimStart('.')}-{Convert.ToHexStringLower(hash)[..8]}";
    }

    /// <summary>The qualifier in the name of the parameter that holds a bootstrap stack's version; null where it has another form.</summary>
    public static string? QualifierOf(string? parameter) =>
        parameter?.StartsWith(ParameterBegin, StringComparison.Ordinal) == true
        && parameter.EndsWith(ParameterEnd, StringComparison.Ordinal)
        && parameter.Length > ParameterBegin.Length + ParameterEnd.Length
            ? parameter[ParameterBegin.Length..^ParameterEnd.Length]
            : null;
}
