using Fingerprints.Observations;
using Steps;
using Steps.Traces;

namespace Build.Tests.Steps.Traces;

/// <summary>What is followed through files where a tool says nothing: imports, projects of MSBuild, configurations.</summary>
public sealed class DeclaredInputsTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("inputs-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Imported_ModuleOutsideTheSources_IsFollowedAndSoIsWhatItImports()
    {
        Write("infra/src/main.ts", "import { a } from '../../shared/a';\nexport * from \"./b.js\";");
        Write("shared/a.ts", "const c = require('./c');");
        Write("shared/c.json", "{}");

        var seen = Linting.Imported(PathOf("infra/src/main.ts"), []).ToList();

        Assert.Contains(new Observation.File(PathOf("shared/a.ts")), seen);
        Assert.Contains(new Observation.File(PathOf("shared/c.json")), seen);
        Assert.Contains(new Observation.File(PathOf("infra/src/b.ts")), seen);
        Assert.Contains(new Observation.File(PathOf("shared/package.json")), seen);
    }

    [Fact]
    public void Of_ConfigurationThatExtendsOthers_HoldsThemAll()
    {
        Write("a/tsconfig.json", "{ // comment\n \"extends\": [\"../b/base.json\", \"../b/strict\"] }");
        Write("b/base.json", """{ "extends": "./deep.json" }""");
        Write("b/strict.json", "{}");

        var seen = ConfigurationFiles.Of(PathOf("a/tsconfig.json")).ToList();

        Assert.All(
            (string[])["a/tsconfig.json", "b/base.json", "b/deep.json", "b/strict.json"],
            file => Assert.Contains(new Observation.File(PathOf(file)), seen)
        );
    }

    [Fact]
    public void Of_Project_HoldsImportsFoldersVariablesAndSettingsAboveIt()
    {
        Write(
            "infra/lambda/F/F.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="../../../shared/common.props" />
              <Import Project="$(MSBuildThisFileDirectory)local.props" />
              <ItemGroup><Compile Include="../../../shared/**/*.cs" /></ItemGroup>
              <PropertyGroup><DefineConstants>$(STAGE)</DefineConstants></PropertyGroup>
            </Project>
            """
        );
        Write("shared/common.props", "<Project />");
        Write("shared/deep/one.cs", "");

        var seen = BuildProjectFiles.Of(PathOf("infra/lambda/F/F.csproj")).ToList();

        Assert.All(
            (string[])
                ["shared/common.props", "infra/lambda/F/local.props", "Directory.Build.props", "infra/NuGet.config"],
            file => Assert.Contains(new Observation.File(PathOf(file)), seen)
        );
        Assert.Contains(seen.OfType<Observation.Folder>(), one => one.Path == PathOf("shared/deep"));
        Assert.Contains(new Observation.Variable("STAGE"), seen);
        Assert.DoesNotContain(seen, one => one is Observation.Doubt);
    }

    [Theory]
    [InlineData("<Target Name='a'><Exec Command='git rev-parse HEAD' /></Target>")]
    [InlineData("<PropertyGroup><V>$([System.DateTime]::UtcNow.Ticks)</V></PropertyGroup>")]
    [InlineData("<Import Project=\"$(Unknown)/x.props\" />")]
    public void Of_ProjectThatNobodyCanForesee_IsInDoubt(string content)
    {
        Write("F.csproj", $"<Project>{content}</Project>");

        Assert.Contains(BuildProjectFiles.Of(PathOf("F.csproj")), one => one is Observation.Doubt);
    }

    string PathOf(string path) => Path.Combine(folder.FullName, path);

    void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), content);
    }
}
