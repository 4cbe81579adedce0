using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deployment;
using Deployment.Files;
using Settings;
using Settings.Projects;

namespace Steps.Worlds;

/// <summary>
/// The context of a synthesis against a local AWS. The CDK CLI reads and writes cdk.context.json in its working folder, which
/// is to be committed; here it gets another file in its place, made of what is committed and of what the local AWS answered
/// before. What it adds is kept for the next rehearsal, and nowhere else.
/// </summary>
/// <param name="fixtures">What there is for lookups to find: of another local AWS nothing is kept.</param>
public sealed class LocalContext(string root, Project project, string fixtures)
{
    /// <summary>As the CDK CLI calls it: toolkit-lib/lib/api/context.ts.</summary>
    public const string FileName = "cdk.context.json";

    /// <summary>Tells the preloaded script which file stands in its place.</summary>
    public const string Variable = "BUILD_CDK_CONTEXT_FILE";

    /// <summary>The script that makes the CDK CLI use it.</summary>
    public static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Steps", "cdk-context-file.js");

    const string Fixtures = "fixtures";
    const string Answers = "answers";

    static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    /// <summary>What the local AWS has answered, from the repository's root.</summary>
    public static string LookupsOf(Project project) => $"{RunWorld.RehearsalFolder}/{project}/lookups.json";

    /// <summary>What the CDK CLI is given, from the repository's root.</summary>
    public static string WorkingFileOf(Project project) => $"{RunWorld.RehearsalFolder}/{project}/{FileName}";

    byte[] before = [];

    string Committed => Path.Combine(project.DirectoryIn(root), FileName);

    string Lookups => Path.Combine(root, LookupsOf(project));

    /// <summary>The absolute path of what the CDK CLI is given.</summary>
    public string WorkingFile => Path.Combine(root, WorkingFileOf(project));

    /// <summary>Writes what the CDK CLI is given: what is committed goes before what was looked up.</summary>
    /// <exception cref="BuildException">The committed file is not a JSON object.</exception>
    public void Prepare()
    {
        before = BytesOf(Committed);
        var kept = Read(Lookups, lenient: true);
        var context =
            kept[Fixtures]?.ToString() == fixtures && kept[Answers] is JsonObject answers
                ? answers.DeepClone().AsObject()
                : [];
        foreach (var (key, value) in Read(Committed, lenient: false))
            context[key] = value?.DeepClone();
        WholeFile.Write(WorkingFile, context.ToJsonString(indented));
    }

    /// <summary>Keeps what the CDK CLI has looked up.</summary>
    /// <exception cref="BuildException">The committed file has changed meanwhile.</exception>
    public void Keep()
    {
        if (!before.AsSpan().SequenceEqual(BytesOf(Committed)))
            throw new BuildException(
                new Finding(
                    StepCodes.ContextChanged,
                    $"{project.Folder}/{FileName} has changed while {project} was synthesized against a local AWS",
                    ["It may hold what the local AWS made up"],
                    $"git diff {project.Folder}/{FileName} shows what changed; take back what nobody wrote there, then run again"
                )
            );
        var committed = Read(Committed, lenient: false);
        var answered = Read(WorkingFile, lenient: true)
            .Where(entry => !committed.ContainsKey(entry.Key))
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()));
        var text = new JsonObject { [Fixtures] = fixtures, [Answers] = new JsonObject(answered) }.ToJsonString(
            indented
        );
        if (!File.Exists(Lookups) || File.ReadAllText(Lookups) != text)
            WholeFile.Write(Lookups, text);
    }

    /// <summary>Equal for settings whose local AWSs answer lookups alike.</summary>
    public static string FixturesOf(BuildSettings settings) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(settings.LocalAws.Lookups)));

    /// <summary>Forgets what local AWSs have answered: they are other ones from here on.</summary>
    public static void Forget(string root, IReadOnlyList<Project> projects)
    {
        foreach (var file in projects.Select(project => Path.Combine(root, LookupsOf(project))).Where(File.Exists))
            File.Delete(file);
    }

    static byte[] BytesOf(string file) => File.Exists(file) ? File.ReadAllBytes(file) : [];

    static JsonObject Read(string file, bool lenient)
    {
        try
        {
            return File.Exists(file) && JsonNode.Parse(File.ReadAllText(file)) is JsonObject context ? context : [];
        }
        catch (JsonException) when (lenient)
        {
            // A cache of this build: what it held is looked up again.
            return [];
        }
        catch (JsonException exception)
        {
            throw new BuildException(
                new Finding(
                    FindingCodes.InvalidJson,
                    $"{Path.GetFileName(Path.GetDirectoryName(file))}/{FileName} is not JSON",
                    [exception.Message],
                    "restore the file, or delete it and synthesize again"
                ),
                innerException: exception
            );
        }
    }
}
