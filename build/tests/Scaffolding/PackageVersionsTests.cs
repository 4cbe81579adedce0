using Scaffolding;

namespace Build.Tests.Scaffolding;

public sealed class PackageVersionsTests
{
    /// <summary>Else a build over the next version keeps the libraries of the last, and its program does not start.</summary>
    [Fact]
    public void FileTimeOf_EachVersion_IsItsOwnAndAlwaysTheSame()
    {
        var times = Enumerable
            .Range(0, 2_000)
            .Select(number => PackageVersions.FileTimeOf($"1.0.9831.{number}"))
            .ToList();

        Assert.Equal(
            times,
            Enumerable.Range(0, 2_000).Select(number => PackageVersions.FileTimeOf($"1.0.9831.{number}"))
        );
        Assert.Equal(times.Count, times.Distinct().Count());
        Assert.All(times, time => Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(time).Year, 2000, 2017));
        Assert.All(times, time => Assert.Equal(0, time % 2));
    }
}
