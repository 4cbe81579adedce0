using System.Reflection;
using Cake.Frosting;

namespace Build.Tests;

/// <summary>The targets of the build, with the settings of this repository.</summary>
public sealed class TargetTests
{
    public static TheoryData<string> Targets() =>
        [
            .. typeof(Program)
                .Assembly.GetExportedTypes()
                .Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name)
                .OfType<string>(),
        ];

    [Theory]
    [InlineData("Synth")]
    [InlineData("Deploy")]
    public void DryRun_OfATarget_PlansItWithTheSettings(string target) =>
        Assert.Equal(0, Program.Main([$"--target={target}", "--local", "--dryrun"]));

    [Fact]
    public void DryRun_OfATargetThatThereIsNot_Fails() =>
        Assert.NotEqual(0, Program.Main(["--target=Nothing", "--dryrun"]));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_OfTheProgram_SaysWhatItDoes(string target) =>
        Assert.Contains(
            typeof(Program).Assembly.GetExportedTypes(),
            type =>
                type.GetCustomAttribute<TaskNameAttribute>()?.Name == target
                && type.GetCustomAttribute<TaskDescriptionAttribute>() is { Description.Length: > 0 }
        );
}
