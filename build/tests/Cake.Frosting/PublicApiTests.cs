using Cake.Frosting;
using Cake.Yarn;

namespace Build.Tests.Cake.Frosting;

/// <summary>
/// Code compiles against the packages as against what stands in for them: the files list what Cake.Frosting 6.0.0
/// (https://github.com/cake-build/cake/tree/v6.0.0/src/Cake.Frosting) and Cake.Yarn
/// (https://github.com/cake-contrib/Cake.Yarn) promise.
/// </summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData(typeof(CakeHost))]
    [InlineData(typeof(YarnRunner))]
    public void PublicSurface_IsThePackages(Type type)
    {
        var list = Path.Combine(
            AppContext.BaseDirectory,
            "Cake.Frosting",
            "Fixtures",
            $"{type.Assembly.GetName().Name}.txt"
        );

        Assert.Equal(File.ReadLines(list), PublicSurface.Of(type.Assembly));
    }
}
