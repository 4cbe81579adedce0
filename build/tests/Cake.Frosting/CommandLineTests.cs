using Cake.Common;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tests.Cake.Frosting;

public class CommandLineTests
{
    readonly CakeHostFixture fixture = new();

    [Fact]
    public void Run_DryRun_NamesTasksWithoutRunningThem()
    {
        // Given
        fixture.With<FakeTasks.RunTests>().With<FakeTasks.Compile>();

        // When
        var exitCode = fixture.Run("--target=Run-Tests", "--dryrun");

        // Then
        Assert.Equal(0, exitCode);
        Assert.Empty(fixture.Journal);
        Assert.Contains("1. Compile", fixture.Output, StringComparison.Ordinal);
        Assert.Contains("2. Run-Tests", fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Tree_ShowsTheGraph()
    {
        // Given
        fixture.With<FakeTasks.RunTests>().With<FakeTasks.Compile>();

        // When
        var exitCode = fixture.Run("--tree");

        // Then
        Assert.Equal(0, exitCode);
        Assert.Contains("└─Compile", fixture.Output, StringComparison.Ordinal);
        Assert.Empty(fixture.Journal);
    }

    [Theory]
    [InlineData("Compil", "Did you mean 'Compile'?")]
    [InlineData("Frobnicate", "Known targets: Compile, Prepare.")]
    public void Run_AnUnknownTarget_NamesTheCloseOneAndTheKnownOnes(string target, string expected)
    {
        // Given
        fixture.With<FakeTasks.Prepare>().With<FakeTasks.Compile>();

        // When
        var exitCode = fixture.Run($"--target={target}");

        // Then
        Assert.Equal(2, exitCode);
        Assert.Contains($"The target '{target}' was not found.", fixture.Errors, StringComparison.Ordinal);
        Assert.Contains(expected, fixture.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Compile")]
    [InlineData("--verbosity=loud")]
    [InlineData("--target")]
    public void Run_ArgumentsThatAreNone_AreRefused(string argument) =>
        Assert.Equal(2, fixture.With<FakeTasks.Default>().Run(argument));

    [Fact]
    public void Run_OptionsAfterTwoDashes_AreTheBuilds()
    {
        // Given
        fixture.With<FakeTasks.PrintsArguments>().With<FakeTasks.Compile>();

        // When
        var exitCode = fixture.Run("--target=PrintsArguments", "--", "--one=1", "--exclusive", "--target=Compile");

        // Then
        Assert.Equal(0, exitCode);
        Assert.Equal(["exclusive=", "one=1", "target=Compile,PrintsArguments"], fixture.Journal);
    }

    [Fact]
    public void Run_AWrongDependency_IsNamed()
    {
        // Given
        fixture.With<FakeTasks.WrongDependency>();

        // When
        var exitCode = fixture.Run("--target=WrongDependency");

        // Then
        Assert.Equal(1, exitCode);
        Assert.Contains("The dependency 'String' is not a valid task.", fixture.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OwnContext_IsHandedToTheTask()
    {
        // Given
        fixture.With<FakeTasks.NeedsOwnContext>().Configure(host => host.UseContext<FakeTasks.OwnContext>());

        // When
        fixture.Run("--target=NeedsOwnContext");

        // Then
        Assert.Equal(["own"], fixture.Journal);
    }

    [Fact]
    public void Run_AContextThatDoesNotFit_OnlyWarns()
    {
        // Given
        fixture.With<FakeTasks.NeedsOwnContext>().With<FakeTasks.Default>();

        // When
        var exitCode = fixture.Run();

        // Then
        Assert.Equal(0, exitCode);
        Assert.Contains("NeedsOwnContext cannot be used", fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OptionsThatTheHostDoesNotKnow_BecomeArguments()
    {
        // Given
        string? seen = null;
        fixture.With<FakeTasks.Default>();
        fixture.Configure(host =>
            host.UseSetup<ArgumentReader>().ConfigureServices(services => ArgumentReader.OnRead = value => seen = value)
        );

        // When
        fixture.Run("--colour=green", "--version=1.2.3", "--shape", "round", "--flag");

        // Then
        Assert.Equal("green 1.2.3 round True Default", seen);
    }

    [Fact]
    public void Run_AWorkingDirectoryThatIsNotThere_IsRefused()
    {
        // Given
        fixture.With<FakeTasks.Default>();

        // When
        var exitCode = fixture.Run("--working=/no/such/folder");

        // Then
        Assert.Equal(2, exitCode);
        Assert.Contains("'/no/such/folder' does not exist", fixture.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Version_SaysItAndRunsNothing()
    {
        // Given
        fixture.With<FakeTasks.Default>();

        // When
        var exitCode = fixture.Run("--version");

        // Then
        Assert.Equal(0, exitCode);
        Assert.NotEmpty(fixture.Output.Trim());
        Assert.Empty(fixture.Journal);
    }

    sealed class ArgumentReader : FrostingSetup
    {
        public static Action<string> OnRead { get; set; } = _ => { };

        public override void Setup(ICakeContext context, ISetupContext info) =>
            OnRead(
                string.Join(
                    ' ',
                    context.Argument<string>("colour"),
                    context.Argument<string>("version"),
                    context.Argument<string>("shape"),
                    context.HasArgument("flag"),
                    context.Argument<string>("target")
                )
            );
    }
}
