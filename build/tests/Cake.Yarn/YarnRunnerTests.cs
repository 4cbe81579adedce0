using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Yarn;
using NSubstitute;

namespace Build.Tests.Cake.Yarn;

public class YarnRunnerTests
{
    readonly IFileSystem fileSystem = Substitute.For<IFileSystem>();
    readonly ICakeEnvironment environment = Substitute.For<ICakeEnvironment>();
    readonly IProcessRunner processes = Substitute.For<IProcessRunner>();
    readonly IToolLocator tools = Substitute.For<IToolLocator>();
    readonly IProcess process = Substitute.For<IProcess>();

    string? arguments;
    string? directory;

    public YarnRunnerTests()
    {
        environment.WorkingDirectory.Returns(new DirectoryPath("/repository"));
        tools.Resolve(Arg.Any<IEnumerable<string>>()).Returns(new FilePath("/tools/yarn"));
        tools.Resolve(Arg.Any<string>()).Returns(new FilePath("/tools/yarn"));
        fileSystem.GetFile(Arg.Any<FilePath>()).Exists.Returns(true);
        fileSystem.GetDirectory(Arg.Any<DirectoryPath>()).Exists.Returns(true);
        processes
            .Start(Arg.Any<FilePath>(), Arg.Any<ProcessSettings>())
            .Returns(call =>
            {
                arguments = call.Arg<ProcessSettings>().Arguments.Render();
                directory = call.Arg<ProcessSettings>().WorkingDirectory.FullPath;
                return process;
            });
    }

    YarnRunner Yarn => new(fileSystem, environment, processes, tools);

    [Fact]
    public void Install_WithEverything_PassesEachOption()
    {
        Yarn.Install(settings =>
            settings
                .ForProduction(enabled: false)
                .IgnorePlatformWarnings()
                .IgnoreOptionalWarnings()
                .IgnoreEnginesWarnings()
                .WithFrozenLockfile()
                .Offline()
                .WithArgument("--immutable")
        );

        Assert.Equal(
            "install --production=false --ignore-platform --ignore-optional --ignore-engines --frozen-lockfile --offline --immutable",
            arguments
        );
    }

    [Fact]
    public void Install_Plain_PassesNothing()
    {
        Yarn.Install();

        Assert.Equal("install", arguments);
    }

    [Fact]
    public void Add_PackagesGlobally_NamesThemWithScopeAndVersion()
    {
        Yarn.Add(settings => settings.Package("gulp").Package("core", "^1.0 || ^2.0", "@scope").Globally());

        Assert.Equal("global add gulp @scope/core@\"^1.0 || ^2.0\"", arguments);
    }

    [Fact]
    public void Add_AUrl_ReplacesWhatWasNamed()
    {
        Yarn.Add(settings => settings.Package("gulp").Package(new Uri("https://example.com/a.tgz")));

        Assert.Equal("add https://example.com/a.tgz", arguments);
    }

    [Theory]
    [InlineData("scope")]
    [InlineData("scope/")]
    public void Add_AScopeWithoutAt_IsRefused(string scope) =>
        Assert.Throws<ArgumentException>(() => Yarn.Add(settings => settings.Package("core", scope: scope)));

    [Fact]
    public void Add_ARelativeUrl_IsRefused() =>
        Assert.Throws<UriFormatException>(() =>
            Yarn.Add(settings => settings.Package(new Uri("a.tgz", UriKind.Relative)))
        );

    [Fact]
    public void Commands_Each_BecomeYarnsOwn()
    {
        Assert.Equal("remove gulp", Rendered(yarn => yarn.Remove(settings => settings.Package("gulp"))));
        Assert.Equal(
            "run --silent hello --to you",
            Rendered(yarn => yarn.RunScript("hello", s => s.WithSilent().WithArgument("--to").WithArgument("you")))
        );
        Assert.Equal("cache clean", Rendered(yarn => yarn.Cache("clean")));
        Assert.Equal("pack --filename \"a b.tgz\"", Rendered(yarn => yarn.Pack(settings => settings.Named("a b.tgz"))));
        Assert.Equal(
            "publish --new-version 1.2.3 --tag beta",
            Rendered(yarn => yarn.Publish(settings => settings.NewVersion(1, 2, 3).Tag("beta")))
        );
        Assert.Equal(
            "version --new-version \"2.0.0\" --no-git-tag-version",
            Rendered(yarn => yarn.Version(settings => settings.SetVersion("2.0.0").DisableGitTagCreation()))
        );
        Assert.Equal(
            "audit --json --verbose",
            Rendered(yarn => yarn.Audit(settings => settings.SetJson().SetVerbose()))
        );
    }

    [Fact]
    public void RunScript_NoName_IsRefused() => Assert.Throws<ArgumentException>(() => Yarn.RunScript(""));

    [Fact]
    public void FromPath_AFolder_IsWhereYarnRuns()
    {
        fileSystem.GetDirectory(Arg.Any<DirectoryPath>()).Exists.Returns(true);

        Yarn.FromPath("/repository/infra").Install();

        Assert.Equal("/repository/infra", directory);
    }

    [Fact]
    public void FromPath_AFolderThatIsNotThere_IsNamed()
    {
        fileSystem.GetDirectory(Arg.Any<DirectoryPath>()).Exists.Returns(false);

        var failure = Assert.Throws<DirectoryNotFoundException>(() => Yarn.FromPath("/nowhere").Install());

        Assert.Contains("/nowhere", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_YarnFails_FailsTheBuildWithItsExitCode()
    {
        process.GetExitCode().Returns(3);

        var failure = Assert.Throws<CakeException>(() => Yarn.Install());

        Assert.Equal(3, failure.ExitCode);
    }

    string? Rendered(Action<YarnRunner> command)
    {
        command(Yarn);
        return arguments;
    }
}
