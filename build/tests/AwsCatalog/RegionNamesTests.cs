using Amazon;
using AwsCatalog.Regions;

namespace Build.Tests.AwsCatalog;

/// <summary>The settings take no other regions, so that none may be missing.</summary>
public sealed class RegionNamesTests
{
    [Fact]
    public void All_Regions_AreThoseThatTheSdkKnows() =>
        Assert.Equal(
            RegionEndpoint
                .EnumerableAllRegions.Select(region => region.SystemName)
                // A name of S3's own for us-east-1.
                .Where(name => name != "us-east-1-regional")
                .Order(StringComparer.Ordinal),
            RegionNames.All
        );
}
