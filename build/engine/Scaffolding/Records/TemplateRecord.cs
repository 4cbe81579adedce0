using System.Text.Json;
using Deployment;
using Scaffolding.Contents;

namespace Scaffolding.Records;

/// <summary>
/// What New or Upgrade wrote: the version, and a digest of each file, by which an upgrade knows what the team has edited.
/// Packages and lock files are not in it: NuGet keeps their digests.
/// </summary>
/// <param name="Feed">The address of the feed; null: the folder of packages in the repository.</param>
public sealed record TemplateRecord(
    string Version,
    string? Feed,
    IReadOnlyDictionary<string, string> Updated,
    IReadOnlyDictionary<string, string> Generated,
    IReadOnlyDictionary<string, string> Started
)
{
    /// <summary>Its file in the repository.</summary>
    public const string Name = "build/template.json";

    static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The record of a repository.</summary>
    /// <exception cref="BuildException">NoTeamRepository: it has none, or one that cannot be read.</exception>
    public static TemplateRecord Of(string root)
    {
        if (RepositoryFile.Read(root, Name) is not { } bytes)
            throw NoRepository($"there is no {Name}, which --target=New writes");
        try
        {
            return Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw NoRepository($"{Name}: {exception.Message}");
        }
    }

    public static TemplateRecord Parse(byte[] bytes) =>
        JsonSerializer.Deserialize<TemplateRecord>(bytes, options) is { Version: not null, Updated: not null } record
            ? record
            : throw new JsonException("it names no version or no files");

    /// <summary>The digests of files that are kept up to date, whether by hand of nobody or by projen.</summary>
    public IEnumerable<KeyValuePair<string, string>> Kept => Updated.Concat(Generated);

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, options), (byte)'\n'];

    static BuildException NoRepository(string why) =>
        new(
            new Finding(
                ScaffoldingCodes.NoTeamRepository,
                "This repository cannot be upgraded",
                [why],
                "write a team's repository with --target=New, and upgrade that; a clone of the engine is updated with git pull"
            ),
            BuildException.WrongInput
        );
}
