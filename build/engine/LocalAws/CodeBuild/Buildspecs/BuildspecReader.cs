using Guards;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalAws.CodeBuild.Buildspecs;

/// <summary>Reads a buildspec, YAML or JSON.</summary>
static class BuildspecReader
{
    /// <summary>The phases with commands, in their order.</summary>
    public static readonly IReadOnlyList<string> PhaseNames = ["install", "pre_build", "build", "post_build"];

    static readonly string[] _sections =
    [
        "version",
        "run-as",
        "env",
        "proxy",
        "batch",
        "phases",
        "reports",
        "artifacts",
        "cache",
    ];

    /// <summary>The buildspec, or <see cref="BuildspecException"/>.</summary>
    public static Buildspec Read(string text)
    {
        var root = Parse(text);
        foreach (var (key, _) in root.Children)
        {
            if (!_sections.Contains(BuildspecNodes.Key(key)))
                throw new BuildspecException($"Unknown section {BuildspecNodes.Key(key)} at line {key.Start.Line}");
        }
        CheckUser(root);
        var env = root.Map("env") ?? new();
        var artifacts = root.Map("artifacts");
        return new()
        {
            IsolatesCommands = Version(root) == "0.1",
            Shell = Shell(env),
            Variables = env.TextMap("variables"),
            Parameters = env.TextMap("parameter-store"),
            Secrets = env.TextMap("secrets-manager"),
            ExportedVariables = env.Texts("exported-variables"),
            Phases = Phases(root.Map("phases") ?? throw new BuildspecException("Missing required key: phases")),
            Artifacts = artifacts?.Child("files") is null ? null : Files(artifacts),
            SecondaryArtifacts =
                artifacts
                    ?.Map("secondary-artifacts")
                    ?.Maps()
                    .ToDictionary(entry => entry.Key, entry => Files(entry.Value), StringComparer.Ordinal)
                ?? [],
            Reports =
                root.Map("reports")
                    ?.Maps()
                    .ToDictionary(entry => entry.Key, entry => Report(entry.Value), StringComparer.Ordinal)
                ?? [],
            CachePaths = root.Map("cache")?.Texts("paths") ?? [],
        };
    }

    static YamlMappingNode Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new ShallowYaml(new StringReader(text)));
            return stream.Documents.FirstOrDefault()?.RootNode as YamlMappingNode
                ?? throw new BuildspecException("wrong number of container tags, expected 1");
        }
        catch (YamlException error)
        {
            throw new BuildspecException($"{error.Message} at line {error.Start.Line}");
        }
    }

    static string Version(YamlMappingNode root) =>
        root.Text("version") switch
        {
            null => throw new BuildspecException("Missing required key: version"),
            "0.1" => "0.1",
            "0.2" => "0.2",
            var other => throw new BuildspecException($"Invalid buildspec version: {other}, expected 0.1 or 0.2"),
        };

    static string Shell(YamlMappingNode env) =>
        env.Text("shell") switch
        {
            null or "/bin/sh" or "sh" => "sh",
            "bash" => "bash",
            var other => throw new BuildspecException(
                $"The local CodeBuild runs commands by sh or bash, not by {other}"
            ),
        };

    /// <summary>Builds run as the user that runs the local AWS; another cannot be had.</summary>
    static void CheckUser(YamlMappingNode root)
    {
        var users = (root.Map("phases")?.Maps() ?? [])
            .Select(phase => phase.Value.Text("run-as"))
            .Append(root.Text("run-as"));
        if (users.FirstOrDefault(user => user is not (null or "root")) is { } other)
            throw new BuildspecException($"The local CodeBuild runs no commands as another user: run-as {other}");
    }

    static Dictionary<string, BuildspecPhase> Phases(YamlMappingNode phases)
    {
        var read = new Dictionary<string, BuildspecPhase>(StringComparer.Ordinal);
        foreach (var (name, phase) in phases.Maps())
        {
            if (!PhaseNames.Contains(name))
                throw new BuildspecException($"Unknown phase {name} at line {phase.Start.Line}");
            read[name] = new(
                phase.Texts("commands"),
                phase.Texts("finally"),
                OnFailure(phase.Text("on-failure")),
                phase.TextMap("runtime-versions")
            );
        }
        return read;
    }

    static bool? OnFailure(string? value) =>
        value switch
        {
            null => null,
            "ABORT" => false,
            "CONTINUE" => true,
            _ => throw new BuildspecException($"The local CodeBuild knows on-failure ABORT and CONTINUE, not {value}"),
        };

    static ArtifactFiles Files(YamlMappingNode node) =>
        new(node.Texts("files"))
        {
            Excluded = node.Texts("exclude-paths"),
            BaseDirectory = node.Text("base-directory"),
            DiscardsPaths = node.Flag("discard-paths"),
            Name = node.Text("name"),
        };

    static ReportFiles Report(YamlMappingNode node) => new(Files(node), node.Text("file-format") ?? "JUNITXML");
}
