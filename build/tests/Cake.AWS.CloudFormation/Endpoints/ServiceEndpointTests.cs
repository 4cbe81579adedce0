using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Build.Tests.Deployment;
using Cake.AWS.CloudFormation.Client;
using Cake.AWS.CloudFormation.Client.Endpoints;
using Deployment.Credentials;
using Deployment.Credentials.Profiles;

namespace Build.Tests.Cake.AWS.CloudFormation.Endpoints;

/// <summary>
/// The hosts of every service that is called, in every partition, plain, FIPS and dual stack, held against hosts.tsv:
/// what the AWS SDK for JavaScript v3 makes of AWS's endpoint rules (service, region, fips, dual, host and signing region).
/// </summary>
public sealed class ServiceEndpointTests : IDisposable
{
    readonly TemporaryFolder profiles = new();

    public ServiceEndpointTests()
    {
        var all =
            from fips in (bool[])[false, true]
            from dualStack in (bool[])[false, true]
            select $"[{fips}-{dualStack}]\nuse_fips_endpoint = {fips}\nuse_dualstack_endpoint = {dualStack}\n";
        profiles.Write("profiles", string.Concat(all));
    }

    public static TheoryData<string> Services =>
        ["cloudformation", "codepipeline", "iam", "kms", "secrets-manager", "ecr", "sts", "ssm", "s3"];

    [Theory]
    [MemberData(nameof(Services))]
    public void Of_EachPartitionAndVariant_IsTheHostThatAwsNames(string service)
    {
        var lines = Lines().Where(line => line[0] == service).ToList();

        Assert.Equal(12 * 4, lines.Count);
        Assert.All(
            lines,
            line =>
            {
                if (line[4].StartsWith("ERR ", StringComparison.Ordinal))
                {
                    var error = Assert.ThrowsAny<Exception>(() =>
                        Of(service, line[1], line[2].Length > 0, line[3].Length > 0)
                    );
                    Assert.Equal(line[4][4..], error.Message);
                    return;
                }
                var found = Of(service, line[1], line[2].Length > 0, line[3].Length > 0);
                Assert.Equal(line[4].Split(' ')[0], found.Host);
                if (line[4].Split(' ') is [_, { Length: > 0 } signing])
                    Assert.Equal(signing, found.SigningRegion);
            }
        );
    }

    [Fact]
    public void Determine_TheClientsOwnConfiguration_HeedsFips()
    {
        var endpoint = AwsEndpoint.Aws with { UseFips = true };

        var config = endpoint.Connect(new CloudFormationConfig("us-east-1"));

        Assert.Equal(
            "https://cloudformation-fips.us-east-1.amazonaws.com",
            config.DetermineServiceOperationEndpoint(new(null)).URL
        );
    }

    /// <summary>As a run's endpoint is made of the profile that it starts from.</summary>
    ServiceEndpoint Of(string service, string region, bool fips, bool dualStack)
    {
        var variants = EndpointVariants.Read($"{fips}-{dualStack}", profiles.At("profiles"), _ => null);
        var endpoint = AwsEndpoint.Aws with { UseFips = variants.Fips, UseDualStack = variants.DualStack };
        return service switch
        {
            "sts" => Sdk(
                new AmazonSecurityTokenServiceClient(
                    "x",
                    "y",
                    endpoint.Configure(new AmazonSecurityTokenServiceConfig(), region)
                ),
                client => client.DetermineServiceOperationEndpoint(new GetCallerIdentityRequest()).URL,
                region
            ),
            "ssm" => Sdk(
                new AmazonSimpleSystemsManagementClient(
                    "x",
                    "y",
                    endpoint.Configure(new AmazonSimpleSystemsManagementConfig(), region)
                ),
                client => client.DetermineServiceOperationEndpoint(new GetParameterRequest()).URL,
                region
            ),
            "s3" => Sdk(
                new AmazonS3Client("x", "y", endpoint.Configure(new AmazonS3Config(), region)),
                client => client.DetermineServiceOperationEndpoint(new ListBucketsRequest()).URL,
                region
            ),
            _ => ServiceEndpoint.Of(
                service.Replace("-", "", StringComparison.Ordinal),
                region,
                variants.Fips,
                variants.DualStack
            ),
        };
    }

    public void Dispose() => profiles.Dispose();

    static ServiceEndpoint Sdk<T>(T client, Func<T, string> urlOf, string region)
        where T : IDisposable
    {
        using (client)
            return new(new Uri(urlOf(client)).Host, region);
    }

    static IEnumerable<string[]> Lines()
    {
        using var file = typeof(ServiceEndpointTests).Assembly.GetManifestResourceStream("hosts.tsv")!;
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { Length: > 0 } line)
            yield return line.Split('\t');
    }
}
