using System.Reflection;
using System.Text.RegularExpressions;
using Build.Tests.Bootstrappers;
using Deployment;
using Diagnosis;
using Fingerprints;
using Rehearsal;
using Releases;
using Scaffolding;
using Settings;
using Steps;
using Tools;

namespace Build.Tests.Findings;

/// <summary>Every code that a finding can have is in a catalogue, and has its next action in the table, with the test that carries it out.</summary>
public sealed partial class NextActionTests
{
    static readonly Type[] catalogues =
    [
        typeof(FindingCodes),
        typeof(DiagnosisCodes),
        typeof(FingerprintCodes),
        typeof(SettingsCodes),
        typeof(ToolCodes),
        typeof(StepCodes),
        typeof(RehearsalCodes),
        typeof(ReleaseCodes),
        typeof(ScaffoldingCodes),
    ];

    static readonly IReadOnlyList<FindingCode> codes =
    [
        .. catalogues
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(FindingCode))
            .Select(property => (FindingCode)property.GetValue(null)!),
    ];

    [Fact]
    public void Codes_OfAllCatalogues_AreThereOnce()
    {
        Assert.True(codes.Count > 50, "the catalogues are not read");
        Assert.Equal(codes.Select(code => code.Name).Distinct(), codes.Select(code => code.Name));
    }

    /// <summary>Add a row to <see cref="NextActionTable"/>.</summary>
    [Fact]
    public void Codes_OfAllCatalogues_HaveTheirNextActionCarriedOutByATest() =>
        Assert.Empty(codes.Except(NextActionTable.Rows.Select(row => row.Code)).Select(code => code.Name));

    /// <summary>Whatever a person has to do: a test sees that it is said, and when.</summary>
    [Fact]
    public void Codes_OfAllCatalogues_AreBroughtAboutByATest()
    {
        var folder = Path.Combine(RepositoryRoot.Find(), "build", "tests");
        var tests = Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).Contains("Table", StringComparison.Ordinal))
            .Append(Path.Combine(folder, "Diagnosis", "Checks", "Fixtures", "checks.txt"))
            .Select(File.ReadAllText)
            .ToList();

        Assert.All(
            codes
                .Select(code => code.Name)
                .Except(["InputUnreadable", "InstallFailed", "ProjectLeftOut", "SharedFolderNotOwn"]),
            name => Assert.True(tests.Exists(text => Names(text, name)), name)
        );
    }

    /// <summary>In code, in what is printed, and in the fixture of the doctor's checks.</summary>
    static bool Names(string text, string code) =>
        ((string[])[$"Codes.{code}", $"\"{code}\"", $"[{code}]", $": Failure {code}", $": Warning {code}"]).Any(
            text.Contains
        );

    [Fact]
    public void Rows_OfTheTable_AreOfCodesThatThereAre() =>
        Assert.Empty(NextActionTable.Rows.Select(row => row.Code).Except(codes).Select(code => code.Name));

    [Fact]
    public void Rows_OfTheTable_NameATestOrWhyItIsAPersons() =>
        Assert.All(
            NextActionTable.Rows,
            row =>
                Assert.True(
                    row.Kind == NextActionKind.Person ? row.Reason?.Length > 10 : IsTest(row),
                    $"{row.Code} of {row.Test?.Name}.{row.Method}"
                )
        );

    [Fact]
    public void Sources_MakeCodesInCataloguesAlone()
    {
        var sources = new[]
        {
            "Arguments",
            "Build",
            "Deployment",
            "Diagnosis",
            "Fingerprints",
            "Rehearsal",
            "Releases",
            "Reporting",
            "Scaffolding",
            "Settings",
            "Steps",
            "Tools",
        }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Repository.FolderOf(folder), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .ToList();

        var makers = sources
            .Where(file => File.ReadAllText(file) is var text && text.Contains("Finding") && Made().IsMatch(text))
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(catalogues.Select(type => type.Name).Order(), makers.Order());
    }

    static bool IsTest(NextActionRow row) =>
        row.Test?.GetMethod(row.Method!) is { } method
        && method.GetCustomAttributes<FactAttribute>(inherit: true).Any();

    /// <summary>A code that is made: by name, or by its type alone where a member or a variable is declared.</summary>
    [GeneratedRegex(
        @"new FindingCode\(|\bnew\(\s*new\(""|Finding\(\s*new\(|FindingCode\s+\w+\s*(\{[^}]*\}\s*)?=>?\s*new\s*\("
    )]
    private static partial Regex Made();
}
