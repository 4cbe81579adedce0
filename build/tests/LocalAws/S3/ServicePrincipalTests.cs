using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Iam.ManagedPolicies;

namespace Build.Tests.LocalAws.S3;

/// <summary>The names of services that policies may trust.</summary>
public sealed partial class ServicePrincipalTests
{
    [Fact]
    public async Task PutBucketPolicy_EachServiceThatAnAwsManagedPolicyNames_IsAPrincipal()
    {
        var services = ManagedPolicyCatalog
            .Arns.Select(arn => ManagedPolicyCatalog.Find(arn)!.Document.Json)
            .SelectMany(document => Service().Matches(document).Select(match => match.Value.Trim('"')))
            .Distinct()
            .ToList();
        Assert.InRange(services.Count, 200, 2000);
        await using var world = await LocalWorld.StartAsync();
        using var s3 = new XmlClient(world, "s3");
        await s3.SendAsync(Request(world, "/principals", "", Location));

        foreach (var some in services.Chunk(200))
        {
            var (_, answer) = await s3.SendAsync(Request(world, "/principals", "policy=", Policy(some)));
            Assert.Equal("", answer.Descendants("Detail").FirstOrDefault()?.Value ?? "");
        }
    }

    const string Location =
        "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";

    static SignedRequest Request(LocalWorld world, string path, string query, string body) =>
        SignedRequest.S3(
            world.Server.Endpoint,
            SignedRequest.Key.Of(world.Server.AdministratorOf(LocalWorld.First)),
            DateTimeOffset.UtcNow,
            "PUT",
            path,
            Encoding.UTF8.GetBytes(body)
        ) with
        {
            Query = query,
        };

    static string Policy(string[] services) =>
        $$$"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":{{{JsonSerializer.Serialize(
                services
            )}}}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::principals/*"}}
            """;

    [GeneratedRegex("\"[a-z0-9-]+(\\.[a-z0-9-]+)*\\.amazonaws\\.com\"")]
    private static partial Regex Service();
}
