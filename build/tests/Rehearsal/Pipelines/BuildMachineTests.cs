using Rehearsal.Pipelines;

namespace Build.Tests.Rehearsal.Pipelines;

public sealed class BuildMachineTests
{
    [Fact]
    public void Options_OfAHome_ShareItsPackageCachesAndCopyItsRegistrySettingsAndNothingElse()
    {
        var home = Directory.CreateTempSubdirectory("home-").FullName;
        File.WriteAllText(Path.Combine(home, ".npmrc"), "");
        Directory.CreateDirectory(Path.Combine(home, ".nuget", "packages"));
        Directory.CreateDirectory(Path.Combine(home, ".aws"));
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = "/bin",
            ["AWS_PROFILE"] = "private",
            ["NO_PROXY"] = "*",
        };

        var options = BuildMachine.Options(home, variables.GetValueOrDefault);

        Assert.Equal([".npmrc"], options.HomeFiles.Keys);
        Assert.Equal([".nuget/packages"], options.SharedFolders.Keys);
        Assert.Equal(["NO_PROXY"], options.Variables.Keys);
        Assert.Equal("/bin", options.Path);
        Directory.Delete(home, recursive: true);
    }
}
