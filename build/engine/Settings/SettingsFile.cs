using System.Text.Json;
using Deployment;

namespace Settings;

/// <summary>Loads build/settings.json.</summary>
public static class SettingsFile
{
    /// <summary>The file's path from the repository's root.</summary>
    public const string Name = "build/settings.json";

    /// <exception cref="BuildException">Everything that is wrong with the file; exit code 2.</exception>
    public static BuildSettings Load(string root)
    {
        var path = Path.Combine(root, Name);
        try
        {
            return Parse(File.ReadAllBytes(path), Name, root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BuildException(
                new Finding(
                    SettingsCodes.InvalidSettings,
                    $"{Name} cannot be read",
                    [exception.Message],
                    $"restore it: git checkout {Name}"
                ),
                BuildException.WrongInput,
                exception
            );
        }
    }

    /// <param name="json">The text.</param>
    /// <param name="file">What messages call it.</param>
    /// <param name="root">The repository's root; null where the folders that it names are not looked at.</param>
    /// <exception cref="BuildException">Everything that is wrong with the text; exit code 2.</exception>
    public static BuildSettings Parse(ReadOnlyMemory<byte> json, string file, string? root = null)
    {
        using var document = Open(json, file);
        var problems = new SettingsProblems(file);
        var settings = SettingsReader.Read(new JsonReader(document.RootElement, "$", problems), root);
        return problems.Findings.Count == 0
            ? settings
            : throw new BuildException(problems.Findings, BuildException.WrongInput);
    }

    static JsonDocument Open(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            return JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException exception)
        {
            // The reader counts from zero, editors from one.
            var place = $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}";
            var reason = exception.Message.Split(" LineNumber:")[0];
            throw new BuildException(
                new Finding(SettingsCodes.InvalidSettings, $"{file} is not JSON: {place}", [reason]),
                BuildException.WrongInput,
                exception
            );
        }
    }
}
