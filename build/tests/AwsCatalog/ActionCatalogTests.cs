using AwsCatalog.Actions;

namespace Build.Tests.AwsCatalog;

public class ActionCatalogTests
{
    [Fact]
    public void Service_Each_HasResourcesForItsActions()
    {
        Assert.All(
            ActionCatalog.Services,
            prefix =>
            {
                var service = ActionCatalog.Service(prefix)!;
                Assert.Equal(prefix, service.Prefix);
                Assert.All(service.Resources, resource => Assert.NotEmpty(resource.ArnFormats));
            }
        );
        Assert.InRange(
            ActionCatalog.Services.Sum(prefix => ActionCatalog.Service(prefix)!.Actions.Count),
            20_000,
            90_000
        );
        Assert.InRange(ActionCatalog.Date, new(2026, 8, 1), DateOnly.MaxValue);
    }

    [Fact]
    public void Find_AnAction_SaysWhatItIsAskedForOn()
    {
        var action = ActionCatalog.Find("S3:getobject")!;

        Assert.Equal("s3:GetObject", action.Name);
        Assert.Contains("object", action.Resources);
        Assert.Contains(
            "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
            ActionCatalog.Service("s3")!.Resource("object")!.ArnFormats
        );
    }

    [Theory]
    [InlineData("s3:GetEverything")]
    [InlineData("nothing:Get")]
    [InlineData("s3")]
    public void Find_WhatIsNoAction_IsNothing(string action) => Assert.Null(ActionCatalog.Find(action));
}
