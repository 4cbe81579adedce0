using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>Keys and attributes of tables.</summary>
public sealed class TableKeysTests
{
    const string Index = ", GlobalSecondaryIndexes: [{IndexName: i, KeySchema: [{AttributeName: c, KeyType: HASH}], Projection: {ProjectionType: ALL}}]";

    /// <summary>The attributes of a table with the keys a and b, what else it has, and why it is refused; null where it is taken.</summary>
    [Theory]
    [InlineData("a b", "", null)]
    [InlineData("a b c", Index, null)]
    [InlineData("a", "", "An attribute referenced in a KeySchema element is not defined in AttributeDefinitions")]
    [InlineData("a b", Index, "An attribute referenced in a KeySchema element is not defined in AttributeDefinitions")]
    [InlineData(
        "a b c",
        "",
        "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"
    )]
    [InlineData(
        "a b c d",
        Index,
        "Some AttributeDefinitions are not used. AttributeDefinitions: [a, b, c, d], keys used: [a, b, c]"
    )]
    public async Task CreateStack_OfATable_NeedsItsKeysAndNoOtherAttributes(string names, string more, string? reason)
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var attributes = names.Split(' ').Select(name => $"{{AttributeName: {name}, AttributeType: S}}");

        var stack = await client.CreateAsync(
            "app",
            $"Resources: {{T: {{Type: 'AWS::DynamoDB::Table', Properties: {{BillingMode: PAY_PER_REQUEST, AttributeDefinitions: [{string.Join(", ", attributes)}], KeySchema: [{{AttributeName: a, KeyType: HASH}}, {{AttributeName: b, KeyType: RANGE}}]{more}}}}}}}"
        );

        Assert.Equal(reason is null ? "CREATE_COMPLETE" : "ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        if (reason is not null)
            Assert.Contains(
                await client.EventsAsync("app"),
                e =>
                    e.Contains(reason, StringComparison.Ordinal)
                    && e.Contains("HandlerErrorCode: InvalidRequest", StringComparison.Ordinal)
            );
    }
}
