using System.Text;
using System.Text.Json;
using Build.Tests.Deployment.Assemblies;
using Deployment;
using Deployment.Assemblies;
using Deployment.Stacks;
using Guards;
using Iam;
using Settings;
using Steps.Traces;

namespace Build.Tests.Guards;

/// <summary>A file that nests however deep is read or is a finding; it never ends the program.</summary>
public sealed class DeepFileTests
{
    /// <summary>Every reader of the deployer, Doctor and the build, by what it reads.</summary>
    static readonly Dictionary<string, Action<int>> _readers = new(StringComparer.Ordinal)
    {
        ["template"] = levels => _ = new TemplateDocument(Deep.Template(levels)).Content,
        ["template in YAML"] = levels => _ = new TemplateDocument(Deep.YamlTemplate(levels)).Content,
        ["torn template"] = levels => _ = new TemplateDocument(Deep.Torn("{\"a\":", levels)).Content,
        ["torn template in YAML"] = levels => _ = new TemplateDocument(Deep.Torn("[", levels)).Content,
        ["template of an assembly"] = levels =>
            Load(assembly => assembly.Write("App.template.json", Deep.Template(levels))),
        ["manifest"] = levels => Load(assembly => assembly.Write("manifest.json", Deep.Object(levels))),
        ["asset manifest"] = levels => Load(assembly => assembly.Write("App.assets.json", Deep.Object(levels))),
        ["settings"] = levels => SettingsFile.Parse(Encoding.UTF8.GetBytes(Deep.Object(levels)), "settings.json"),
        ["policy"] = levels => _ = PolicyDocument.Parse(Deep.Object(levels), PolicyKind.Identity),
        ["what a step read"] = levels => _ = TraceLine.Parse(Deep.Object(levels)),
    };

    public static TheoryData<string> Readers => [.. _readers.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_AnyDepth_IsReadOrSaysWhy(string reader) =>
        Assert.All(
            Deep.Levels,
            levels =>
            {
                var error = Record.Exception(() => _readers[reader](levels));
                Assert.True(
                    error is null or BuildException or JsonException or InvalidDataException or PolicyDocumentException,
                    error?.ToString()
                );
                if (levels > Nesting.Deepest && reader != "what a step read")
                    Assert.NotNull(error);
            }
        );

    [Theory]
    [InlineData(62)]
    [InlineData(64)]
    public void Content_OfATemplateWithinTheLimit_IsRead(int levels)
    {
        Assert.NotEmpty(new TemplateDocument(Deep.Template(levels)).Content);
        Assert.NotEmpty(new TemplateDocument(Deep.YamlTemplate(levels)).Content);
    }

    [Fact]
    public void Content_OfATemplateBeyondIt_IsAFindingWithItsName()
    {
        var error = Assert.Throws<BuildException>(() =>
            new TemplateDocument(Deep.YamlTemplate(65), "the-file.yaml").Content
        );

        var finding = Assert.Single(error.Findings);
        Assert.Equal(FindingCodes.UnreadableDocument, finding.Code);
        Assert.Equal("the-file.yaml cannot be read", finding.What);
        Assert.NotEmpty(Assert.Single(finding.Why));
    }

    static void Load(Action<HandMadeAssembly> spoil)
    {
        using var assembly = new HandMadeAssembly();
        assembly.Save();
        spoil(assembly);
        CloudAssembly.Load(assembly.Folder);
    }
}
