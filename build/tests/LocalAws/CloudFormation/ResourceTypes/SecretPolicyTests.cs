using System.Text.Json.Nodes;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>The resource policy of a secret, made by a stack.</summary>
public sealed class SecretPolicyTests : IAsyncLifetime
{
    LocalWorld _world = null!;
    QueryClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _client = new(_world, LocalWorld.First);
    }

    [Fact]
    public async Task CreateStack_OfAPolicyForAnotherAccount_LetsItInUntilThePolicyIsGone()
    {
        using var secrets = new JsonClient(_world, "secretsmanager", "secretsmanager");
        await _client.CreateAsync(
            "secret",
            "Resources: {Secret: {Type: AWS::SecretsManager::Secret, Properties: {Name: shared}}}"
        );
        var resources = await _client.CallAsync("DescribeStackResources", ("StackName", "secret"));
        var secret = Value(resources, "PhysicalResourceId");
        JsonObject Id() => new() { ["SecretId"] = secret };

        var stack = await _client.CreateAsync("policy", Policy(LocalWorld.Second));
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        await secrets.CallAsync(LocalWorld.Second, "DescribeSecret", Id());
        var second = await _client.CreateAsync("second", Policy(LocalWorld.Second));
        Assert.Equal("ROLLBACK_COMPLETE", Value(second, "StackStatus"));

        await _client.StartAsync("DeleteStack", "policy");
        await _client.SettledAsync(Value(stack, "StackId"));
        Assert.Equal("AccessDeniedException", await secrets.RefusedAsync(LocalWorld.Second, "DescribeSecret", Id()));
    }

    [Theory]
    [InlineData("", "ROLLBACK_COMPLETE")]
    [InlineData(", BlockPublicPolicy: false", "CREATE_COMPLETE")]
    public async Task CreateStack_OfAPolicyForEveryone_NeedsToBeWanted(string more, string status)
    {
        await _client.CreateAsync(
            "secret",
            "Resources: {Secret: {Type: AWS::SecretsManager::Secret, Properties: {Name: shared}}}"
        );
        Assert.Equal(status, Value(await _client.CreateAsync("policy", Policy("*", more)), "StackStatus"));
    }

    static string Policy(string principal, string more = "") =>
        $$"""
            Resources:
              Policy:
                Type: AWS::SecretsManager::ResourcePolicy
                Properties:
                  {SecretId: shared, ResourcePolicy: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {AWS: "{{principal}}"}, Action: "secretsmanager:*", Resource: "*"}]}{{more}}}
            """;

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _world.DisposeAsync();
    }
}
