using Steps.Worlds;

namespace Build.Tests.Steps.Worlds;

public class LocalEndpointsTests
{
    [Theory]
    [InlineData("AWS_ENDPOINT_URL", "http://127.0.0.1:4566", true)]
    [InlineData("AWS_ENDPOINT_URL", "http://localhost:4566/", true)]
    [InlineData("AWS_ENDPOINT_URL_EC2", "http://[::1]:4566", true)]
    [InlineData("AWS_ENDPOINT_URL_S3", "http://s3.localhost:9000", true)]
    [InlineData("AWS_ENDPOINT_URL_S3", "https://bucket.vpce-1a2b.s3.eu-west-1.vpce.amazonaws.com", false)]
    [InlineData("AWS_ENDPOINT_URL", "", false)]
    [InlineData("HTTPS_PROXY", "http://127.0.0.1:3128", false)]
    public void AreNamed_ByAVariable_WhereItLeadsToThisMachine(string name, string value, bool expected) =>
        Assert.Equal(
            expected,
            LocalEndpoints.AreNamed(new Dictionary<string, string> { [name] = value }, "no-such-profile-of-anybody")
        );

    [Fact]
    public void AreNamed_VariablesThatSdksAreToIgnore_NameNone() =>
        Assert.False(
            LocalEndpoints.AreNamed(
                new Dictionary<string, string>
                {
                    ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1",
                    ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true",
                },
                "no-such-profile-of-anybody"
            )
        );
}
