using Cake.Frosting;

namespace Build.Tests.Cake.Frosting;

public class CakeHostTests
{
    readonly CakeHostFixture fixture = new();

    [Fact]
    public void Run_DependenciesAndDependees_RunInOrder()
    {
        // Given
        fixture.With<FakeTasks.RunTests>().With<FakeTasks.Compile>().With<FakeTasks.Prepare>();

        // When
        var exitCode = fixture.Run("--target=Run-Tests");

        // Then
        Assert.Equal(0, exitCode);
        Assert.Equal(["Prepare", "Compile", "Run-Tests"], fixture.Journal);
    }

    [Fact]
    public void Run_NoTarget_RunsDefault()
    {
        // Given
        fixture.With<FakeTasks.Default>();

        // When
        fixture.Run();

        // Then
        Assert.Equal(["Default"], fixture.Journal);
    }

    [Theory]
    [InlineData("--target=Compile", "--target=Default")]
    [InlineData("-t", "Compile", "-t", "Default")]
    [InlineData("--target", "Compile", "--target:Default")]
    public void Run_SeveralTargets_RunsEach(params string[] arguments)
    {
        // Given
        fixture.With<FakeTasks.Compile>().With<FakeTasks.Default>();

        // When
        fixture.Run(arguments);

        // Then
        Assert.Equal(["Compile", "Default"], fixture.Journal);
    }

    [Fact]
    public void Run_TwoTargetsAndAUnifiedGraph_RunsWhatTheyShareOnce()
    {
        // Given
        fixture.With<FakeTasks.RunTests>().With<FakeTasks.Compile>();
        fixture.Configure(host => host.UseCakeSetting("Settings_UnifiedDependencyGraphForMultipleTargets", "true"));

        // When
        fixture.Run("--target=Compile", "--target=Run-Tests");

        // Then
        Assert.Equal(["Compile", "Run-Tests"], fixture.Journal);
    }

    [Fact]
    public void Run_Exclusive_LeavesDependenciesOut()
    {
        // Given
        fixture.With<FakeTasks.RunTests>().With<FakeTasks.Compile>();

        // When
        fixture.Run("--target=Run-Tests", "-e");

        // Then
        Assert.Equal(["Run-Tests"], fixture.Journal);
    }

    [Fact]
    public void Run_Lifetimes_SurroundRunAndTasks()
    {
        // Given
        fixture.With<FakeTasks.Compile>().With<FakeTasks.Prepare>();
        fixture.Configure(host => host.UseLifetime<FakeTasks.Lifetime>().UseTaskLifetime<FakeTasks.TaskLifetime>());

        // When
        fixture.Run("--target=Compile");

        // Then
        Assert.Equal(
            [
                "Setup of Prepare+Compile",
                "< Prepare",
                "Prepare",
                "> Prepare",
                "< Compile",
                "Compile",
                "> Compile",
                "Teardown",
            ],
            fixture.Journal
        );
    }

    [Fact]
    public void Run_ATaskFails_ItsExitCodeIsReturnedAndTeardownRuns()
    {
        // Given
        fixture.With<FakeTasks.Fails>().Configure(host => host.UseLifetime<FakeTasks.Lifetime>());

        // When
        var exitCode = fixture.Run("--target=Fails");

        // Then
        Assert.Equal(5, exitCode);
        Assert.Equal(["Setup of Fails", "Finally", "Teardown after broken {0}"], fixture.Journal);
        Assert.Contains("Error: broken {0}", fixture.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SetupFails_NoTaskRunsAndItsExitCodeIsReturned()
    {
        // Given
        fixture.With<FakeTasks.Compile>().Configure(host => host.UseSetup<FakeTasks.BrokenSetup>());

        // When
        var exitCode = fixture.Run("--target=Compile");

        // Then
        Assert.Equal(7, exitCode);
        Assert.Empty(fixture.Journal);
        Assert.Contains("no setup", fixture.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OnErrorIsOverridden_TheBuildGoesOn()
    {
        // Given
        fixture.With<FakeTasks.Handles>();

        // When
        var exitCode = fixture.Run("--target=Handles");

        // Then
        Assert.Equal(0, exitCode);
        Assert.Equal(["broken"], fixture.Journal);
    }

    [Fact]
    public void Run_ContinueOnError_TheNextTaskRuns()
    {
        // Given
        fixture.With<FakeTasks.Shrugs>().With<FakeTasks.AfterShrugs>();

        // When
        var exitCode = fixture.Run("--target=AfterShrugs");

        // Then
        Assert.Equal(0, exitCode);
        Assert.Equal(["AfterShrugs"], fixture.Journal);
    }

    [Fact]
    public void Run_InheritsFromATaskThatContinuesOnError_Fails() =>
        Assert.NotEqual(0, fixture.With<FakeTasks.ShrugsNoMore>().Run("--target=ShrugsNoMore"));

    [Fact]
    public void Run_ShouldRunIsFalse_TheTaskIsSkippedWithItsMessage()
    {
        // Given
        fixture.With<FakeTasks.Skipped>().With<FakeTasks.AfterSkipped>();

        // When
        var exitCode = fixture.Run("--target=AfterSkipped", "--verbosity=verbose");

        // Then
        Assert.Equal(0, exitCode);
        Assert.Equal(["AfterSkipped"], fixture.Journal);
        Assert.Contains("not today", fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TheTargetItselfIsSkipped_Fails()
    {
        // Given
        fixture.With<FakeTasks.Skipped>();

        // When
        var exitCode = fixture.Run("--target=Skipped");

        // Then
        Assert.Equal(1, exitCode);
        Assert.Contains("not today", fixture.Errors, StringComparison.Ordinal);
    }
}
