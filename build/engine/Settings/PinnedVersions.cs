using System.Text.Json;
using Deployment;

namespace Settings;

/// <summary>What both apps are built with: build/versions.json, which their .projenrc.ts read too.</summary>
public static class PinnedVersions
{
    /// <summary>The file's path from the repository's root.</summary>
    public const string Name = "build/versions.json";

    /// <exception cref="BuildException">The file does not say; exit code 2.</exception>
    public static string Of(string package, string root)
    {
        try
        {
            using var json = JsonDocument.Parse(
                File.ReadAllBytes(Path.Combine(root, Name)),
                new() { CommentHandling = JsonCommentHandling.Skip }
            );
            if (
                json.RootElement is { ValueKind: JsonValueKind.Object } versions
                && versions.TryGetProperty(package, out var version)
                && version is { ValueKind: JsonValueKind.String }
                && version.GetString() is { Length: > 0 } text
            )
                return text;
            throw Invalid($"{Name} names no version of {package}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Invalid($"{Name} cannot be read", exception);
        }
    }

    static BuildException Invalid(string what, Exception? reason = null) =>
        new(
            new Finding(
                SettingsCodes.InvalidVersions,
                what,
                reason is null ? [] : [reason.Message],
                $"restore it: git checkout {Name}"
            ),
            BuildException.WrongInput,
            reason
        );
}
